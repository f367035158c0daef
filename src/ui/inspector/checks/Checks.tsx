// The ledger: every check so far, by proof and by certificate; never one boolean.
import { useMemo, useState } from 'react';
import { connectionAt } from '../../../lab/recording/connections.ts';
import type { CertificateRecord } from '../../../lab/recording/recording.ts';
import { CHECK_WORDS } from '../../../lessons/checks/words.ts';
import { count, The, the } from '../../../lessons/phrases.ts';
import { LinkButton } from '../../shared/Button.tsx';
import { CertificateGroup, groupTitle } from '../../shared/checks/CertificateGroup.tsx';
import { type LedgerGroup, ledger, type PossessionEntry, total } from '../../shared/checks/ledger.ts';
import { Note, Warning } from '../../shared/Note.tsx';
import { StepLink } from '../../shared/StepLink.tsx';
import { WhoChecksFold } from '../../summary/WhoChecksFold.tsx';
import { certificateOf, type Selection } from '../selection.ts';
import { useShowByte } from '../useShowByte.ts';
import styles from './Checks.module.css';
import { OtherPrograms } from './OtherPrograms.tsx';

export default function Checks({ selection }: { readonly selection: Selection }) {
  const { recording, step } = selection;
  const proofs = useMemo(() => ledger(recording, step), [recording, step]);
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({});
  const showByte = useShowByte(selection);
  const comesBack = step.phase === 'again' && !judgesPath(selection);
  if (proofs.length === 0) return <NothingYet selection={selection} />;

  const keys = proofs.flatMap((proof) => proof.groups.map((group) => groupKey(proof, group)));
  const isOpen = (proof: PossessionEntry, group: LedgerGroup) =>
    choices[groupKey(proof, group)] ?? opensByItself(proof, group);
  const allOpen = proofs.every((proof) => proof.groups.every((group) => isOpen(proof, group)));
  const setAll = (open: boolean) => setChoices(Object.fromEntries(keys.map((key) => [key, open])));

  return (
    <div className={styles.checks}>
      <WhoChecksFold recording={recording} step={step} />
      {comesBack && (
        <Note title="Of both connections">
          <p>
            What is listed of certificates was checked in the first connection, and nobody checks it again. With a
            ticket the client proves itself by the binder, and each side by its Finished.
          </p>
        </Note>
      )}
      {proofs.map((proof, i) => (
        <section key={`${proof.verifier} ${proof.subject}`} className={styles.proof}>
          <div className={styles.proofHead}>
            <h3 className={styles.heading}>
              {proofTitle(proof)} <span className={styles.count}>{count(total(proof.counts), 'check')}</span>
            </h3>
            {i === 0 && (
              <LinkButton onClick={() => setAll(!allOpen)}>{allOpen ? 'Collapse all' : 'Expand all'}</LinkButton>
            )}
          </div>
          {proof.groups.map((group) => (
            <CertificateGroup
              key={groupKey(proof, group)}
              now={recording.now}
              group={group}
              {...headOf(group, certificateOf(recording, group.fingerprint))}
              over={proof.firstFailure !== null}
              open={isOpen(proof, group)}
              showByte={({ event }) => showByte(event)}
              onToggle={(open) => setChoices({ ...choices, [groupKey(proof, group)]: open })}
            />
          ))}
          {proof.firstFailure !== null && <Failure selection={selection} proof={proof} />}
        </section>
      ))}
    </div>
  );
}

/** What is easy to get wrong about the failure that decides, and what others would have said. */
function Failure({ selection, proof }: { readonly selection: Selection; readonly proof: PossessionEntry }) {
  if (proof.firstFailure === null) return null;
  const { wrong } = CHECK_WORDS[proof.firstFailure.check.check];
  return (
    <div className={styles.failure}>
      {wrong !== null && <Warning text={wrong} />}
      <OtherPrograms recording={selection.recording} verifier={proof.verifier} failure={proof.firstFailure} />
    </div>
  );
}

function NothingYet({ selection: { recording, step } }: { readonly selection: Selection }) {
  const first = recording.steps.find(
    (other) =>
      other.number > step.number && recording.events.slice(other.event, other.until).some((e) => e.kind === 'check'),
  );
  return (
    <div className={styles.empty}>
      <WhoChecksFold recording={recording} step={step} />
      <p>Nobody has checked anything yet: at this point neither side knows who the other one is.</p>
      {first !== undefined && (
        <p>
          The first check comes at: <StepLink recording={recording} step={first} />
        </p>
      )}
    </div>
  );
}

/** Whether a certificate is judged in this connection. */
const judgesPath = ({ recording: { events }, step }: Selection): boolean =>
  connectionAt(events, step.event).events.some(
    (event) => event.kind === 'operation' && event.operation === 'path.validate',
  );

const groupKey = ({ verifier, subject }: PossessionEntry, { certificate }: LedgerGroup): string =>
  `${verifier} ${subject} ${certificate}`;

/** Failed groups are open; so is, once something has failed, the group of what therefore never came. */
const opensByItself = (proof: PossessionEntry, { counts, certificate }: LedgerGroup): boolean =>
  counts.failed > 0 || (certificate === null && counts.notReached > 0 && proof.firstFailure !== null);

const proofTitle = ({ verifier, subject }: PossessionEntry): string =>
  `${The(subject)}’s proof, checked by ${the(verifier)}`;

function headOf(group: LedgerGroup, certificate: CertificateRecord | null) {
  return { title: groupTitle(group, certificate?.role ?? null), certificate };
}
