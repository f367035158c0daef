// A choice of a few, all in sight: a radio group drawn as a segmented control.
import { useId } from 'react';
import type { Choices } from './Picker.tsx';
import styles from './Segmented.module.css';

interface Props<T extends string> extends Choices<T> {
  /** `also`: what else the choice is called, seen where a wide page has room for it. */
  readonly options: readonly { readonly value: T; readonly label: string; readonly also?: string }[];
  /** Name of the group, for those who don't see it. */
  readonly label: string;
}

export function Segmented<T extends string>({ label, options, value, onChange }: Props<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.group}>
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            // What a browser remembers of the last visit is not what is shown now.
            autoComplete="off"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
          {option.also !== undefined && <span className={styles.also}>&nbsp;{option.also}</span>}
        </label>
      ))}
    </div>
  );
}
