// Parts of a form: a labelled row, a text field that says what is wrong beside it, boxes to tick, a list to choose from.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type Choices, Select } from '../shared/Picker.tsx';
import styles from './Field.module.css';

interface RowProps {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
}

export function FormRow({ label, children }: RowProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.control}>{children(id)}</div>
    </div>
  );
}

interface TextFieldProps {
  readonly id?: string;
  /** Where no <label> names it. */
  readonly label?: string;
  readonly value: string;
  /** What the text should be, where it is not. */
  readonly problemOf: (text: string) => string | null;
  readonly onChange: (text: string) => void;
  readonly placeholder?: string;
  readonly mono?: boolean;
}

/** While one types, the world waits for a pause; what can't be used is never passed on. */
export function TextField({ id, label, value, problemOf, onChange, placeholder, mono }: TextFieldProps) {
  const problemId = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const text = draft ?? value;
  const problem = problemOf(text);
  useEffect(() => () => clearTimeout(timer.current), []);
  const pass = (next: string) => {
    clearTimeout(timer.current);
    if (problemOf(next) === null && next !== value) onChange(next);
  };
  return (
    <span className={styles.text}>
      <input
        id={id}
        type="text"
        className={styles.input}
        data-mono={mono ? '' : undefined}
        aria-label={label}
        aria-invalid={problem === null ? undefined : true}
        aria-describedby={problem === null ? undefined : problemId}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          const next = event.target.value;
          setDraft(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => pass(next), TYPING_PAUSE_MS);
        }}
        onBlur={() => {
          pass(text);
          if (problem === null) setDraft(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') pass(text);
        }}
      />
      {problem !== null && (
        <span id={problemId} role="alert" className={styles.problem}>
          Should be {problem}.
        </span>
      )}
    </span>
  );
}

const TYPING_PAUSE_MS = 300;

interface TicksProps<T extends string> {
  readonly label: string;
  readonly options: readonly T[];
  readonly titles?: Readonly<Partial<Record<T, string>>>;
  readonly value: readonly T[];
  /** How many must stay ticked. */
  readonly least?: number;
  readonly onChange: (value: T[]) => void;
}

/** Several of a few. The last one that must stay can't be taken away. */
export function Ticks<T extends string>({ label, options, titles, value, least = 0, onChange }: TicksProps<T>) {
  return (
    <fieldset className={styles.ticks} aria-label={label}>
      {options.map((option) => {
        const checked = value.includes(option);
        return (
          <Tick
            key={option}
            label={titles?.[option] ?? option}
            checked={checked}
            disabled={checked && value.length <= least}
            onChange={(on) => onChange(options.filter((each) => (each === option ? on : value.includes(each))))}
          />
        );
      })}
    </fieldset>
  );
}

interface TickProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Tick({ label, checked, disabled = false, onChange }: TickProps) {
  return (
    <label className={styles.tick} data-disabled={disabled}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}

interface ChoiceProps<T extends string> extends Choices<T> {
  readonly id?: string;
  /** Where no <label> names it. */
  readonly label?: string;
}

export function SelectField<T extends string>(props: ChoiceProps<T>) {
  return <Select {...props} className={styles.select} />;
}
