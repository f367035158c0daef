// A choice of a few from a list: the browser's own <select>, dressed as a control of the page, or by whoever takes it into
// a form. It costs nothing to load and suits every phone.
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './Picker.module.css';

export interface Choices<T extends string> {
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

interface Props<T extends string> extends Choices<T> {
  /** Name of the control; may hold parts that are unseen. */
  readonly label: ReactNode;
  /** Says the name where the label is unseen. */
  readonly tip?: string | undefined;
}

export function Picker<T extends string>({ label, tip, options, value, onChange }: Props<T>) {
  const id = useId();
  return (
    <div className={styles.picker} data-tip={tip}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <Select id={id} options={options} value={value} onChange={onChange} />
      <ChevronDown className={styles.chevron} size={14} strokeWidth={2.2} aria-hidden />
    </div>
  );
}

interface SelectProps<T extends string> extends Choices<T> {
  readonly id?: string | undefined;
  /** Where no <label> names it. */
  readonly label?: string | undefined;
  readonly className?: string | undefined;
}

export function Select<T extends string>({ id, label, className, options, value, onChange }: SelectProps<T>) {
  return (
    <select
      id={id}
      className={className}
      autoComplete="off"
      aria-label={label}
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
  );
}
