// A moment as text, always UTC: exact to the second, as certificates have it.
import { EARLIEST, LATEST } from '../../lab/scenario/edits.ts';
import { DATE_EXAMPLE, dateText, parseDate } from './dateText.ts';
import { TextField } from './Field.tsx';

interface Props {
  readonly id: string;
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
  readonly onChange: (value: number) => void;
}

export function DateField({ id, value, least = EARLIEST, most = LATEST, onChange }: Props) {
  const problemOf = (text: string): string | null => {
    const ms = parseDate(text);
    if (ms === null) return DATE_EXAMPLE;
    return ms < least || ms > most ? `between ${dateText(least)} and ${dateText(most)}` : null;
  };
  return (
    <TextField
      id={id}
      mono
      value={dateText(value)}
      problemOf={problemOf}
      onChange={(text) => {
        const ms = parseDate(text);
        if (ms !== null) onChange(ms);
      }}
    />
  );
}
