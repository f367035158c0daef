// Who knows what at this step: each secret by client, server and CA, and what an eavesdropper read off the wire.
import { Eye, EyeOff } from 'lucide-react';
import { Suspense, useMemo } from 'react';
import type { Actor, Recording } from '../../../lab/recording/recording.ts';
import { ACTOR_WORDS } from '../../../lessons/actors.ts';
import { secretWords } from '../../../lessons/secrets.ts';
import { Boundary } from '../../shared/Boundary.tsx';
import { later } from '../../shared/later.tsx';
import { VerdictMark } from '../../shared/Marks.tsx';
import { Note } from '../../shared/Note.tsx';
import { VisuallyHidden } from '../../shared/VisuallyHidden.tsx';
import { useLab } from '../../useLab.tsx';
import type { Selection } from '../selection.ts';
import { type Holding, isLongTerm, knowledge, type SecretRow } from './knowledge.ts';
import styles from './Secrets.module.css';
import { SecretValue } from './SecretValue.tsx';

/** For recordings of TLS 1.3 only. */
const KeySchedule = later(() => import('./KeySchedule.tsx'));

export default function Secrets({ selection }: { readonly selection: Selection }) {
  const { recording, step } = selection;
  const observer = useLab((lab) => lab.observer);
  const hasAttacker = recording.events.some((event) => event.kind === 'secret' && event.actor === 'attacker');
  const parties: readonly Actor[] = hasAttacker ? [...COLUMNS, 'attacker'] : COLUMNS;
  // An observer knows what it holds itself, not what the others do.
  const columns = parties.filter(
    (actor) => observer === 'everyone' || actor === observer || (observer === 'eavesdropper' && actor === 'attacker'),
  );
  const listens = observer === 'everyone' || observer === 'eavesdropper';
  const rows = useMemo(() => knowledge(recording, step), [recording, step]);
  if (rows.length === 0) return <p className={styles.intro}>There are no secrets yet: no key has been made.</p>;
  return (
    <div className={styles.secrets}>
      {recording.scenario.protocol === 'tls1.3' && (
        <Boundary name="The key schedule">
          <Suspense fallback={null}>
            <KeySchedule selection={selection} />
          </Suspense>
        </Boundary>
      )}
      <p className={styles.intro}>
        What each party holds at this step. The eavesdropper’s column is worked out from the bytes on the wire so far:
        it says yes exactly where the value itself went over it in the clear.
        {step.phase === 'again' && ' Of the first connection only the secret of the ticket is left.'}
      </p>
      <table className={styles.table}>
        <caption>
          <VisuallyHidden>Secrets, and who knows them at this step</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            {columns.map((actor) => (
              <th key={actor} scope="col" data-actor={actor}>
                {ACTOR_WORDS[actor].title}
              </th>
            ))}
            {listens && (
              <th scope="col" data-actor="attacker">
                Eaves&shy;dropper
              </th>
            )}
          </tr>
        </thead>
        <Group
          title={step.phase === 'again' ? 'This session, the second' : 'This session'}
          rows={rows.filter((row) => !isLongTerm(row))}
          columns={columns}
          listens={listens}
        />
        <Group title="Long-term keys" rows={rows.filter(isLongTerm)} columns={columns} listens={listens} />
      </table>
      <Remarks rows={rows} recording={recording} until={step.until} />
    </div>
  );
}

const COLUMNS = ['client', 'server', 'ca'] as const satisfies readonly Actor[];

interface GroupProps {
  readonly title: string;
  readonly rows: readonly SecretRow[];
  readonly columns: readonly Actor[];
  /** Whether there is a column for the eavesdropper. */
  readonly listens: boolean;
}

function Group({ title, rows, columns, listens }: GroupProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <tbody>
        <tr>
          <th className={styles.group} scope="colgroup" colSpan={columns.length + Number(listens)}>
            {title}
          </th>
        </tr>
      </tbody>
      {rows.map((row) => (
        <SecretLines key={row.secret} row={row} columns={columns} listens={listens} />
      ))}
    </>
  );
}

/** What the secret is, across all columns, and below it a cell for each party. */
function SecretLines({ row, columns, listens }: { readonly row: SecretRow } & Pick<GroupProps, 'columns' | 'listens'>) {
  const words = secretWords(row.secret);
  return (
    <tbody className={styles.secret}>
      <tr>
        <th scope="rowgroup" colSpan={columns.length + Number(listens)}>
          <span className={styles.title}>{words.title}</span>
          <span className={styles.plain}>
            {words.plain} Meant for {words.whoShould}.
          </span>
          <SecretValue value={row.first.value} label={words.title} />
        </th>
      </tr>
      <tr>
        {columns.map((actor) => (
          <td key={actor}>
            {row.computable && row.holders[actor] === undefined ? (
              <span className={styles.how}>anyone can compute it</span>
            ) : (
              <Held holding={row.holders[actor]} label={`${words.title}, as the ${actor} has it`} />
            )}
          </td>
        ))}
        {listens && (
          <td>
            {row.computable ? (
              <span className={styles.heard}>
                <Eye size={15} aria-hidden />
                <span>anyone can compute it</span>
              </span>
            ) : row.eavesdropper ? (
              <span className={styles.heard}>
                <Eye size={15} aria-hidden />
                <span>{row.leakedAt === null ? 'read' : `read, step ${row.leakedAt}`}</span>
              </span>
            ) : (
              <span className={styles.unknown}>
                <EyeOff size={15} aria-hidden />
                <span>no</span>
              </span>
            )}
          </td>
        )}
      </tr>
    </tbody>
  );
}

function Held({ holding, label }: { readonly holding: Holding | undefined; readonly label: string }) {
  if (holding === undefined) return <span className={styles.unknown}>no</span>;
  return (
    <span className={styles.held}>
      <span className={styles.how}>
        <VerdictMark mark={holding.differs ? 'fail' : 'pass'} size={15} />
        {holding.differs ? `${holding.how}, but differs` : holding.how}
      </span>
      {holding.differs && <SecretValue value={holding.value} label={label} />}
    </span>
  );
}

interface RemarksProps {
  readonly rows: readonly SecretRow[];
  readonly recording: Recording;
  readonly until: number;
}

/** Why the eavesdropper, who saw everything that was sent, does not have the premaster secret. */
function Remarks({ rows, recording, until }: RemarksProps) {
  const sealedSent = recording.events
    .slice(0, until)
    .some((event) => event.kind === 'sent' && event.message.sealed !== null);
  const premaster = rows.find(({ secret }) => secret === 'premasterSecret' || secret === 'sharedSecret');
  if (premaster === undefined || premaster.eavesdropper) return null;
  if (rows.some(({ secret }) => secret === 'clientSharePrivateKey')) {
    return (
      <Note title="Both shares are known, the secret is not">
        <p>
          The eavesdropper has read both public shares. To get from them to the secret takes one of the private halves,
          and those are thrown away after the handshake. Whoever recorded this and gets hold of the server’s private key
          later can still open nothing: that is forward secrecy.
        </p>
      </Note>
    );
  }
  if (!sealedSent) return null;
  return (
    <Note title="On the wire, and still unknown">
      <p>
        The premaster secret did cross the wire, but only encrypted with the public key in the server’s certificate. Its
        bytes occur in no message. Whoever recorded this and gets hold of the server’s private key later can open it,
        and everything that follows from it.
      </p>
    </Note>
  );
}
