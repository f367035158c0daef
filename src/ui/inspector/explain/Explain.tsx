// Plain words about the step: what happens, why, what the textbook calls it, and what is easy to get wrong.
import { Suspense, useMemo } from 'react';
import { isLastStep } from '../../../lab/recording/untold.ts';
import { count, the } from '../../../lessons/phrases.ts';
import { spokenAt, stepLesson } from '../../../lessons/steps.ts';
import { textbookReally, textbookText } from '../../../lessons/textbook.ts';
import { Boundary } from '../../shared/Boundary.tsx';
import { LinkButton } from '../../shared/Button.tsx';
import { Cite } from '../../shared/Cite.tsx';
import { ledger, type PossessionEntry, total } from '../../shared/checks/ledger.ts';
import { later } from '../../shared/later.tsx';
import { VerdictMark } from '../../shared/Marks.tsx';
import { Warning } from '../../shared/Note.tsx';
import { Terms } from '../../shared/terms/Terms.tsx';
import { VisuallyHidden } from '../../shared/VisuallyHidden.tsx';
import { useLab } from '../../useLab.tsx';
import type { Selection } from '../selection.ts';
import { useShowByte } from '../useShowByte.ts';
import styles from './Explain.module.css';

const End = later(() => import('./End.tsx'));

export function Explain({ selection }: { readonly selection: Selection }) {
  const { recording, step } = selection;
  const lesson = stepLesson(recording, step);
  const observer = useLab((lab) => lab.observer);
  const isLast = isLastStep(recording, step.number);
  return (
    <div className={styles.explain}>
      <p className={styles.plain}>
        <Terms text={lesson.plain} />
      </p>
      {lesson.why !== '' && (
        <section>
          <h3 className={styles.heading}>Why</h3>
          <p>
            <Terms text={lesson.why} />
          </p>
        </section>
      )}
      {isLast && observer === 'everyone' && (
        <Boundary name="The summary">
          <Suspense fallback={null}>
            <End recording={recording} />
          </Suspense>
        </Boundary>
      )}
      <OwnChecks selection={selection} />
      {lesson.wrong !== null && <Warning text={lesson.wrong} />}
      {step.textbook !== null && (
        <section className={styles.textbook}>
          <span className={styles.number} aria-hidden="true">
            {step.textbook}
          </span>
          <h3 className={styles.heading}>Textbook step {step.textbook}</h3>
          <p className={styles.said}>
            <Terms text={textbookText(recording.scenario.mode, step.textbook)} />
          </p>
          <p>
            <strong>What really happens:</strong>{' '}
            <Terms text={textbookReally(spokenAt(recording, step), step.textbook)} />
          </p>
        </section>
      )}
      {lesson.cites.length > 0 && (
        <p className={styles.cites}>
          <VisuallyHidden>Specified in: </VisuallyHidden>
          {lesson.cites.map((key) => (
            <Cite key={key} of={key} className={styles.cite} />
          ))}
        </p>
      )}
    </div>
  );
}

/** How the proof that this step works on stands, with the way to the ledger; nothing where the step checks nothing. */
function OwnChecks({ selection: { recording, step } }: { readonly selection: Selection }) {
  const setTab = useLab((lab) => lab.setTab);
  const showByte = useShowByte({ recording });
  const proof = useMemo(() => {
    const checksHere = recording.events.slice(step.event, step.until).some((event) => event.kind === 'check');
    return checksHere ? (ledger(recording, step)[0] ?? null) : null;
  }, [recording, step]);
  if (proof === null) return null;
  const { failed } = proof.counts;
  const toByte = recording.events
    .slice(step.event, step.until)
    .map(({ id }) => showByte(id))
    .find((way) => way !== null);
  return (
    <p className={styles.checks} data-failed={failed > 0 ? '' : undefined}>
      <VerdictMark mark={failed > 0 ? 'fail' : 'pass'} />
      <span>{proofText(proof)}</span>
      <LinkButton onClick={() => setTab('checks')}>See each of them</LinkButton>
      {toByte && <LinkButton onClick={toByte}>Show the byte</LinkButton>}
    </p>
  );
}

/** In the numbers of the ledger, where each proof has its own. */
function proofText({ subject, counts }: PossessionEntry): string {
  const { passed, failed } = counts;
  const all = total(counts);
  const checks = `${count(all, 'check')} of ${the(subject)}’s proof`;
  if (failed > 0) return `${failed} of ${checks} ${failed === 1 ? 'fails' : 'fail'}.`;
  if (passed < all) return `${passed} of ${checks} ${passed === 1 ? 'passes' : 'pass'} so far.`;
  return all === 1 ? `The one check of ${the(subject)}’s proof passes.` : `All ${checks} pass.`;
}
