// The checks on one certificate: a heading that counts them and folds them away.
import { ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { fromHex } from '../../../bytes/hex.ts';
import type { CertificateRecord } from '../../../lab/recording/recording.ts';
import type { CheckResult } from '../../../pki/path/result.ts';
import { decodeCertificate } from '../../../pki/x509/certificate.ts';
import type { ValidityDates } from '../dates.ts';
import { VerdictMark } from '../Marks.tsx';
import { VisuallyHidden } from '../VisuallyHidden.tsx';
import styles from './CertificateGroup.module.css';
import { CheckRow } from './CheckRow.tsx';
import { type Counts, type LedgerEntry, type LedgerGroup, total } from './ledger.ts';

interface CertificateGroupProps {
  /** The verifier's clock, milliseconds since 1970. */
  readonly now: number;
  readonly title: string;
  readonly certificate: Pick<CertificateRecord, 'der' | 'subject'> | null;
  readonly group: LedgerGroup;
  /** Whether a check of the same proof has failed. */
  readonly over: boolean;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  /** What to do about each failure, where that is to be said. */
  readonly advice?: (check: CheckResult) => string;
  /** Leads to the byte for which a message was refused, where there is one. */
  readonly showByte?: (entry: LedgerEntry) => (() => void) | null;
}

export function CertificateGroup(props: CertificateGroupProps) {
  const { now, title, certificate, group, over, open, onToggle, advice, showByte } = props;
  const validity = useMemo(() => validityOf(certificate), [certificate]);
  return (
    <div>
      <h4>
        <button type="button" className={styles.subject} aria-expanded={open} onClick={() => onToggle(!open)}>
          <ChevronRight className={styles.chevron} size={15} aria-hidden />
          <span>{title}</span>
          {certificate !== null && <code className={styles.name}>{certificate.subject}</code>}
          <Summary counts={group.counts} />
        </button>
      </h4>
      {open && (
        <ul className={styles.rows}>
          {group.entries.map((entry) => (
            <CheckRow
              key={`${entry.check.check} ${entry.event}`}
              now={now}
              check={entry.check}
              validity={validity}
              over={over}
              advice={advice?.(entry.check)}
              onShowByte={showByte?.(entry) ?? null}
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
          {failed === 0 && <VisuallyHidden> pass</VisuallyHidden>}
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

/** `role`: null where the certificate can't be read or there is none. */
export function groupTitle({ certificate }: LedgerGroup, role: CertificateRecord['role'] | null): string {
  if (certificate === null) return 'The proof as a whole';
  if (role !== null) return ROLES[role];
  return certificate === 0 ? ROLES.leaf : `Certificate ${certificate + 1}`;
}

const ROLES: Record<CertificateRecord['role'], string> = { leaf: 'Leaf', intermediate: 'Intermediate', root: 'Root' };

function validityOf(certificate: Pick<CertificateRecord, 'der'> | null): ValidityDates | null {
  if (certificate === null) return null;
  const decoded = decodeCertificate(fromHex(certificate.der));
  return decoded.ok ? decoded.value : null;
}
