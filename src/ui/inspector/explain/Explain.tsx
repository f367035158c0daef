// Plain words about the step: what happens, why, what the textbook calls it, and what is easy to get wrong.
import { type ReactNode, Suspense, useMemo } from 'react';
import { textbookBegins } from '../../../lab/recording/steps.ts';
import { isLastStep } from '../../../lab/recording/untold.ts';
import { inBrief } from '../../../lessons/brief.ts';
import { count, the } from '../../../lessons/phrases.ts';
import { redactionOf } from '../../../lessons/redaction.ts';
import { spokenAt, stepLesson } from '../../../lessons/steps.ts';
import { TEXTBOOK_IS, textbookReally, textbookText } from '../../../lessons/textbook.ts';
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
const NamingFields = later(() => import('./NamingFields.tsx'));
const ProxyHeaders = later(() => import('./ProxyHeaders.tsx'));

export function Explain({ selection }: { readonly selection: Selection }) {
  const { recording, step } = selection;
  const lesson = stepLesson(recording, step);
  const [plain, why] = [inBrief(lesson.plain), inBrief(lesson.why)];
  const textbook = textbookBegins(recording, step) ? step.textbook : null;
  const observer = useLab((lab) => lab.observer);
  const isLast = isLastStep(recording, step.number);
  return (
    <div className={styles.explain}>
      <p className={styles.plain}>
        <Terms text={plain.first} />
      </p>
      {why.first !== '' && (
        <section>
          <h3 className={styles.heading}>Why</h3>
          <p>
            <Terms text={why.first} />
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
      <Naming selection={selection} />
      {lesson.wrong !== null && <Warning text={lesson.wrong} />}
      {textbook !== null && (
        <section className={styles.textbook}>
          <span className={styles.number} aria-hidden="true">
            {textbook}
          </span>
          <h3 className={styles.heading}>Textbook step {textbook} begins here</h3>
          <p className={styles.said}>
            <Terms text={textbookText(recording.scenario.mode, textbook)} />
          </p>
          {textbook === 1 && <p>{TEXTBOOK_IS}</p>}
        </section>
      )}
      <More shown={plain.rest !== '' || why.rest !== '' || textbook !== null}>
        {plain.rest !== '' && (
          <p>
            <Terms text={plain.rest} />
          </p>
        )}
        {why.rest !== '' && (
          <section>
            <h3 className={styles.heading}>Why, in more words</h3>
            <p>
              <Terms text={why.rest} />
            </p>
          </section>
        )}
        {textbook !== null && (
          <section>
            <h3 className={styles.heading}>What the textbook leaves out</h3>
            <p>
              <Terms text={textbookReally(spokenAt(recording, step), textbook)} />
            </p>
          </section>
        )}
      </More>
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

/** What waits until somebody wants it, at this step and then at all others of the visit. On paper it is open. */
function More({ shown, children }: { readonly shown: boolean; readonly children: ReactNode }) {
  const open = useLab((lab) => lab.moreOpen);
  const setOpen = useLab((lab) => lab.setMoreOpen);
  if (!shown) return null;
  return (
    <details
      className={styles.more}
      open={open}
      onToggle={({ currentTarget }) => currentTarget.open !== open && setOpen(currentTarget.open)}
    >
      <summary>{open ? 'Less' : 'More'}</summary>
      <div className={styles.rest}>{children}</div>
    </details>
  );
}

/** Where a certificate says whose account it is: once in a run, at the step that tells it. */
function Naming({ selection: { recording, focus } }: { readonly selection: Selection }) {
  if (focus.kind !== 'operation' || redactionOf(focus.event.details) !== null) return null;
  const { event } = focus;
  if (event.operation === 'proxy.handOn')
    return (
      <Boundary name="The headers of proxies">
        <Suspense fallback={null}>
          <ProxyHeaders />
        </Suspense>
      </Boundary>
    );
  const isHere =
    event.operation === 'account.find' ||
    (event.operation === 'application.decide' &&
      event.details.by === 'certificate' &&
      recording.scenario.namedBy === undefined);
  if (!isHere) return null;
  return (
    <Boundary name="The fields of the certificate">
      <Suspense fallback={null}>
        <NamingFields recording={recording} event={event} />
      </Suspense>
    </Boundary>
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
