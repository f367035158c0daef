// What many slips say together: how hard each mission was, and which mistake drew whom. And the table as CSV (RFC 4180).
import type { MissionId } from '../missions/mission.ts';
import type { CheckedPredictions } from './checkPredictions.ts';
import type { CheckedItem, CheckedSlip, Mistake } from './checkSlip.ts';
import { answerKey } from './predictionTable.ts';

export interface MissionSummary {
  readonly mission: MissionId;
  /** How many handed it in, how many of these passed, and how many passed at the first try without a hint. */
  readonly handedIn: number;
  readonly passed: number;
  readonly atOnce: number;
  /** The mistakes, that of most students first; a student counts once for each. */
  readonly mistakes: readonly (Mistake & { readonly names: readonly string[] })[];
}

export const missionSummaries = (
  missions: readonly MissionId[],
  slips: readonly CheckedSlip[],
): readonly MissionSummary[] =>
  missions.map((mission) => {
    const rows = slips.flatMap(({ name, items }) => {
      const item = items.find((each) => each.mission === mission);
      return item === undefined || item.state === 'absent' ? [] : [{ name, item }];
    });
    const passed = rows.filter(({ item }) => item.state === 'passed');
    const all = rows.flatMap(({ item }) => item.mistakes);
    const firsts = all.filter(({ id }, i) => all.findIndex((other) => other.id === id) === i);
    const mistakes = firsts.map((mistake) => ({
      ...mistake,
      names: rows.filter(({ item }) => item.mistakes.some(({ id }) => id === mistake.id)).map(({ name }) => name),
    }));
    return {
      mission,
      handedIn: rows.length,
      passed: passed.length,
      atOnce: passed.filter(({ item }) => item.tries <= 1 && item.hints === 0).length,
      mistakes: mistakes.toSorted((a, b) => b.names.length - a.names.length),
    };
  });

/**
 * A row for each student: the name, then for each mission what came of it, tries, hints, changes and mistakes; where anybody
 * has predicted, how many predictions were answered, how many rightly, and the wrong answers.
 */
export function csvOfTable(missions: readonly MissionId[], slips: readonly CheckedSlip[]): string {
  const head = missions.flatMap((id) => COLUMNS.map((column) => `mission ${id}: ${column}`));
  const rows = slips.map(({ name, ofThisClass, items, predictions }) => [
    name,
    ofThisClass ? 'yes' : 'no',
    ...missions.flatMap((id) => cellsOf(items.find(({ mission }) => mission === id))),
    ...(hasPredictions(slips) ? predictionCells(predictions) : []),
  ]);
  const last = hasPredictions(slips) ? PREDICTION_COLUMNS.map((column) => `predictions: ${column}`) : [];
  return [['name', 'of this class', ...head, ...last], ...rows]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('');
}

/** Whether any slip has predictions, such as could not be judged among them. */
export const hasPredictions = (slips: readonly CheckedSlip[]): boolean =>
  slips.some(({ predictions: { answered, refused } }) => answered.length + refused > 0);

const PREDICTION_COLUMNS = ['answered', 'right', 'mistakes'] as const;

function predictionCells({ answered }: CheckedPredictions): readonly string[] {
  const wrong = answered.filter(({ graded }) => !graded.right);
  return [String(answered.length), String(answered.length - wrong.length), wrong.map(answerKey).join(' ')];
}

const COLUMNS = ['result', 'tries', 'hints', 'changes', 'mistakes'] as const;

const cellsOf = (item: CheckedItem | undefined): readonly string[] =>
  item === undefined || item.state === 'absent'
    ? ['absent', '', '', '', '']
    : [
        item.state,
        String(item.tries),
        String(item.hints),
        item.cost === null ? '' : String(item.cost),
        item.mistakes.map(({ id }) => id).join(' '),
      ];

/**
 * A cell as a spreadsheet shows it and does not compute it: one that begins as a formula does gets an apostrophe in front.
 * Its quotes are doubled, and it is put into quotes where it has a comma, a quote or a line break.
 */
export function csvCell(text: string): string {
  const shown = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;
  return shown !== text || /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
