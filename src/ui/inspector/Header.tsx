// The inspector's head: who acts at which step, the step's title, and the verdict where there is one.
import { ArrowRight } from 'lucide-react';
import type { Actor } from '../../lab/recording/recording.ts';
import { textbookBegins } from '../../lab/recording/steps.ts';
import { stepCount } from '../../lab/recording/untold.ts';
import { ACTOR_WORDS } from '../../lessons/actors.ts';
import { placeInRun, stepRemark, stepTitle, stepVerdict } from '../../lessons/steps.ts';
import { markOfResult, VerdictMark } from '../shared/Marks.tsx';
import styles from './Header.module.css';
import type { Selection } from './selection.ts';

export function InspectorHeader({ selection }: { readonly selection: Selection }) {
  const { recording, step, actor, focus } = selection;
  const verdict = stepVerdict(recording, step);
  const mark = verdict && markOfResult[verdict.result];
  return (
    <header className={styles.head}>
      <p className={styles.eyebrow}>
        <span className={styles.actor} data-actor={actor}>
          <span className={styles.dot} />
          <Name actor={actor} />
          {focus.kind === 'message' && (
            <>
              <ArrowRight size={13} aria-label="to" />
              <Name actor={focus.message.to} />
            </>
          )}
        </span>
        <span>{placeInRun(step, stepCount(recording)).toLowerCase()}</span>
        {textbookBegins(recording, step) && <span>textbook step {step.textbook}</span>}
      </p>
      <h2 className={styles.title}>{stepTitle(recording, step)}</h2>
      <p className={styles.verdict} data-tone={verdict?.result}>
        {mark && <VerdictMark mark={mark} size={16} />}
        {verdict?.text ?? stepRemark(recording, step)}
      </p>
    </header>
  );
}

const Name = ({ actor }: { readonly actor: Actor }) => <span>{ACTOR_WORDS[actor].title}</span>;
