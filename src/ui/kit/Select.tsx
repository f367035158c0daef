// The browser's own <select>, undressed: a choice of a few values that TypeScript knows.
export interface Choices<T extends string> {
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

interface Props<T extends string> extends Choices<T> {
  readonly id?: string | undefined;
  /** Where no <label> names it. */
  readonly label?: string | undefined;
  readonly className?: string | undefined;
}

export function Select<T extends string>({ id, label, className, options, value, onChange }: Props<T>) {
  return (
    <select
      id={id}
      className={className}
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
