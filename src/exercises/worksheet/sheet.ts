// A worksheet: a run on paper, with blanks. The answer sheet is the same value, printed with its answers.
import type { PredictionKind } from '../predictions/prediction.ts';

export const VARIANTS = ['A', 'B'] as const;
export type Variant = (typeof VARIANTS)[number];

/** What stands in a cell, one after the other. Numbers of blanks count from 1 through the whole sheet. */
export type SheetPart =
  | { readonly kind: 'given'; readonly text: string }
  /** A line to write on. `label`: what is asked, where the column's heading does not say it. */
  | { readonly kind: 'blank'; readonly number: number; readonly label: string; readonly answer: string }
  /** The number of a row of the sheet. */
  | { readonly kind: 'row'; readonly number: number; readonly label: string; readonly answer: string }
  /** One of a few, to tick; `answer` is its index. The same few wherever the same is asked. */
  | { readonly kind: 'ticks'; readonly number: number; readonly options: readonly string[]; readonly answer: number }
  /** Not told here, since a question asks for it. */
  | { readonly kind: 'asked'; readonly question: number };
export type SheetCell = readonly SheetPart[];

/** A message, or a decision of one side. */
export interface SheetRow {
  /** The row's number in the lab's diagram. */
  readonly number: number;
  readonly kind: 'message' | 'decision';
  readonly who: SheetCell;
  readonly what: SheetCell;
  /** How it is protected; of a decision, what came of it. */
  readonly how: SheetCell;
  /** What a side believes from now on. */
  readonly belief: SheetCell;
}

export interface SheetQuestion {
  /** From 1. */
  readonly number: number;
  readonly kind: PredictionKind;
  readonly text: string;
  /** True if any number of them may be right. */
  readonly many: boolean;
  readonly choices: readonly {
    readonly letter: string;
    readonly label: string;
    readonly detail: string;
    readonly right: boolean;
  }[];
  /** P3: at which row. */
  readonly row: SheetCell;
  /** One sentence for the answer sheet. */
  readonly why: string;
}

export interface SheetDuty {
  readonly who: SheetCell;
  readonly what: string;
  readonly behalf: string;
  readonly row: SheetCell;
  readonly state: SheetCell;
}

export interface Worksheet {
  readonly variant: Variant;
  /** What the run is about, and its settings in a line. */
  readonly title: string;
  readonly line: string;
  readonly settings: string;
  readonly rows: readonly SheetRow[];
  /** Where the run goes on behind the last row: how many rows of the lab there are. */
  readonly goesOnTo: number | null;
  readonly end: readonly { readonly label: string; readonly cell: SheetCell }[];
  readonly questions: readonly SheetQuestion[];
  readonly duties: readonly SheetDuty[];
}

/** Every cell, in the order in which a sheet is read. */
export const cellsOf = ({ rows, end, questions, duties }: Worksheet): readonly SheetCell[] => [
  ...rows.flatMap(({ who, what, how, belief }) => [who, what, how, belief]),
  ...end.map(({ cell }) => cell),
  ...questions.map(({ row }) => row),
  ...duties.flatMap(({ who, row, state }) => [who, row, state]),
];

/** All that is printed on the sheet without its answers, a line for each piece. */
export const printedTexts = (sheet: Worksheet): readonly string[] => [
  sheet.title,
  sheet.line,
  sheet.settings,
  ...sheet.end.map(({ label }) => label),
  ...sheet.questions.flatMap(({ text, choices }) => [text, ...choices.flatMap(({ label, detail }) => [label, detail])]),
  ...sheet.duties.flatMap(({ what, behalf }) => [what, behalf]),
  ...cellsOf(sheet).flatMap((cell) => cell.flatMap(printedPart)),
];

function printedPart(part: SheetPart): readonly string[] {
  switch (part.kind) {
    case 'given':
      return [part.text];
    case 'blank':
    case 'row':
      return [part.label];
    case 'ticks':
      return part.options;
    case 'asked':
      return [];
  }
}

/**
 * Whether an answer can be read in a text: as whole words. The name of a message begins with a capital, as the protocol has
 * it, and so it is looked for.
 */
export function isReadIn(answer: string, text: string): boolean {
  const exact = /^[A-Z]\w*$/.test(answer);
  const [needle, hay] = exact ? [answer, text] : [answer.toLowerCase(), text.toLowerCase()];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) {
    if (!isWordPart(hay[at - 1]) && !isWordPart(hay[at + needle.length])) return true;
  }
  return false;
}

const isWordPart = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}_]/u.test(letter);
