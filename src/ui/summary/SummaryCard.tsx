// The end of a run: the answer to its question, who has proven what to whom, what others know, and where to go next.
import { ArrowRight, Columns2, RotateCcw, Shuffle } from 'lucide-react';
import { useMemo } from 'react';
import { runFacts } from '../../exercises/summary/runFacts.ts';
import { runSummary } from '../../exercises/summary/summary.ts';
import { activeFaults } from '../../lab/faults/catalogue.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { answerFor, questionAnswered } from '../../lessons/answerFor.ts';
import { storyFor } from '../../lessons/story.ts';
import { onlookerParts, SUMMARY_WORDS, statusParts } from '../../lessons/summary.ts';
import { Button } from '../shared/Button.tsx';
import { RichTextView } from '../shared/RichTextView.tsx';
import { useLab } from '../useLab.tsx';
import { nextSteps } from './nextSteps.ts';
import { Proofs } from './Proofs.tsx';
import styles from './SummaryCard.module.css';

export default function SummaryCard({ recording }: { readonly recording: Recording }) {
  const observer = useLab((lab) => lab.observer);
  return (
    <section id={SUMMARY_ID} className={styles.card} aria-labelledby="run-summary-title" tabIndex={-1}>
      <header className={styles.head}>
        <h3 id="run-summary-title">{SUMMARY_WORDS.title}</h3>
        <p>{SUMMARY_WORDS.subtitle}</p>
      </header>
      {observer === 'everyone' ? <Told recording={recording} /> : <Withheld />}
    </section>
  );
}

/** Commands lead here by this id (app/commands.ts). */
const SUMMARY_ID = 'run-summary';

function Told({ recording }: { readonly recording: Recording }) {
  const active = useMemo(() => activeFaults(recording.scenario), [recording]);
  const facts = useMemo(() => runFacts(recording), [recording]);
  const summary = useMemo(() => runSummary(recording), [recording]);
  const { scenario, now } = recording;
  const ids = active.map(({ id }) => id);
  const host = summary.onlooker.name?.text ?? null;
  return (
    <>
      <div className={styles.answer}>
        <p className={styles.question}>{questionAnswered(scenario, ids, storyFor(scenario, recording, active).line)}</p>
        <p className={styles.text}>
          <RichTextView parts={answerFor(scenario, facts, ids, now)} />
        </p>
      </div>
      {summary.connections.map((columns, i) => (
        <Proofs
          // biome-ignore lint/suspicious/noArrayIndexKey: connections follow each other.
          key={i}
          title={summary.connections.length === 1 ? null : i === 0 ? SUMMARY_WORDS.first : SUMMARY_WORDS.again}
          columns={columns}
          host={host}
          now={now}
        />
      ))}
      <p className={styles.others}>
        <RichTextView parts={onlookerParts(summary.onlooker)} /> <RichTextView parts={statusParts(summary.answers)} />
      </p>
      <Next recording={recording} />
    </>
  );
}

/** Somebody who looks on as one of the actors is not told what the others know. */
function Withheld() {
  const setObserver = useLab((lab) => lab.setObserver);
  return (
    <p className={styles.withheld}>
      {SUMMARY_WORDS.partial}{' '}
      <Button size="small" onClick={() => setObserver('everyone')}>
        {SUMMARY_WORDS.everyone}
      </Button>
    </p>
  );
}

const ICONS = { protocol: RotateCcw, compare: Columns2, fault: ArrowRight, inject: ArrowRight } as const;

function Next({ recording: { scenario } }: { readonly recording: Recording }) {
  const setScenario = useLab((lab) => lab.setScenario);
  const setCompare = useLab((lab) => lab.setCompare);
  const setBreakOpen = useLab((lab) => lab.setBreakOpen);
  return (
    <nav className={styles.next} aria-label={SUMMARY_WORDS.next} data-print="none">
      {nextSteps(scenario).map((step) =>
        step.kind === 'build' ? (
          <a key={step.kind} className={styles.go} href={step.href}>
            <Shuffle size={16} aria-hidden />
            {step.label}
          </a>
        ) : (
          <Button
            key={step.kind}
            icon={ICONS[step.kind]}
            tone={step.kind === 'protocol' || step.kind === 'compare' ? 'plain' : 'quiet'}
            onClick={() => {
              if (step.kind === 'inject') setBreakOpen(true);
              else if (step.kind === 'compare') setCompare(step.scenario);
              else setScenario(step.scenario);
            }}
          >
            {step.label}
          </Button>
        ),
      )}
    </nav>
  );
}
