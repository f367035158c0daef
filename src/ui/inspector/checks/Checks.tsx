// The ledger: every check so far, by proof and by certificate; never one boolean.
import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { fromHex } from '../../../bytes/hex.ts';
import type { CertificateRecord, Recording } from '../../../lab/recording.ts';
import { CHECK_WORDS } from '../../../lessons/checks.ts';
import { The, the } from '../../../lessons/phrases.ts';
import { decodeCertificate } from '../../../pki/certificate.ts';
import { Unseen } from '../../kit/Unseen.tsx';
import type { Validity } from '../dates.ts';
import button from '../parts/Button.module.css';
import { VerdictMark } from '../parts/Marks.tsx';
import { Note } from '../parts/Note.tsx';
import { StepLink } from '../parts/StepLink.tsx';
import { certificateOf, type Selection } from '../selection.ts';
import { CheckRow } from './CheckRow.tsx';
import styles from './Checks.module.css';
import { type Counts, type Group, ledger, type Proof, total } from './ledger.ts';
import { Others } from './Others.tsx';

export function Checks({ selection }: { readonly selection: Selection }) {
  const { recording, step } = selection;
  const proofs = useMemo(() => ledger(recording, step), [recording, step]);
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({});
  if (proofs.length === 0) return <NothingYet selection={selection} />;

  const keys = proofs.flatMap((proof) => proof.groups.map((group) => groupKey(proof, group)));
  const isOpen = (proof: Proof, group: Group) => choices[groupKey(proof, group)] ?? opensByItself(proof, group);
  const allOpen = proofs.every((proof) => proof.groups.every((group) => isOpen(proof, group)));
  const setAll = (open: boolean) => setChoices(Object.fromEntries(keys.map((key) => [key, open])));

  return (
    <div className={styles.checks}>
      {proofs.map((proof, i) => (
        <section key={`${proof.verifier} ${proof.subject}`} className={styles.proof}>
          <div className={styles.proofHead}>
            <h3 className={styles.heading}>{proofTitle(proof)}</h3>
            {i === 0 && (
              <button type="button" className={`${button.link} ${styles.all}`} onClick={() => setAll(!allOpen)}>
                {allOpen ? 'Fold all' : 'Show all'}
              </button>
            )}
          </div>
          {proof.groups.map((group) => (
            <CertificateGroup
              key={groupKey(proof, group)}
              recording={recording}
              proof={proof}
              group={group}
              open={isOpen(proof, group)}
              onToggle={(open) => setChoices({ ...choices, [groupKey(proof, group)]: open })}
            />
          ))}
          {proof.firstFailure !== null && <Failure selection={selection} proof={proof} />}
        </section>
      ))}
    </div>
  );
}

interface CertificateGroupProps {
  readonly recording: Recording;
  readonly proof: Proof;
  readonly group: Group;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

function CertificateGroup({ recording, proof, group, open, onToggle }: CertificateGroupProps) {
  const certificate = certificateOf(recording, group.fingerprint);
  const validity = useMemo(() => validityOf(certificate), [certificate]);
  return (
    <div className={styles.group}>
      <h4>
        <button type="button" className={styles.subject} aria-expanded={open} onClick={() => onToggle(!open)}>
          <ChevronRight className={styles.chevron} size={15} aria-hidden />
          <span className={styles.role}>{groupTitle(group, certificate)}</span>
          {certificate !== null && <code className={styles.name}>{certificate.subject}</code>}
          <Summary counts={group.counts} />
        </button>
      </h4>
      {open && (
        <ul className={styles.rows}>
          {group.entries.map(({ check }) => (
            <CheckRow
              key={check.check}
              recording={recording}
              check={check}
              validity={validity}
              over={proof.firstFailure !== null}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

/** `✓ 7 of 7`, `✕ 1 of 8 fails`, and what was not reached. */
function Summary({ counts }: { readonly counts: Counts }) {
  const { passed, failed, notReached } = counts;
  const made = passed + failed;
  return (
    <span className={styles.summary}>
      {made > 0 && (
        <span className={styles.count} data-tone={failed > 0 ? 'fail' : 'pass'}>
          <VerdictMark mark={failed > 0 ? 'fail' : 'pass'} size={14} />
          {failed > 0 ? `${failed} of ${made} ${failed === 1 ? 'fails' : 'fail'}` : `${passed} of ${total(counts)}`}
          {failed === 0 && <Unseen> pass</Unseen>}
        </span>
      )}
      {notReached > 0 && (
        <span className={styles.count} data-tone="open">
          <VerdictMark mark="open" size={14} />
          {notReached} not reached
        </span>
      )}
    </span>
  );
}

/** What is easy to get wrong about the failure that decides, and what others would have said. */
function Failure({ selection, proof }: { readonly selection: Selection; readonly proof: Proof }) {
  if (proof.firstFailure === null) return null;
  const { wrong } = CHECK_WORDS[proof.firstFailure.check.check];
  return (
    <div className={styles.failure}>
      {wrong !== null && (
        <Note title="Easy to get wrong">
          <p>{wrong}</p>
        </Note>
      )}
      <Others
        recording={selection.recording}
        verifier={proof.verifier}
        subject={proof.subject}
        failure={proof.firstFailure}
      />
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
      <p>Nobody has checked anything yet: at this point neither side knows who the other one is.</p>
      {first !== undefined && (
        <p>
          The first check comes at: <StepLink recording={recording} step={first} />
        </p>
      )}
    </div>
  );
}

const groupKey = ({ verifier, subject }: Proof, { certificate }: Group): string =>
  `${verifier} ${subject} ${certificate}`;

/** Failed groups are open; so is, once something has failed, the group of what therefore never came. */
const opensByItself = (proof: Proof, { counts, certificate }: Group): boolean =>
  counts.failed > 0 || (certificate === null && counts.notReached > 0 && proof.firstFailure !== null);

const proofTitle = ({ verifier, subject }: Proof): string => `${The(subject)}’s proof, checked by ${the(verifier)}`;

function groupTitle(group: Group, certificate: CertificateRecord | null): string {
  if (group.certificate === null) return 'The proof as a whole';
  return certificate === null ? `Certificate ${group.certificate + 1}` : ROLES[certificate.role];
}

const ROLES: Record<CertificateRecord['role'], string> = { leaf: 'Leaf', intermediate: 'Intermediate', root: 'Root' };

function validityOf(certificate: CertificateRecord | null): Validity | null {
  if (certificate === null) return null;
  const decoded = decodeCertificate(fromHex(certificate.der));
  return decoded.ok ? decoded.value : null;
}
