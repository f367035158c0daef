// What was read from the text, in a list: the same as the marks and the drawing say.
import { directionHeading, programName, saidText, WHY_WORDS } from '../../lessons/whyPage.ts';
import { chosenMessage } from '../../store/why.ts';
import type { WhyMessage } from '../../why/answer.ts';
import { useWhy } from './useWhy.tsx';

export function ReadFromIt() {
  const message = useWhy(chosenMessage);
  if (message === null) return null;
  return (
    <section aria-label={WHY_WORDS.understood} className="why-readFromIt-read">
      <h2>{WHY_WORDS.understood}</h2>
      <dl>
        {rowsOf(message).map(({ name, value, note }) => (
          <div key={name} className="why-readFromIt-row">
            <dt>{name}</dt>
            <dd>
              <strong>{value}</strong>
              <span>{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface ReadRow {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

function rowsOf(message: WhyMessage): ReadRow[] {
  const { side, sideMeasured, role, line, lastLine, count, program, version, protocol } = message;
  const how = side === 'unknown' ? '' : side === 'peer' ? 'it was told' : 'it says so itself';
  return [
    { name: 'Who refused', value: whoRefused(message), note: sideMeasured ? 'by measurements' : how },
    { name: 'What was said', value: saidText(message), note: message.alert === null ? '' : 'one number, no reason' },
    {
      name: 'Your program',
      value: program === null ? 'not known' : programName(program),
      note: version ?? 'no version named',
    },
    { name: 'Its side', value: role ?? 'not known', note: role === null ? 'choose it below' : '' },
    {
      name: 'Protocol',
      value:
        protocol === null ? 'not known' : protocol === 'tls1.2' ? 'TLS 1.2' : protocol === 'tls1.3' ? 'TLS 1.3' : 'any',
      note: '',
    },
    {
      name: line === lastLine ? 'Line' : 'Lines',
      value: line === lastLine ? String(line) : `${line} to ${lastLine}`,
      note: count > 1 ? `said ${count} times` : '',
    },
  ];
}

const whoRefused = (message: WhyMessage): string =>
  message.side === 'unknown'
    ? 'not said'
    : (directionHeading(message)
        .split(' refused')[0]
        ?.replace(/^./, (letter) => letter.toLowerCase()) ?? '');
