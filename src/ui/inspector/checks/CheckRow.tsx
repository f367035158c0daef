// One check: mark, title, section. A failure shows its evidence at once; a pass shows it on demand.
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Recording } from '../../../lab/recording.ts';
import { CHECK_WORDS, evidenceText, failureText, notReachedText } from '../../../lessons/checks.ts';
import { capital } from '../../../lessons/phrases.ts';
import { CITATIONS } from '../../../pki/citations.ts';
import type { CheckResult } from '../../../pki/path/result.ts';
import { Unseen } from '../../kit/Unseen.tsx';
import type { Validity } from '../dates.ts';
import { type Mark, VerdictMark } from '../parts/Marks.tsx';
import styles from './CheckRow.module.css';
import { shortReference } from './reference.ts';
import { TimelinePicture } from './TimelinePicture.tsx';

interface CheckRowProps {
  readonly recording: Recording;
  readonly check: CheckResult;
  /** Of the certificate that is checked; null where it can't be read or there is none. */
  readonly validity: Validity | null;
  /** Whether a check of the same proof has failed: then "not reached" is for good. */
  readonly over: boolean;
}

export function CheckRow({ recording, check, validity, over }: CheckRowProps) {
  const [open, setOpen] = useState(false);
  const { title, plain } = CHECK_WORDS[check.check];
  const evidence = <Evidence recording={recording} check={check} validity={validity} />;
  const name = (
    <>
      {title}
      <Unseen>{`: ${SAID[check.result]}`}</Unseen>
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
      <span className={styles.reference} title={CITATIONS[check.reference].text}>
        {shortReference(check.reference)}
      </span>
      {check.result === 'fail' && (
        <Below>
          <p className={styles.said}>{capital(failureText(check, recording.now))}.</p>
          {evidence}
        </Below>
      )}
      {check.result === 'pass' && open && (
        <Below>
          <p>{plain}</p>
          {evidence}
        </Below>
      )}
      {check.result === 'not-reached' && (
        <Below>
          <p>{over ? notReachedText(check) : 'Not reached yet: it comes at a later step.'}</p>
        </Below>
      )}
    </li>
  );
}

const Below = ({ children }: { readonly children: ReactNode }) => <div className={styles.below}>{children}</div>;

function Evidence({ recording, check, validity }: Omit<CheckRowProps, 'over'>) {
  const text = evidenceText(check);
  const isValidity = check.check === 'validity.notBefore' || check.check === 'validity.notAfter';
  return (
    <>
      {text !== '' && <p className={styles.evidence}>{text}</p>}
      {isValidity && validity !== null && <TimelinePicture validity={validity} now={clock(check, recording)} />}
    </>
  );
}

/** The clock that the check went by. */
function clock({ evidence }: CheckResult, recording: Recording): number {
  const now = typeof evidence.now === 'string' ? Date.parse(evidence.now) : Number.NaN;
  return Number.isNaN(now) ? recording.now : now;
}

const MARKS: Record<CheckResult['result'], Mark> = { pass: 'pass', fail: 'fail', 'not-reached': 'open' };
const SAID: Record<CheckResult['result'], string> = { pass: 'passed', fail: 'failed', 'not-reached': 'not reached' };
