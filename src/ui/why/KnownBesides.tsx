// What a person knows besides the text: each choice narrows the causes at once.
import { useId } from 'react';
import { programName, WHY_WORDS } from '../../lessons/whyPage.ts';
import { chosenMessage, type MeasuredProgram } from '../../store/why.ts';
import type { WhyOptions } from '../../why/answer.ts';
import { Select } from '../shared/Picker.tsx';
import { useWhy } from './useWhy.tsx';

export function KnownBesides({ programs }: { readonly programs: readonly MeasuredProgram[] }) {
  const message = useWhy(chosenMessage);
  const options = useWhy((why) => why.options);
  const setOptions = useWhy((why) => why.setOptions);
  if (message === null) return null;
  const program = options.program ?? message.program;
  const versions = programs.find((each) => each.program === program)?.versions ?? [];
  const asRead = (read: string | null) => ({ value: '', label: read === null ? 'not known' : `as read: ${read}` });
  const named = (value: string, label = value) => ({ value, label });
  return (
    <section aria-label={WHY_WORDS.more} className="why-knownBesides-known">
      <h2>{WHY_WORDS.more}</h2>
      <div className="why-knownBesides-fields">
        <Field
          label="Which program"
          value={options.program ?? ''}
          options={[
            asRead(options.program === undefined && message.program !== null ? programName(message.program) : null),
            ...programs.map((each) => named(each.program, programName(each.program))),
          ]}
          onChange={(value) => setOptions({ program: value || undefined })}
        />
        <Field
          label="Version"
          value={options.version ?? ''}
          options={[
            asRead(options.version === undefined ? message.version : null),
            ...versions.map((each) => named(each)),
          ]}
          onChange={(value) => setOptions({ version: value || undefined })}
        />
        <Field
          label="Its log is of the"
          value={options.role ?? ''}
          options={[asRead(options.role === undefined ? message.role : null), named('client'), named('server')]}
          onChange={(value) => setOptions({ role: (value || undefined) as WhyOptions['role'] })}
        />
        <Field
          label="Protocol"
          value={options.protocol ?? ''}
          options={[
            asRead(options.protocol === undefined ? PROTOCOL_NAMES[message.protocol ?? 'tlsdef'] : null),
            named('tls1.2', 'TLS 1.2'),
            named('tls1.3', 'TLS 1.3'),
          ]}
          onChange={(value) => setOptions({ protocol: (value || undefined) as WhyOptions['protocol'] })}
        />
      </div>
      <p className="why-knownBesides-hint">{WHY_WORDS.moreHint}</p>
    </section>
  );
}

const PROTOCOL_NAMES = { 'tls1.2': 'TLS 1.2', 'tls1.3': 'TLS 1.3', tlsdef: null } as const;

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

function Field({ label, ...select }: FieldProps) {
  const id = useId();
  return (
    <div className="why-knownBesides-field">
      <label htmlFor={id}>{label}</label>
      <Select id={id} className="why-knownBesides-select" {...select} />
    </div>
  );
}
