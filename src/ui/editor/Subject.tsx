// A distinguished name: one field for each attribute, an empty one is left out.

import { ATTRIBUTES, attributeProblem } from '../../lab/scenario/directoryName.ts';
import type { NameSpec } from '../../pki/x509/name.ts';
import { FormRow, TextField } from './Field.tsx';

interface Props {
  readonly value: readonly NameSpec[];
  readonly onChange: (value: readonly NameSpec[]) => void;
}

export function SubjectField({ value, onChange }: Props) {
  return (
    <>
      {ATTRIBUTES.map((type) => (
        <FormRow key={type} label={TITLES[type]}>
          {(id) => (
            <TextField
              id={id}
              placeholder="left out"
              value={value.find((each) => each.type === type)?.value ?? ''}
              problemOf={(text) => (text === '' ? null : attributeProblem(type, text))}
              onChange={(text) =>
                onChange(
                  ATTRIBUTES.flatMap((each) => {
                    const before = value.find((attribute) => attribute.type === each)?.value ?? '';
                    const now = each === type ? text : before;
                    return now === '' ? [] : [{ type: each, value: now }];
                  }),
                )
              }
            />
          )}
        </FormRow>
      ))}
    </>
  );
}

export const subjectText = (value: readonly NameSpec[]): string =>
  value.map(({ type, value: text }) => `${type}=${text}`).join(', ') || 'empty';

const TITLES: Readonly<Record<NameSpec['type'], string>> = {
  CN: 'Common name',
  O: 'Organisation',
  OU: 'Unit',
  C: 'Country',
};
