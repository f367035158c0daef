// Issuing from a request: one that the lab makes for a name, or one that is pasted. What was typed stays.
import { type FormEvent, useId, useState } from 'react';
import { toBase64url } from '../../bytes/base64url.ts';
import type { Wish } from '../../lab/scenario/caActions.ts';
import { CSR_KEY_KINDS, type CsrKeyKind, MAX_CSR_BYTES, MAX_NAME_LENGTH } from '../../lab/scenario/caActions.ts';
import { CSR_KEYS, csrProblemText, keysTaken } from '../../lessons/caConsole.ts';
import { takeCsr, withoutPrivateKeys } from '../../pki/csr/csrIntake.ts';
import { Button } from '../shared/Button.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import styles from './CaConsole.module.css';

interface Props {
  readonly full: boolean;
  readonly act: (wish: Wish) => void;
}

export function Issue({ full, act }: Props) {
  const [how, setHow] = useState<'name' | 'paste'>('name');
  return (
    <section className={styles.part} aria-labelledby="ca-issue">
      <h3 id="ca-issue">Issue from a request</h3>
      <Segmented label="Where the request comes from" options={WAYS} value={how} onChange={setHow} />
      {/* Both stay, so that nothing typed is lost. */}
      <div hidden={how !== 'name'}>
        <ByName full={full} act={act} />
      </div>
      <div hidden={how !== 'paste'}>
        <ByPaste full={full} act={act} />
      </div>
    </section>
  );
}

function ByName({ full, act }: Props) {
  const id = useId();
  const [name, setName] = useState('shop.test');
  const [proof, setProof] = useState<'own' | 'other'>('own');
  const [key, setKey] = useState<CsrKeyKind>('rsa');
  const wanted = name.trim();
  const problem =
    wanted === ''
      ? 'A name is wanted.'
      : wanted.length > MAX_NAME_LENGTH
        ? `At most ${MAX_NAME_LENGTH} characters are wanted; these are ${wanted.length}.`
        : /\p{C}/u.test(wanted)
          ? 'There is a character in it that can’t be seen.'
          : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem === null && !full) act({ act: 'request', name: wanted, proof, ...(key !== 'rsa' && { key }) });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <label htmlFor={`${id}name`}>Name for the certificate</label>
      <input
        id={`${id}name`}
        value={name}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={`${id}said`}
        onChange={(event) => setName(event.target.value)}
      />
      <p id={`${id}said`} className={problem === null ? styles.plain : styles.wrong}>
        {problem ??
          'A host name, a mail address, or somebody’s name. The lab has a key for it and makes a real request.'}
      </p>
      <label htmlFor={`${id}key`}>Key</label>
      <select
        id={`${id}key`}
        value={key}
        onChange={(event) => setKey(CSR_KEY_KINDS.find((each) => each === event.target.value) ?? 'rsa')}
      >
        {CSR_KEY_KINDS.map((each) => (
          <option key={each} value={each}>
            {CSR_KEYS[each].title}
          </option>
        ))}
      </select>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={proof === 'other'}
          onChange={(event) => setProof(event.target.checked ? 'other' : 'own')}
        />
        <span>Sign it with another key than the one in it</span>
      </label>
      <div className={styles.buttons}>
        <Button type="submit" tone="strong" disabled={full || problem !== null}>
          Send the request
        </Button>
      </div>
    </form>
  );
}

function ByPaste({ full, act }: Props) {
  const id = useId();
  const [text, setText] = useState('');
  const [keys, setKeys] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: string) => {
    const kept = withoutPrivateKeys(next);
    setText(kept.text);
    setKeys(kept.keys);
    setProblem(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const taken = takeCsr(text, MAX_CSR_BYTES);
    setProblem(taken.ok ? null : csrProblemText(taken.problem));
    if (taken.ok && !full) act({ act: 'sign', csr: toBase64url(taken.der) });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <label htmlFor={`${id}csr`}>Certificate signing request (PEM)</label>
      <textarea
        id={`${id}csr`}
        rows={6}
        value={text}
        placeholder="-----BEGIN CERTIFICATE REQUEST-----"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={`${id}said`}
        onChange={(event) => change(event.target.value)}
      />
      <div id={`${id}said`}>
        <p className={styles.plain}>
          Made with <code>openssl req -new</code>, for one, with a key of RSA from 2048 bits, P-256, P-384, P-521 or
          Ed25519. It goes into the link of this page, and nowhere else.
        </p>
        <p role="alert" className={styles.wrong}>
          {keys > 0 && <span>{keysTaken(keys)}</span>}
          {problem !== null && <span>{problem}</span>}
        </p>
      </div>
      <div className={styles.buttons}>
        <Button type="submit" tone="strong" disabled={full}>
          Send the request
        </Button>
      </div>
    </form>
  );
}

const WAYS = [
  { value: 'name', label: 'For a name' },
  { value: 'paste', label: 'Paste one' },
] as const;
