// One check: mark, title, section. A failure shows its evidence at once; a pass shows it on demand.
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { evidenceText } from '../../../lessons/checks/evidence.ts';
import { failureText } from '../../../lessons/checks/failures.ts';
import { notReachedText } from '../../../lessons/checks/notReached.ts';
import { CHECK_WORDS } from '../../../lessons/checks/words.ts';
import { capital } from '../../../lessons/phrases.ts';
import type { CheckResult } from '../../../pki/path/result.ts';
import { LinkButton } from '../Button.tsx';
import { Cite } from '../Cite.tsx';
import type { ValidityDates } from '../dates.ts';
import { type Mark, VerdictMark } from '../Marks.tsx';
import { Terms } from '../terms/Terms.tsx';
import { VisuallyHidden } from '../VisuallyHidden.tsx';
import styles from './CheckRow.module.css';
import { TimelinePicture } from './TimelinePicture.tsx';

interface CheckRowProps {
  /** The clock of the verifier, milliseconds since 1970. */
  readonly now: number;
  readonly check: CheckResult;
  /** Of the certificate that is checked; null where it can't be read or there is none. */
  readonly validity: ValidityDates | null;
  /** Whether a check of the same proof has failed: then "not reached" is for good. */
  readonly over: boolean;
  /** What to do about a failure. */
  readonly advice?: string | undefined;
  /** Shows the byte for which a message was refused. */
  readonly onShowByte?: (() => void) | null;
}

export function CheckRow({ now, check, validity, over, advice, onShowByte = null }: CheckRowProps) {
  const [open, setOpen] = useState(false);
  const { title, plain } = CHECK_WORDS[check.check];
  const evidence = <Evidence now={now} check={check} validity={validity} />;
  const name = (
    <>
      {title}
      <VisuallyHidden>{`: ${check.enforced === false ? 'not enforced' : SAID[check.result]}`}</VisuallyHidden>
    </>
  );
  return (
    <li className={styles.row} data-result={check.result}>
      <VerdictMark mark={MARKS[check.result]} />
      {check.result === 'pass' ? (
        <button type="button" className={styles.title} aria-expanded={open} onClick={() => setOpen(!open)}>
          {name}
          <ChevronRight className={styles.chevron} size={13} aria-hidden />
        </button>
      ) : (
        <span className={styles.title}>{name}</span>
      )}
      <Cite of={check.reference} className={styles.reference} />
      {check.result === 'fail' && (
        <Below>
          <p className={styles.said}>
            <Terms text={`${capital(failureText(check, now))}.`} />
          </p>
          {evidence}
          {onShowByte !== null && <LinkButton onClick={onShowByte}>Show the byte</LinkButton>}
          {advice !== undefined && (
            <p className={styles.advice}>
              <strong>How to fix it:</strong> <Terms text={advice} />
            </p>
          )}
        </Below>
      )}
      {check.result === 'pass' && open && (
        <Below>
          <p>
            <Terms text={plain} />
          </p>
          {evidence}
        </Below>
      )}
      {check.result === 'not-reached' && (
        <Below>
          <p>
            <Terms
              text={
                over || check.enforced === false ? notReachedText(check) : 'Not reached yet: it comes at a later step.'
              }
            />
          </p>
          {check.enforced === false && evidence}
        </Below>
      )}
    </li>
  );
}

const Below = ({ children }: { readonly children: ReactNode }) => <div className={styles.below}>{children}</div>;

function Evidence({ now, check, validity }: Omit<CheckRowProps, 'over' | 'advice' | 'onShowByte'>) {
  const text = evidenceText(check);
  const isValidity = check.check === 'validity.notBefore' || check.check === 'validity.notAfter';
  return (
    <>
      {text !== '' && <p className={styles.evidence}>{text}</p>}
      {isValidity && validity !== null && <TimelinePicture validity={validity} now={clock(check, now)} />}
    </>
  );
}

/** The clock that the check went by. */
function clock({ evidence }: CheckResult, now: number): number {
  const own = typeof evidence.now === 'string' ? Date.parse(evidence.now) : Number.NaN;
  return Number.isNaN(own) ? now : own;
}

const MARKS: Record<CheckResult['result'], Mark> = { pass: 'pass', fail: 'fail', 'not-reached': 'open' };
const SAID: Record<CheckResult['result'], string> = { pass: 'passed', fail: 'failed', 'not-reached': 'not reached' };
