// The words of a class: what is wrong with a link or a slip, and what came of an item that was run again.
import type { CheckedItem, ItemState } from '../exercises/class/checkSlip.ts';
import type { ClassLinkProblem } from '../exercises/class/classLink.ts';
import type { SlipProblem } from '../exercises/class/slip.ts';
import { HOST_WANTED, LABEL_WANTED } from '../lab/scenario/names.ts';
import { count } from './phrases.ts';

/** What a part of a class link should be. */
export function classLinkProblemText({ part, given, problem }: ClassLinkProblem): string {
  switch (problem) {
    case 'length':
      return 'The link is longer than any class link.';
    case 'unknown':
      return `A class link has no part “${part}”.`;
    case 'twice':
      return `The part “${part}” stands there twice.`;
    case 'word':
      return given === ''
        ? 'The class word is missing: word=….'
        : 'The class word has at most 40 characters, and none that nobody sees.';
    case 'missions':
      return given === ''
        ? 'The missions are missing: missions=1,2,….'
        : `The missions are numbers from 1 to 15 with commas between them, each once: not “${given}”.`;
    case 'locked':
      return `What is locked are names of controls with commas between them, each once: not “${given}”.`;
    case 'bank':
    case 'host':
    case 'customer':
      return `The part “${part}” should be ${problem === 'host' ? HOST_WANTED : LABEL_WANTED}: not “${given}”.`;
    case 'predict':
      return `The part “predict” is 0 or 1: not “${given}”.`;
  }
}

export const CLASS_NAMES = {
  title: 'Names of bank, host and customer',
  note: 'Each mission of the class has them in its certificates and messages.',
} as const;

/** Why a file is no slip that can be judged. */
export function slipProblemText({ problem, place }: Pick<SlipProblem, 'problem' | 'place'>): string {
  switch (problem) {
    case 'length':
      return 'it is longer than any slip of this lab';
    case 'json':
      return 'it is not JSON';
    case 'foreign':
      return 'it is not a slip of this lab';
    case 'version':
      return 'it is from another version of this lab';
    case 'value':
      return `its part ${place} has a value that cannot be`;
  }
}

/** What came of a mission in a slip: one or two words, as a cell of the table has them. */
export const ITEM_STATE_WORDS: Readonly<Record<ItemState, string>> = {
  passed: 'passed',
  half: 'half done',
  missed: 'not yet',
  absent: 'not handed in',
  'other-seed': 'another student’s run',
  locked: 'changed what is locked',
  unreadable: 'link can’t be read',
  'too-long': 'too long to run again',
  'not-run': 'could not be run',
};

/** Names as students wrote them. */
export const namesText = (names: readonly string[]): string => names.map((name) => name || 'no name').join(', ');

/** `7 of 9 right`; of what could not be judged, it says how many. */
export function predictedText({
  right,
  answered,
  refused,
}: {
  right: number;
  answered: number;
  refused: number;
}): string {
  const rest = refused === 0 ? '' : `, ${refused} not judged`;
  return answered + refused === 0 ? 'none' : `${right} of ${answered} right${rest}`;
}

/** `2 tries · 1 hint`: as the slip says. */
export const triesText = ({ tries, hints }: Pick<CheckedItem, 'tries' | 'hints'>): string =>
  [count(tries, 'try', 'tries'), ...(hints === 0 ? [] : [count(hints, 'hint')])].join(' · ');

/** What a slip has in it: said to the student before anything is saved. */
export const SLIP_CONTENTS =
  'A slip has your name as you wrote it, the class, your seed, how often you handed in and read a hint, your answers, your predictions, and the links of your runs. It has nothing else. It goes nowhere by itself: you save it, and you give it to your teacher.';

/** Said above the table. */
export const NO_GUARD =
  'Each slip is run again here: a result that its runs do not give does not count. This is no protection against cheating. A student can hand in the runs of another one under that name, and tries and hints are what the slip says.';

/** Said to a student whose page runs in a learning platform. */
export const LMS_TOLD =
  'This page runs in a learning platform. The platform is told how many missions you have passed. It also keeps your slip, so that you can go on at your next visit.';
