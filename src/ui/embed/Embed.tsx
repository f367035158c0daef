// The diagram alone, for a frame in somebody's page: heads, rows, back and next, a sentence on the step, and the way to the
// lab. Its sizes and messages are a contract: docs/embed.md.
import { ExternalLink, StepBack, StepForward } from 'lucide-react';
import { Suspense, useEffect } from 'react';
import { Stage } from '../../diagram/Stage.tsx';
import type { Recording, Step } from '../../lab/recording/recording.ts';
import { stepLesson, stepRemark, stepTitle, stepVerdict } from '../../lessons/steps.ts';
import type { LinkOf } from '../header/linkOf.ts';
import { Scrubber } from '../player/Scrubber.tsx';
import { Boundary } from '../shared/Boundary.tsx';
import { Button } from '../shared/Button.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab, useLabStore } from '../useLab.tsx';
import { useView } from '../useView.ts';
import { tellEmbedder } from './channel.ts';
import styles from './Embed.module.css';

interface Shown {
  readonly recording: Recording;
  readonly step: Step;
}

export default function Embed({ linkOf }: { readonly linkOf: LinkOf }) {
  const view = useView();
  // Nothing is shown under the name of another scenario.
  const recording = useLab((lab) => lab.pending) ? null : view;
  const cursor = useLab((lab) => lab.cursor);
  const seek = useLab((lab) => lab.seek);
  const text = useLab((lab) => lab.text);
  const problem = useLab((lab) => lab.engineProblem);
  const step = recording?.steps[cursor - 1];
  const shown = recording !== null && step !== undefined ? { recording, step } : null;
  useTold();
  return (
    <div
      className={styles.embed}
      data-text={text}
      data-scenario={recording?.scenario.mode}
      data-step-shown={step?.number}
    >
      {/* Next is the first stop; what is seen above it comes behind it. */}
      <footer className={styles.foot} data-print="none">
        <Steps />
        <div className={styles.said}>{shown && <Title {...shown} />}</div>
        <div className={styles.scrub}>
          {recording && <Scrubber recording={recording} cursor={cursor} onSeek={seek} />}
        </div>
        <LabLink linkOf={linkOf} />
      </footer>
      <main className={styles.rows}>
        {problem !== null && (
          <p role="alert" className={styles.problem}>
            The handshake could not be run: {problem}
          </p>
        )}
        <Boundary name="The diagram">
          <Suspense>
            <Diagram recording={recording} cursor={cursor} />
          </Suspense>
        </Boundary>
      </main>
      {text === '1' && shown && <Strip {...shown} />}
    </div>
  );
}

function Diagram({ recording, cursor }: { readonly recording: Recording | null; readonly cursor: number }) {
  const whole = useLab((lab) => lab.recording);
  const seek = useLab((lab) => lab.seek);
  const speed = useLab((lab) => lab.speed);
  return <Stage recording={recording} whole={whole} cursor={cursor} speed={speed} onSeek={seek} />;
}

/** Next stands first for the keyboard, and behind Back for the eye. */
function Steps() {
  const next = useCommand('next');
  const back = useCommand('back');
  return (
    <div className={styles.steps}>
      <span className={styles.next}>
        <Button
          tone="strong"
          shortcut="ArrowRight"
          aria-disabled={!next.enabled}
          onClick={() => next.enabled && next.run()}
        >
          Next <StepForward size={15} fill="currentColor" aria-hidden />
        </Button>
      </span>
      <Button
        label={back.label}
        shortcut="ArrowLeft"
        aria-disabled={!back.enabled}
        onClick={() => back.enabled && back.run()}
      >
        <StepBack size={15} fill="currentColor" aria-hidden />
      </Button>
    </div>
  );
}

/** What the step is, and in one line what came of it: all there is to read where a frame is low. */
function Title({ recording, step }: Shown) {
  const line = stepVerdict(recording, step)?.text ?? stepRemark(recording, step);
  return (
    <>
      <p className={styles.title}>{stepTitle(recording, step)}</p>
      <p className={styles.line}>
        {step.number} of {recording.steps.length}
        {line === '' ? '' : ` · ${line}`}
      </p>
    </>
  );
}

/** A sentence or two, as much as has room. */
function Strip({ recording, step }: Shown) {
  const { title, plain } = stepLesson(recording, step);
  return (
    <section className={styles.strip} aria-label="This step" aria-live="polite">
      <h2 className={styles.stripTitle}>{title}</h2>
      <p className={styles.plain}>{plain}</p>
    </section>
  );
}

/** The same step in the whole lab, in a tab of its own. */
function LabLink({ linkOf }: { readonly linkOf: LinkOf }) {
  const store = useLabStore();
  // The step is in the address: where it leads follows each of them.
  useLab((lab) => lab.cursor);
  useLab((lab) => lab.recording);
  const href = linkOf({ ...store.getState(), embed: '0', text: '1', origin: '' });
  return (
    <a className={styles.lab} href={href} target="_blank" rel="noopener noreferrer">
      <span>
        Open in <span className={styles.long}>Handshake Lab</span>
        <span className={styles.short}>the lab</span>
      </span>
      <ExternalLink size={15} aria-hidden />
    </a>
  );
}

/** The page around is told of each step. */
function useTold(): void {
  const store = useLabStore();
  useEffect(() => {
    const tell = () => {
      const { cursor, recording, pending, origin } = store.getState();
      if (recording !== null && !pending) tellEmbedder({ step: cursor, steps: recording.steps.length }, origin, window);
    };
    tell();
    return store.subscribe((lab, before) => {
      if (lab.cursor !== before.cursor || lab.recording !== before.recording || lab.pending !== before.pending) tell();
    });
  }, [store]);
}
