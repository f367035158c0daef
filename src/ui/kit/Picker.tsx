// A choice of a few from a list: the browser's own <select>, dressed. It costs nothing to load and suits every phone.
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './Picker.module.css';

interface Props<T extends string> {
  /** Name of the control; may hold parts that are unseen. */
  readonly label: ReactNode;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export function Picker<T extends string>({ label, options, value, onChange }: Props<T>) {
  const id = useId();
  return (
    <div className={styles.picker}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown className={styles.chevron} size={14} strokeWidth={2.2} aria-hidden />
    </div>
  );
}
