// One check: mark, title, section, and its evidence where it says something.
import { useState } from 'react';
import type { Recording } from '../../../lab/recording.ts';
import { CHECK_WORDS, evidenceText, notReachedText } from '../../../lessons/checks.ts';
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
  const evidence = check.result === 'not-reached' ? '' : evidenceText(check);
  const isValidity = check.check === 'validity.notBefore' || check.check === 'validity.notAfter';
  return (
    <li className={styles.row} data-result={check.result}>
      <VerdictMark mark={MARKS[check.result]} />
      <span className={styles.title}>
        {CHECK_WORDS[check.check].title}
        <Unseen>{`: ${SAID[check.result]}`}</Unseen>
      </span>
      <span className={styles.reference} title={CITATIONS[check.reference].text}>
        {shortReference(check.reference)}
      </span>
      {check.result === 'not-reached' && (
        <p className={styles.why}>{over ? notReachedText(check) : 'Not reached yet: it comes at a later step.'}</p>
      )}
      {evidence !== '' && <p className={styles.evidence}>{evidence}</p>}
      {isValidity && validity !== null && check.result !== 'not-reached' && (
        <div className={styles.timeline}>
          {check.result === 'fail' ? (
            <TimelinePicture validity={validity} now={clock(check, recording)} />
          ) : (
            <OnDemand validity={validity} now={clock(check, recording)} />
          )}
        </div>
      )}
    </li>
  );
}

function OnDemand({ validity, now }: { readonly validity: Validity; readonly now: number }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles.demand} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide the timeline' : 'On a timeline'}
      </button>
      {open && <TimelinePicture validity={validity} now={now} />}
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
