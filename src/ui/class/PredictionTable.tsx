// What a class has predicted: each question, the hardest first, and which wrong answer drew whom.
import type { PredictionSummary } from '../../exercises/class/predictionTable.ts';
import type { GivenAnswer, Prediction } from '../../exercises/predictions/prediction.ts';
import { namesText } from '../../lessons/classWords.ts';
import { faultTitleLong } from '../../lessons/faults.ts';
import { choiceWords, predictionQuestion, ringText } from '../../lessons/predictions.ts';
import { scenarioLine } from '../../lessons/scenarioLine.ts';
import styles from './Class.module.css';

export default function PredictionTable({ summaries }: { readonly summaries: readonly PredictionSummary[] }) {
  return (
    <>
      <h3>Predictions, the hardest first</h3>
      {summaries.map(({ key, scenario, prediction, answered, right, drew }) => (
        <div key={key} className={styles.mistakes}>
          <h4>
            {predictionQuestion(prediction)}{' '}
            <small>
              {right} of {answered} right
            </small>
          </h4>
          <p className={styles.small}>{[scenarioLine(scenario), ...scenario.faults.map(faultTitleLong)].join(' · ')}</p>
          <ul>
            {drew.map(({ given, names }) => (
              <li key={JSON.stringify(given)}>
                <b>
                  {names.length}: {namesText(names)}
                </b>{' '}
                {answerText(prediction, given)}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

/** As it stood there: where, and at which check. */
function answerText(prediction: Prediction, { flag, chosen }: GivenAnswer): string {
  const choices = chosen.map((choice) => {
    const { label, detail } = choiceWords(prediction, choice);
    return detail === '' ? label : `${label} (${detail})`;
  });
  if (prediction.form !== 'flag') return choices.join(' · ');
  const ring = prediction.rings.find(({ id }) => id === flag);
  return [ring === undefined ? 'Nowhere: it connects' : ringText(ring), ...choices].join(' · ');
}
