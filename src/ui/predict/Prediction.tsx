// What the dock says of a prediction: the question with its choices, and after the answer why it is right or wrong, with two
// lines of evidence.
import { Clock, CornerDownLeft, Eye, Flag } from 'lucide-react';
import { type FormEvent, useId } from 'react';
import { prefersReducedMotion } from '../../diagram/motion.ts';
import { inAnotherProtocol } from '../../exercises/predictions/another.ts';
import {
  type FlagPrediction,
  type GivenAnswer,
  grade,
  type Prediction,
} from '../../exercises/predictions/prediction.ts';
import { IDEA_OF } from '../../exercises/progress/concepts.ts';
import { daysToReview } from '../../exercises/progress/progress.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { evidenceText } from '../../lessons/checks/evidence.ts';
import { failureText } from '../../lessons/checks/failures.ts';
import { CHECK_WORDS } from '../../lessons/checks/words.ts';
import { capital, noun } from '../../lessons/phrases.ts';
import {
  choiceLine,
  choiceWords,
  flagLine,
  NOTHING_FAILS,
  predictionQuestion,
  ringText,
  whyNot,
} from '../../lessons/predictions.ts';
import { backText } from '../../lessons/progress.ts';
import { SETTING_WORDS } from '../../lessons/settings.ts';
import { stepRemark, stepTitle } from '../../lessons/steps.ts';
import { openPrediction } from '../../store/predict.ts';
import { Dock } from '../dock/Dock.tsx';
import { keepAnswers } from '../progress/keepAnswers.ts';
import { useProgress } from '../progress/useProgress.ts';
import { Button } from '../shared/Button.tsx';
import { Kbd } from '../shared/Kbd.tsx';
import { type Mark, VerdictMark } from '../shared/Marks.tsx';
import { RowLink } from '../shared/RowLink.tsx';
import { useLab, useLabStore } from '../useLab.tsx';
import { useNarrow } from '../useNarrow.ts';
import { FORM } from './form.ts';
import styles from './Prediction.module.css';
import { useHiddenCount } from './useHiddenCount.ts';

export default function PredictionDock() {
  keepAnswers(useLabStore());
  const prediction = useLab(openPrediction);
  const answered = useLab((lab) => lab.predict?.open?.answered === true);
  const number = useLab(
    ({ predict }) => (predict?.predictions?.findIndex(({ id }) => id === predict.open?.id) ?? 0) + 1,
  );
  if (prediction === null) return null;
  // Of how many, would tell how far the run goes.
  const kicker = `Prediction ${number}`;
  return answered ? (
    <Answer prediction={prediction} kicker={kicker} />
  ) : (
    <Question key={prediction.id} prediction={prediction} kicker={kicker} />
  );
}

interface Props {
  readonly prediction: Prediction;
  readonly kicker: string;
}

function Question({ prediction, kicker }: Props) {
  const lacks = useLab((lab) => lab.predict?.lacks ?? null);
  const submitPrediction = useLab((lab) => lab.submitPrediction);
  const skip = useLab((lab) => lab.skipPrediction);
  const question = predictionQuestion(prediction);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    submitPrediction(prefersReducedMotion());
  };
  const missing =
    lacks === null ? '' : lacks === 'flag' ? LACKS_FLAG : prediction.form === 'flag' ? LACKS_CHECK : LACKS_CHOICE;
  return (
    <Dock
      name="Prediction"
      kicker={kicker}
      title={question}
      said={missing === '' ? question : missing}
      aside={
        <Button tone="quiet" size="small" onClick={skip} aria-keyshortcuts="Escape">
          Skip <Kbd of="Escape" />
        </Button>
      }
      foot={
        <>
          {prediction.form === 'flag' && <FlagLine prediction={prediction} />}
          <span className={styles.lacks}>{missing}</span>
          <Certificate />
          <span className={styles.submit}>
            <Button tone="strong" type="submit" form={FORM} aria-keyshortcuts="Enter">
              Submit <CornerDownLeft size={14} aria-hidden />
            </Button>
          </span>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} aria-label={question}>
        <Choices prediction={prediction} />
      </form>
    </Dock>
  );
}

const LACKS_FLAG = 'Put the flag on a ring, or say that it connects.';
const LACKS_CHECK = 'Choose the check at which it fails.';
const LACKS_CHOICE = 'Choose an answer.';

function Choices({ prediction }: { readonly prediction: Prediction }) {
  const chosen = useLab((lab) => lab.predict?.draft.chosen) ?? [];
  const choose = useLab((lab) => lab.chooseAnswer);
  const group = useId();
  const isTicks = prediction.form === 'ticks';
  const isCode = prediction.kind === 'P5';
  return (
    <fieldset className={styles.choices} data-form={prediction.form}>
      <legend className={styles.unseen}>{prediction.form === 'flag' ? 'At which check?' : 'Answers'}</legend>
      {prediction.choices.map((choice, i) => {
        const { label, detail } = choiceWords(prediction, choice);
        return (
          <label key={choice} className={styles.choice} data-chosen={chosen.includes(choice)}>
            <input
              type={isTicks ? 'checkbox' : 'radio'}
              name={group}
              autoComplete="off"
              aria-keyshortcuts={String(i + 1)}
              checked={chosen.includes(choice)}
              onChange={() => choose(choice)}
            />
            <span className={styles.key} aria-hidden="true">
              {i + 1}
            </span>
            <span className={styles.words}>
              <span className={styles.label}>{label}</span>
              {detail !== '' && (
                <span className={isCode && choice.includes(':') ? styles.code : styles.detail}>
                  <span className={styles.unseen}>, </span>
                  {detail}
                </span>
              )}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** Where the flag is, how to move it, and the answer that needs no check. */
function FlagLine({ prediction }: { readonly prediction: FlagPrediction }) {
  const flag = useLab((lab) => lab.predict?.draft.flag);
  const setFlag = useLab((lab) => lab.setFlag);
  const ring = prediction.rings.find(({ id }) => id === flag);
  return (
    <span className={styles.flagLine}>
      <span className={styles.flag}>
        <Flag size={15} aria-hidden />
        {ring !== undefined
          ? `${capital(noun(ring.actor))}: ${ringText(ring, true)}`
          : flag === null
            ? 'Nowhere: it connects'
            : 'No flag yet'}
      </span>
      <span className={styles.how}>
        <Kbd of="↑" />
        <Kbd of="↓" /> move the flag, or click a ring
      </span>
      <Button size="small" aria-pressed={flag === null} aria-keyshortcuts="0" onClick={() => setFlag(null)}>
        It connects <Kbd of="0" />
      </Button>
    </span>
  );
}

/** On a narrow page the inspector is a sheet: the certificates are evidence, and one comes back to the question. */
function Certificate() {
  const narrow = useNarrow();
  const setTab = useLab((lab) => lab.setTab);
  const setSheetOpen = useLab((lab) => lab.setSheetOpen);
  if (!narrow) return null;
  return (
    <Button
      size="small"
      onClick={() => {
        setTab('certificates');
        setSheetOpen(true);
      }}
    >
      Certificate
    </Button>
  );
}

function Answer({ prediction, kicker }: Props) {
  const recording = useLab((lab) => lab.recording);
  const answer = useLab((lab) => lab.predict?.answers[prediction.id]);
  const goOn = useLab((lab) => lab.continuePrediction);
  if (recording === null || answer === undefined || answer === 'skipped') return null;
  const { title, sentence } = wordsOfAnswer(prediction, answer, recording);
  const isRight = grade(prediction, answer).right;
  return (
    <Dock
      name="Prediction"
      kicker={kicker}
      title={title}
      said={`${title} ${sentence}`}
      {...(!isRight && { aside: <Back prediction={prediction} /> })}
      foot={
        <>
          <Reveal />
          <SameQuestion prediction={prediction} />
          <span className={styles.submit}>
            <Button tone="strong" aria-keyshortcuts="Enter" onClick={() => goOn(prefersReducedMotion())}>
              Continue <CornerDownLeft size={14} aria-hidden />
            </Button>
          </span>
        </>
      }
    >
      <p className={styles.sentence}>{sentence}</p>
      <Evidence prediction={prediction} answer={answer} recording={recording} />
    </Dock>
  );
}

/** When the idea comes back. Nothing where the browser keeps nothing: then it would not. */
function Back({ prediction }: { readonly prediction: Prediction }) {
  const days = useProgress(({ progress, kept, now }) =>
    kept === 'browser' ? daysToReview(progress, IDEA_OF[prediction.kind], now()) : null,
  );
  if (days === null) return null;
  return (
    <span className={styles.back}>
      <Clock size={14} aria-hidden />
      {backText(days)}
    </span>
  );
}

/** The same fault in another protocol, still hidden. In a mission the protocol may be locked. */
function SameQuestion({ prediction }: { readonly prediction: Prediction }) {
  const store = useLabStore();
  const askIn = useLab((lab) => lab.askIn);
  const isFree = useLab((lab) => lab.missionRun === null && lab.opened === null);
  // Views have a scenario in which nothing is broken.
  const { scenario } = store.getState();
  const other = inAnotherProtocol(prediction.kind, scenario);
  if (!isFree || other === null) return null;
  const { [other.protocol]: name, [scenario.protocol]: here } = SETTING_WORDS.protocol.values;
  const [version = name] = name.split(' · ');
  return (
    <Button tone="quiet" onClick={() => askIn(prediction.kind, other)}>
      Same question, {here.startsWith(version) ? name : version}
    </Button>
  );
}

function Reveal() {
  const hidden = useHiddenCount();
  const reveal = useLab((lab) => lab.reveal);
  if (hidden === 0) return null;
  return (
    <Button icon={Eye} onClick={reveal}>
      {hidden === 1 ? 'Reveal the fault' : 'Reveal the faults'}
    </Button>
  );
}

function wordsOfAnswer(
  prediction: Prediction,
  answer: GivenAnswer,
  recording: Recording,
): { title: string; sentence: string } {
  const graded = grade(prediction, answer);
  const [chosen] = answer.chosen;
  if (prediction.form !== 'flag') {
    const wrong = [
      ...answer.chosen.filter((each) => !isTrue(prediction, each)),
      ...prediction.truth.filter((each) => !answer.chosen.includes(each)),
    ][0];
    const about = wrong ?? chosen ?? prediction.truth[0] ?? '';
    return { title: choiceLine(prediction, graded.right), sentence: whyNot(prediction, about) };
  }
  const [truth] = prediction.truth;
  const failed = truth === undefined ? undefined : checkAt(recording, prediction.evidence[truth]);
  const title = flagLine({
    flag: answer.flag === null || answer.flag === undefined ? 'nowhere' : rowOfKey(recording, answer.flag),
    fails:
      prediction.ring === null
        ? null
        : failed === undefined
          ? recording.steps.length
          : rowAround(recording, prediction.evidence[truth ?? ''] ?? 0),
    ...{ distance: graded.distance, place: graded.place, choice: graded.choice },
  });
  if (prediction.ring === null) return { title, sentence: NOTHING_FAILS };
  if (answer.flag !== null && chosen !== undefined && chosen !== truth)
    return { title, sentence: whyNot(prediction, chosen) };
  return { title, sentence: failed === undefined ? '' : `${capital(failureText(failed, recording.now))}.` };
}

const isTrue = ({ truth }: Prediction, choice: string): boolean => truth.some((each) => each === choice);

/** Two lines: what was chosen, and what is true, each with its row. */
function Evidence({
  prediction,
  answer,
  recording,
}: {
  readonly prediction: Prediction;
  readonly answer: GivenAnswer;
  readonly recording: Recording;
}) {
  const truth = prediction.truth.filter((each) => prediction.evidence[each] !== undefined);
  const [chosen] =
    answer.flag === null
      ? []
      : answer.chosen.filter((each) => !isTrue(prediction, each) && prediction.evidence[each] !== undefined);
  const lines = [...(chosen === undefined ? [] : [chosen]), ...truth]
    .flatMap((choice) => {
      const event = prediction.evidence[choice];
      return event === undefined || event >= recording.events.length ? [] : [{ choice, event }];
    })
    .slice(0, 3);
  if (lines.length === 0) return null;
  return (
    <ul className={styles.evidence}>
      {lines.map(({ choice, event }) => (
        <Line key={choice} event={event} recording={recording} own={answer.chosen.includes(choice)} />
      ))}
    </ul>
  );
}

function Line({
  event,
  recording,
  own,
}: {
  readonly event: number;
  readonly recording: Recording;
  readonly own: boolean;
}) {
  const row = rowAround(recording, event);
  const check = checkAt(recording, event);
  const step = recording.steps[row - 1];
  if (step === undefined) return null;
  const mark: Mark | null =
    check === undefined ? null : check.result === 'pass' ? 'pass' : check.result === 'fail' ? 'fail' : 'open';
  return (
    <li data-tone={check?.result}>
      {mark === null ? <span className={styles.noMark} /> : <VerdictMark mark={mark} size={16} />}
      <RowLink step={row} />
      <span className={styles.what}>
        {check === undefined ? stepTitle(recording, step) : CHECK_WORDS[check.check].title}
        {own && <span className={styles.own}> · your choice</span>}
      </span>
      <code className={styles.values}>{check === undefined ? stepRemark(recording, step) : evidenceText(check)}</code>
    </li>
  );
}

/** Rows are counted in the recording that is shown: once all is revealed, there are more of them. */
const rowAround = ({ steps }: Recording, event: number): number =>
  steps.findLast((step) => step.event <= event)?.number ?? 1;

const rowOfKey = ({ steps }: Recording, key: string): number | null =>
  steps.find((step) => step.key === key)?.number ?? null;

function checkAt({ events }: Recording, id: number | undefined) {
  const event = id === undefined ? undefined : events[id];
  return event?.kind === 'check' ? event.check : undefined;
}
