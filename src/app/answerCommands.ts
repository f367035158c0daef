// Keys that answer a prediction. They come before all others while a question is open: then digits choose answers, and no
// tabs. Each of them is a button or a ring in the dock and the diagram, too.
import { prefersReducedMotion } from '../diagram/motion.ts';
import { isAsking, openPrediction } from '../store/predict.ts';
import type { AnswerCommandId, Command } from '../ui/useCommand.tsx';
import type { Lab } from '../ui/useLab.tsx';

export type AnswerCommand = Omit<Command, 'id'> & { readonly id: AnswerCommandId };

const answer = (
  id: AnswerCommandId,
  label: string,
  keys: readonly string[],
  run: (lab: Lab) => void,
  enabled: (lab: Lab) => boolean = isAsking,
): AnswerCommand => ({ id, group: 'player', label, keys, enabled, run });

const asksForFlag = (lab: Lab): boolean => isAsking(lab) && openPrediction(lab)?.form === 'flag';
const isAnswered = ({ predict }: Lab): boolean => predict?.open?.answered === true;

export const ANSWER_COMMANDS: readonly AnswerCommand[] = [
  ...([1, 2, 3, 4] as const).map((digit) =>
    answer(`answer.${digit}`, `Choose answer ${digit}`, [String(digit)], (lab) => chooseAt(lab, digit - 1)),
  ),
  answer('answer.nowhere', 'Nowhere: it connects', ['0'], (lab) => lab.setFlag(null), asksForFlag),
  answer('answer.up', 'Flag to the ring above', ['ArrowUp'], (lab) => moveFlag(lab, -1), asksForFlag),
  answer('answer.down', 'Flag to the ring below', ['ArrowDown'], (lab) => moveFlag(lab, 1), asksForFlag),
  answer('answer.submit', 'Submit the answer', ['Enter'], (lab) => lab.submitPrediction(prefersReducedMotion())),
  answer('answer.skip', 'Skip the question', ['Escape'], (lab) => lab.skipPrediction()),
  answer('answer.continue', 'Continue', ['Enter'], (lab) => lab.continuePrediction(prefersReducedMotion()), isAnswered),
];

function chooseAt(lab: Lab, index: number): void {
  const choice = openPrediction(lab)?.choices[index];
  if (choice !== undefined) lab.chooseAnswer(choice);
}

/** Through all rings in the order of time; from nowhere to the first one. */
function moveFlag(lab: Lab, by: 1 | -1): void {
  const prediction = openPrediction(lab);
  if (prediction?.form !== 'flag' || lab.predict === null) return;
  const { rings } = prediction;
  const at = rings.findIndex(({ id }) => id === lab.predict?.draft.flag);
  const next = at < 0 ? (by > 0 ? 0 : rings.length - 1) : Math.max(0, Math.min(rings.length - 1, at + by));
  const ring = rings[next];
  if (ring !== undefined) lab.setFlag(ring.id);
}
