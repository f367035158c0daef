// A list of names that can be changed, taken away and added to: of a subjectAltName, or of name constraints.
import { Plus, X } from 'lucide-react';
import type { NameEdit } from '../../lab/scenario/edits.ts';
import { Button } from '../shared/Button.tsx';
import { SelectField, TextField } from './Field.tsx';
import styles from './NameList.module.css';

interface Props {
  readonly label: string;
  /** Where there are several lists: what it is of. */
  readonly title?: string;
  readonly names: readonly NameEdit[];
  readonly problemOf: (name: NameEdit) => string | null;
  /** What a new one says at first. */
  readonly fresh: Readonly<Record<NameEdit['type'], string>>;
  readonly onChange: (names: readonly NameEdit[]) => void;
}

export function NameList({ label, title, names, problemOf, fresh, onChange }: Props) {
  // A name is known by its place: its text is what changes. One more or less, and all are drawn afresh.
  const places = names.map((name, at) => ({ name, at, key: `${at} of ${names.length}, ${name.type}` }));
  const replace = (at: number, name: NameEdit) => onChange(names.map((each, i) => (i === at ? name : each)));
  return (
    <fieldset className={styles.list} aria-label={label}>
      {title !== undefined && <p className={styles.title}>{title}</p>}
      {places.map(({ name, at: i, key }) => (
        <div key={key} className={styles.name}>
          <span className={styles.kind}>
            <SelectField
              label={`Kind of ${label.toLowerCase()} ${i + 1}`}
              options={KINDS}
              value={name.type}
              onChange={(type) => replace(i, { type, value: fresh[type] })}
            />
          </span>
          <TextField
            label={`${label} ${i + 1}`}
            mono
            value={name.value}
            problemOf={(value) => problemOf({ ...name, value })}
            onChange={(value) => replace(i, { ...name, value })}
          />
          <Button
            icon={X}
            tone="quiet"
            label={`Remove ${label.toLowerCase()} ${i + 1}`}
            onClick={() => onChange(names.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      <span>
        <Button icon={Plus} onClick={() => onChange([...names, { type: 'dns', value: fresh.dns }])}>
          {`Add ${label.toLowerCase()}`}
        </Button>
      </span>
    </fieldset>
  );
}

const KINDS = [
  { value: 'dns', label: 'DNS' },
  { value: 'ip', label: 'IP' },
  { value: 'email', label: 'Email' },
  { value: 'uri', label: 'URI' },
  { value: 'directory', label: 'Name' },
] as const;
