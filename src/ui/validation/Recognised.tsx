// What was recognised: certificates, CRLs and OCSP responses, each with its source, removable; and what was wrong with each source.
import { FileLock2, FileX2, KeyRound, ScrollText, TriangleAlert, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { keyFormatText, keysText, otherText, placeText, problemText } from '../../lessons/intake.ts';
import { capital, commonNameIn, count } from '../../lessons/phrases.ts';
import { selectLeaf } from '../../store/validationQuestion.ts';
import type { Entry, Locked, Source, Validation } from '../../store/validationState.ts';
import { Button } from '../shared/Button.tsx';
import { relativeValidity, shortDate } from '../shared/dates.ts';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import styles from './Recognised.module.css';
import { useValidation } from './useValidation.tsx';

/** Rows that are drawn at first: thousands would take the page's breath away. */
const FIRST_ROWS = 60;

export function Recognised({ canTrustLab }: { readonly canTrustLab: boolean }) {
  const entries = useValidation((state) => state.entries);
  const sources = useValidation((state) => state.sources);
  const locked = useValidation((state) => state.locked);
  const clear = useValidation((state) => state.clear);
  const leaf = useValidation(leafId);
  const [most, setMost] = useState(FIRST_ROWS);
  const spoken = summaryText(sources, entries);
  return (
    <section className={styles.recognised} aria-label="Recognised" hidden={sources.length === 0}>
      <div className={styles.head}>
        <h2>Recognised</h2>
        <span className={styles.count}>{spoken}</span>
        {sources.length > 0 && (
          <Button tone="quiet" onClick={clear}>
            Remove all
          </Button>
        )}
      </div>
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
      {locked.map((one) => (
        <Unlock key={one.id} locked={one} />
      ))}
      {sources.map((source) => (
        <Remarks key={source.id} source={source} />
      ))}
      {entries.length > 0 && <Trust canTrustLab={canTrustLab} />}
      {entries.length > 0 && (
        <ul className={styles.rows}>
          {entries.slice(0, most).map((entry) => (
            <Row key={entry.id} entry={entry} validated={entry.id === leaf} source={sourceName(sources, entry)} />
          ))}
        </ul>
      )}
      {entries.length > most && (
        <Button
          onClick={() => setMost(most + FIRST_ROWS)}
        >{`Show ${Math.min(FIRST_ROWS, entries.length - most)} of ${entries.length - most} more`}</Button>
      )}
    </section>
  );
}

/** Whom one trusts, in one place: by a tick at a row, or by these two. */
function Trust({ canTrustLab }: { readonly canTrustLab: boolean }) {
  const options = useValidation((state) => state.options);
  const set = useValidation((state) => state.set);
  return (
    <fieldset className={styles.trusting}>
      <legend>Whom do you trust?</legend>
      <p>
        This page trusts nobody by itself. Tick “Trust” at a certificate below to make it a trust anchor, or take all of
        a kind:
      </p>
      <label className={styles.tick}>
        <input
          type="checkbox"
          checked={options.trustSelfSigned}
          onChange={(event) => set({ trustSelfSigned: event.target.checked })}
        />
        All self-signed certificates below
      </label>
      <label className={styles.tick} data-disabled={!canTrustLab}>
        <input
          type="checkbox"
          checked={options.trustLab}
          disabled={!canTrustLab}
          onChange={(event) => set({ trustLab: event.target.checked })}
        />
        The lab’s own root
      </label>
    </fieldset>
  );
}

const leafId = (state: Validation): string | null => selectLeaf(state)?.id ?? null;

const sourceName = (sources: readonly Source[], { source, place }: Entry): string =>
  [sources.find(({ id }) => id === source)?.name ?? '', placeText(place)].filter(Boolean).join(', ');

function summaryText(sources: readonly Source[], entries: readonly Entry[]): string {
  if (sources.length === 0) return '';
  const number = (wanted: Entry['kind']) => entries.filter(({ kind }) => kind === wanted).length;
  const [crls, answers] = [number('crl'), number('ocsp')];
  return [
    count(number('certificate'), 'certificate'),
    ...(crls > 0 ? [count(crls, 'CRL')] : []),
    ...(answers > 0 ? [count(answers, 'OCSP response')] : []),
  ].join(', ');
}

interface RowProps {
  readonly entry: Entry;
  readonly validated: boolean;
  readonly source: string;
}

function Row({ entry, validated, source }: RowProps) {
  const choose = useValidation((state) => state.choose);
  const trust = useValidation((state) => state.trust);
  const remove = useValidation((state) => state.remove);
  const now = useValidation((state) => state.verdict?.question.now ?? null);
  const isCertificate = entry.kind === 'certificate';
  const name = nameOf(entry);
  return (
    <li className={styles.row} data-validated={validated}>
      {isCertificate ? (
        <input
          type="radio"
          name="leaf"
          className={styles.radio}
          aria-label={`Validate ${name}`}
          title="Validate this one"
          checked={validated}
          onChange={() => choose(entry.id)}
        />
      ) : (
        <ScrollText size={15} className={styles.icon} aria-hidden />
      )}
      <div className={styles.what}>
        <span className={styles.name}>{name}</span>
        <span className={styles.role}>
          {aboutOf(entry)}
          {validated && ' · validated'}
        </span>
        <span className={styles.detail} title={titleOf(entry)}>
          {source}
          {isCertificate && now !== null && ` · ${relativeValidity(entry, now)}`}
        </span>
        {isCertificate && entry.flaw !== null && <span className={styles.flaw}>flawed: {entry.flaw}</span>}
      </div>
      {isCertificate && (
        <label className={styles.trust}>
          <input
            type="checkbox"
            aria-label={`Trust ${name}`}
            checked={entry.trusted}
            onChange={(event) => trust(entry.id, event.target.checked)}
          />
          Trust
        </label>
      )}
      <Button icon={X} label={`Remove ${name}`} tone="quiet" onClick={() => remove(entry.id)} />
    </li>
  );
}

function nameOf(entry: Entry): string {
  switch (entry.kind) {
    case 'certificate':
      return commonNameIn(entry.subject);
    case 'crl':
      return `CRL of ${commonNameIn(entry.issuer)}`;
    case 'ocsp':
      // A responder may name itself by its key alone.
      return entry.responder.includes('=') ? `OCSP response of ${commonNameIn(entry.responder)}` : 'OCSP response';
  }
}

function aboutOf(entry: Entry): string {
  switch (entry.kind) {
    case 'certificate':
      return ROLES[entry.role];
    case 'crl':
      return `${count(entry.revoked, 'entry', 'entries')}, of ${shortDate(entry.thisUpdate)}`;
    case 'ocsp':
      return entry.producedAt === null
        ? `it answers nothing: ${entry.status}`
        : `about ${count(entry.answers, 'certificate')}, of ${shortDate(entry.producedAt)}`;
  }
}

function titleOf(entry: Entry): string {
  switch (entry.kind) {
    case 'certificate':
      return entry.subject;
    case 'crl':
      return entry.issuer;
    case 'ocsp':
      return entry.responder;
  }
}

const ROLES = { leaf: 'Leaf', intermediate: 'Intermediate', root: 'Root' } as const;

/** What there is to say about one source, beside its certificates. */
function Remarks({ source }: { readonly source: Source }) {
  const removeSource = useValidation((state) => state.removeSource);
  const remarks: [ReactNode, string, 'problem' | 'note'][] = [];
  if (source.privateKeys > 0)
    remarks.push([<KeyRound key="key" size={15} aria-hidden />, keysText(source.privateKeys), 'note']);
  const formats = new Set(source.parts.flatMap((part) => (part.kind === 'key' ? [keyFormatText(part.format)] : [])));
  for (const text of formats) if (text !== null) remarks.push([null, text, 'note']);
  for (const problem of source.problems.slice(0, MOST_REMARKS)) {
    remarks.push([<TriangleAlert key="problem" size={15} aria-hidden />, problemText(problem), 'problem']);
  }
  if (source.problems.length > MOST_REMARKS) {
    const more = `And ${source.problems.length - MOST_REMARKS} more problems of this kind.`;
    remarks.push([<TriangleAlert key="more" size={15} aria-hidden />, more, 'problem']);
  }
  for (const { what, label } of source.others.slice(0, MOST_REMARKS)) {
    remarks.push([<FileX2 key="other" size={15} aria-hidden />, otherText(what, label), 'note']);
  }
  if (source.known > 0) {
    const text = `${count(source.known, 'certificate or list', 'certificates or lists')} in it ${source.known === 1 ? 'was' : 'were'} there already, and ${source.known === 1 ? 'counts' : 'count'} once.`;
    remarks.push([null, text, 'note']);
  }
  if (source.failed !== null) {
    remarks.push([
      <TriangleAlert key="failed" size={15} aria-hidden />,
      `It could not be read: ${source.failed}.`,
      'problem',
    ]);
  }
  if (remarks.length === 0) return null;
  const isProblem = remarks.some(([, , kind]) => kind === 'problem');
  return (
    <div className={styles.remarks} data-problem={isProblem} role={isProblem ? 'alert' : 'status'}>
      <div className={styles.remarksHead}>
        <strong>{source.name}</strong>
        <Button icon={X} label={`Remove all of ${source.name}`} tone="quiet" onClick={() => removeSource(source.id)} />
      </div>
      {remarks.map(([icon, text, kind]) => (
        <p key={text} className={styles.remark} data-kind={kind}>
          {icon}
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}

const MOST_REMARKS = 8;

function Unlock({ locked }: { readonly locked: Locked }) {
  const unlock = useValidation((state) => state.unlock);
  const [password, setPassword] = useState('');
  const [id, said] = [useId(), useId()];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void unlock(locked.id, password);
    setPassword('');
  };
  const message = locked.failed ?? (locked.wrong ? 'that password does not open it' : null);
  return (
    <form className={styles.unlock} onSubmit={submit}>
      <label htmlFor={id}>
        <FileLock2 size={15} aria-hidden />
        Password of {locked.name}
      </label>
      <div className={styles.unlockRow}>
        <input
          id={id}
          type="password"
          autoComplete="off"
          value={password}
          aria-invalid={message !== null}
          aria-describedby={said}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" disabled={locked.opening}>
          Open
        </Button>
      </div>
      <p id={said} className={styles.unlockSaid} role="status">
        {locked.opening ? 'Opening…' : message === null ? '' : `${capital(message)}.`}
      </p>
    </form>
  );
}
