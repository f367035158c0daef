// A choice of a few from a list: the browser's own <select>, dressed. It costs nothing to load and suits every phone.
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './Picker.module.css';
import { type Choices, Select } from './Select.tsx';

interface Props<T extends string> extends Choices<T> {
  /** Name of the control; may hold parts that are unseen. */
  readonly label: ReactNode;
}

export function Picker<T extends string>({ label, options, value, onChange }: Props<T>) {
  const id = useId();
  return (
    <div className={styles.picker}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <Select id={id} options={options} value={value} onChange={onChange} />
      <ChevronDown className={styles.chevron} size={14} strokeWidth={2.2} aria-hidden />
    </div>
  );
}
