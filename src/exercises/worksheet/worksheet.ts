// Makes a worksheet of a run. What is true stands in the recording; what is left blank follows from the seed and the variant,
// so that neighbours differ. No answer is printed anywhere else on the sheet: what can be read there is not asked.
import type { Actor, EventOf, Recording } from '../../lab/recording/recording.ts';
import { shuffled } from '../build/shuffle.ts';
import { connected, failedChecks } from '../facts.ts';
import { predictionsOf } from '../predictions/index.ts';
import type { Prediction, PredictionKind } from '../predictions/prediction.ts';
import type { Runs } from '../predictions/runs.ts';
import { type Duty, type DutyState, duties } from '../summary/duties.ts';
import { isDeciding, type PaperRow, rowAround, rowsOnPaper } from './runOnPaper.ts';
import {
  cellsOf,
  isReadIn,
  printedTexts,
  type SheetCell,
  type SheetDuty,
  type SheetPart,
  type SheetQuestion,
  type SheetRow,
  VARIANTS,
  type Variant,
  type Worksheet,
} from './sheet.ts';
import { IDLE, type SheetWords } from './sheetWords.ts';

/** How many of each kind are left blank, at most; what is alike in several rows counts once. */
const MOST = { message: 4, key: 3, sender: 3, belief: 4 } as const;
type BlankKind = keyof typeof MOST;
const BLANK_KINDS = Object.keys(MOST) as BlankKind[];

/** The same arguments make the same sheet. The words of TLS 1.3 must be there, if it is that. */
export function makeWorksheet(runs: Runs, variant: Variant, words: SheetWords): Worksheet {
  const paper = paperOf(runs, variant, words);
  const blanks = blanksOf(paper);
  let open: ReadonlySet<string> = chosen(paper, blanks);
  for (;;) {
    const sheet = sheetWith(paper, open);
    const texts = printedTexts(sheet);
    const told = cellsOf(sheet)
      .flat()
      .flatMap((part) =>
        part.kind === 'blank' && texts.some((text) => isReadIn(part.answer, text)) ? part.answer : [],
      );
    if (told.length === 0) return numbered(sheet);
    open = new Set([...open].filter((answer) => !told.includes(answer)));
  }
}

/** More do not fit on a page. */
const MOST_ROWS = 32;

/** The run, ready to be put on paper. */
interface Paper {
  readonly run: Recording;
  readonly variant: Variant;
  readonly words: SheetWords;
  readonly rows: readonly PaperRow[];
  readonly goesOnTo: number | null;
  /** By number, from 1. */
  readonly predictions: readonly Prediction[];
  /** Steps of the recording before the first hello, which predictions do not count. */
  readonly before: number;
  /** Whether nobody speaks but client, server and CA. */
  readonly direct: boolean;
}

function paperOf(runs: Runs, variant: Variant, words: SheetWords): Paper {
  const { run } = runs;
  const before = run.steps.filter(({ phase }) => phase === 'issuance').length;
  // Where a run fails without a check that fails, there is nothing to choose.
  const predictions = predictionsOf(runs).filter(
    ({ form, truth }) => form !== 'flag' || truth.length > 0 || connected(run),
  );
  // What an attacker gets is asked, and would be seen in what follows.
  const stops = predictions.flatMap(({ kind, at }) => (kind === 'P12' || kind === 'P13' ? [at + before] : []));
  const all = rowsOnPaper(run);
  const rows = all.filter(({ step }) => step.number <= Math.min(run.steps.length, ...stops)).slice(0, MOST_ROWS);
  return {
    run,
    variant,
    words,
    rows,
    goesOnTo: rows.length < all.length ? run.steps.length : null,
    predictions,
    before,
    direct: rows.every(
      ({ event }) => event.actor !== 'attacker' && (event.kind !== 'sent' || event.message.to !== 'attacker'),
    ),
  };
}

/** What can be left blank, by its kind and answer; a sender by its row. */
function blanksOf({ rows, words, direct }: Paper): Readonly<Record<BlankKind, readonly string[]>> {
  const tls = rows.filter(({ event }) => event.kind === 'sent' && event.message.channel === 'tls');
  return {
    message: tls.flatMap(({ event }) =>
      event.kind === 'sent' && !TOLD.includes(event.message.type) ? [words.message(event.message.type)] : [],
    ),
    key: rows.flatMap(({ keys }) => keys.map(words.key)),
    // A key tells whose message it is.
    sender: direct ? tls.filter(({ keys }) => keys.length === 0).map(({ step }) => step.key) : [],
    belief: rows.flatMap(({ beliefs }) => beliefs.map(words.belief)).slice(1),
  };
}

/** Their places tell them: an alert ends what data fills. */
const TOLD: readonly string[] = ['Alert', 'ApplicationData'];

/** Of each kind one half for each variant, in an order that follows from the seed. */
function chosen(paper: Paper, blanks: Readonly<Record<BlankKind, readonly string[]>>): ReadonlySet<string> {
  const all = new Set([...Object.values(blanks).flat(), ...endsOf(paper).map(({ answer }) => answer)]);
  const printed = printedTexts(sheetWith(paper, all));
  const half = VARIANTS.indexOf(paper.variant);
  const open = BLANK_KINDS.flatMap((kind, i) => {
    const fit = [...new Set(blanks[kind])].filter(
      (answer) => kind === 'sender' || !printed.some((text) => isReadIn(answer, text)),
    );
    const order = shuffled(fit, paper.run.scenario.seed + i);
    const own = order.filter((_, place) => place % 2 === half);
    const others = order.filter((_, place) => place % 2 !== half);
    return [...own, ...others].slice(0, Math.min(MOST[kind], Math.ceil(order.length / 2)));
  });
  return new Set([...open, ...endsOf(paper).map(({ answer }) => answer)]);
}

/** `open`: the answers that are left blank. */
function sheetWith(paper: Paper, open: ReadonlySet<string>): Worksheet {
  const { run, variant, words, rows, goesOnTo, predictions } = paper;
  return {
    variant,
    ...words.story(run),
    settings: words.settings(run),
    rows: rows.map((row) => rowOf(paper, row, open)),
    goesOnTo,
    end: endsOf(paper).flatMap(({ label, answer }) =>
      open.has(answer) ? [{ label, cell: [{ kind: 'blank' as const, number: 0, label: '', answer }] }] : [],
    ),
    questions: predictions.map((prediction, i) => questionOf(paper, prediction, i + 1)),
    duties: duties(run, run.events.length).map((duty, i) => dutyOf(paper, duty, i)),
  };
}

function rowOf(paper: Paper, row: PaperRow, open: ReadonlySet<string>): SheetRow {
  const { words, rows } = paper;
  const { step, event, keys, beliefs } = row;
  const asked = (kind: PredictionKind): SheetCell | null => {
    const at = paper.predictions.findIndex((each) => each.kind === kind && each.decides + paper.before === step.number);
    return at < 0 ? null : [{ kind: 'asked', question: at + 1 }];
  };
  const cell = (text: string, label = ''): SheetPart =>
    open.has(text) ? { kind: 'blank', number: 0, label, answer: text } : given(text);
  const last = endsOf(paper).map(({ answer }) => answer);
  const isFirst = rows.find((each) => each.beliefs.length > 0) === row;
  const belief = beliefs.flatMap((each, i): SheetPart[] => {
    const text = words.belief(each);
    const label = words.beliefLabel(each.actor);
    if (isFirst && i === 0) return [given(`${label} ${text}`)];
    // What it comes to is asked at the end.
    return open.has(text) && !last.includes(text) ? [cell(text, label)] : [];
  });
  if (event.kind === 'operation') {
    const what = isDeciding(event.operation) ? words.decision(event.operation, event.subject) : '';
    const result: SheetPart = {
      kind: 'ticks',
      number: 0,
      options: words.results,
      answer: event.result === 'fail' ? 1 : 0,
    };
    return {
      number: step.number,
      kind: 'decision',
      who: [given(words.actor(event.actor))],
      what: [given(what)],
      how: [result],
      belief,
    };
  }
  const { from, to, type } = event.message;
  const options = [words.direction('client', 'server'), words.direction('server', 'client')];
  const how = keys.flatMap((key): SheetPart[] => {
    const text = words.key(key);
    if (open.has(text)) return [cell(text, words.keyLabel(key))];
    // That another key has signed is what goes wrong.
    return key.kind === 'signed' && key.otherKey ? [] : [given(`${words.keyLabel(key)} ${text}`)];
  });
  return {
    number: step.number,
    kind: 'message',
    who: open.has(step.key)
      ? [{ kind: 'ticks', number: 0, options, answer: from === 'client' ? 0 : 1 }]
      : [given(words.direction(from, to))],
    what: asked('P5') ?? asked('P11') ?? [cell(words.message(type))],
    how: asked('P8') ?? (keys.length === 0 ? [given(words.inClear)] : how),
    belief,
  };
}

const given = (text: string): SheetPart => ({ kind: 'given', text });

function questionOf(paper: Paper, prediction: Prediction, number: number): SheetQuestion {
  const { run, variant, words, rows, before } = paper;
  const isFlag = prediction.form === 'flag';
  const order = shuffled(prediction.choices, run.scenario.seed + 101 * number + VARIANTS.indexOf(variant));
  const truth: readonly string[] = prediction.truth;
  const choices = order.map((choice) => ({ ...words.choice(prediction, choice), right: truth.includes(choice) }));
  const all = isFlag ? [...choices, { label: words.nowhere, detail: '', right: prediction.ring === null }] : choices;
  const fails = isFlag && prediction.ring !== null ? rowAround(rows, prediction.decides + before) : null;
  return {
    number,
    kind: prediction.kind,
    text: words.question(prediction),
    many: prediction.form === 'ticks',
    choices: all.map((choice, i) => ({ ...choice, letter: 'abcdefgh'.charAt(i) })),
    row: isFlag
      ? [
          {
            kind: 'row',
            number: 0,
            label: words.rowLabel,
            answer: fails === null ? words.noRow : String(fails),
          },
        ]
      : [],
    why: words.why(prediction, truth[0] ?? null),
  };
}

function dutyOf({ run, variant, words, rows, before }: Paper, duty: Duty, place: number): SheetDuty {
  const options = SIDES.map(words.actor);
  const asksWho = place % 2 === VARIANTS.indexOf(variant);
  const { step, state } = duty;
  const row = step === null ? words.noRow : step <= before ? words.before : String(rowAround(rows, step));
  // Where nobody passes over what is not known, nobody is asked whether they do.
  const states = STATES.filter((each) => each !== 'passedOver' || run.scenario.revocationPolicy === 'soft');
  return {
    who: asksWho
      ? [{ kind: 'ticks', number: 0, options, answer: SIDES.indexOf(duty.who) }]
      : [given(words.actor(duty.who))],
    what: words.dutyWhat(duty),
    behalf: words.dutyBehalf(duty),
    row: [{ kind: 'row', number: 0, label: '', answer: row }],
    state: [
      {
        kind: 'ticks',
        number: 0,
        options: states.map(words.dutyState),
        answer: states.indexOf(state),
      },
    ],
  };
}

const SIDES: readonly Actor[] = ['client', 'server', 'ca'];
const STATES: readonly DutyState[] = ['done', 'failed', 'passedOver', 'never'];

/** What has come of the run: the first failing check and the alert, unless a question asks for them, and what each believes. */
function endsOf({ run, predictions, words }: Paper): readonly { readonly label: string; readonly answer: string }[] {
  const isAsked = (kind: PredictionKind) => predictions.some((each) => each.kind === kind);
  const failed = failedChecks(run).find(({ actor }) => actor === 'client' || actor === 'server');
  const alert = run.events.find(
    (event): event is EventOf<'sent'> & typeof event =>
      event.kind === 'sent' &&
      event.actor !== 'attacker' &&
      event.message.type === 'Alert' &&
      event.message.details.level === 'fatal',
  )?.message;
  const believes = (['client', 'server'] as const).flatMap((side) => {
    const last = run.events.findLast(
      (event): event is EventOf<'belief'> & typeof event =>
        event.kind === 'belief' && event.actor === side && !IDLE.includes(event.belief),
    );
    return last === undefined ? [] : [{ label: words.endLabel(side), answer: words.belief(last) }];
  });
  return [
    ...(failed === undefined || isAsked('P3') || connected(run)
      ? []
      : [{ label: words.endLabel('check'), answer: words.check(failed.check.check) }]),
    ...(alert?.type !== 'Alert' || isAsked('P5')
      ? []
      : [{ label: words.endLabel('alert'), answer: words.alert(alert.details.description) }]),
    ...believes,
  ];
}

/** Blanks count from 1, as one reads. */
function numbered(sheet: Worksheet): Worksheet {
  let last = 0;
  const count = (cell: SheetCell): SheetCell =>
    cell.map((part) => (part.kind === 'given' || part.kind === 'asked' ? part : { ...part, number: ++last }));
  return {
    ...sheet,
    rows: sheet.rows.map((row) => ({
      ...row,
      who: count(row.who),
      what: count(row.what),
      how: count(row.how),
      belief: count(row.belief),
    })),
    end: sheet.end.map(({ label, cell }) => ({ label, cell: count(cell) })),
    questions: sheet.questions.map((question) => ({ ...question, row: count(question.row) })),
    duties: sheet.duties.map((duty) => ({
      ...duty,
      who: count(duty.who),
      row: count(duty.row),
      state: count(duty.state),
    })),
  };
}
