// Names of one's own for bank, host and customer: three fields that say what is wrong, and a way back to the lab's names.
import { SCENARIO_FIELDS } from '../../lab/scenario/fields.ts';
import { OWN_NAMES, ownNames, parseValue } from '../../lab/scenario/fieldValues.ts';
import { LAB_NAMES, type LabNames } from '../../lab/scenario/names.ts';
import { SETTING_WORDS } from '../../lessons/settings.ts';
import { FormRow, TextField } from '../editor/Field.tsx';
import { Button } from '../shared/Button.tsx';

interface Props {
  /** Those that are not the lab's. */
  readonly names: Partial<LabNames>;
  readonly onChange: (names: LabNames) => void;
}

export function OwnNames({ names, onChange }: Props) {
  const all = { ...LAB_NAMES, ...names };
  return (
    <>
      {OWN_NAMES.map((field) => (
        <FormRow key={field} label={SETTING_WORDS[field].label}>
          {(id) => (
            <TextField
              id={id}
              mono={field === 'host'}
              value={all[field]}
              problemOf={(text) =>
                parseValue(SCENARIO_FIELDS[field], text) === undefined ? SCENARIO_FIELDS[field].wanted : null
              }
              onChange={(text) => onChange({ ...all, [field]: String(parseValue(SCENARIO_FIELDS[field], text)) })}
            />
          )}
        </FormRow>
      ))}
      {Object.keys(ownNames(names)).length > 0 && (
        <Button size="small" onClick={() => onChange(LAB_NAMES)}>
          The lab’s own names
        </Button>
      )}
    </>
  );
}
