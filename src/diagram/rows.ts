// What the diagram shows, line by line, before anything has a place: phases, steps, and what never happened.

import type { Redaction } from '../lab/recording/details.ts';
import type {
  Actor,
  EventOf,
  Message,
  PhaseId,
  PreventedMessage,
  Recording,
  ResultKind,
  Step,
} from '../lab/recording/recording.ts';
import { textbookBegins } from '../lab/recording/steps.ts';
import { checksOfOperation } from '../lessons/checksOf.ts';
import { messageDetail, messageTitle } from '../lessons/messages.ts';
import { operationDetail, operationLabel } from '../lessons/operations.ts';
import { type PhaseWords, phaseWords } from '../lessons/phases.ts';
import { grouped, noun } from '../lessons/phrases.ts';
import { redactionOf } from '../lessons/redaction.ts';

/** Whose colour an arrow has: its sender's, the CA's for everything off the conversation, or that of failure. */
export type Hue = Actor | 'fail' | 'ghost';

export interface Arrow {
  readonly shape: 'arrow';
  readonly from: Actor;
  readonly to: Actor;
  readonly hue: Hue;
  /** Dashed: not part of the conversation between client and server. */
  readonly dashed: boolean;
  readonly encrypted: boolean;
  readonly label: string;
  readonly detail: string;
}

export interface Card {
  readonly shape: 'card';
  readonly at: Actor;
  readonly result: ResultKind;
  readonly label: string;
  readonly detail: string;
}

export interface StepRow {
  readonly number: number;
  readonly key: string;
  readonly textbook: number | null;
  /** Whether the textbook's step begins here: no row before it belongs to it. */
  readonly opensTextbook: boolean;
  readonly body: Arrow | Card;
  /** What the observer does not get to see of it. */
  readonly veil: Redaction | null;
  /** The row in words, for those who can't see it. */
  readonly name: string;
}

/** Stands for steps that are not drawn: of a long phase only the beginning, the end and what is near the cursor are. */
export interface FoldRow {
  readonly key: string;
  readonly first: number;
  readonly last: number;
  /** What it says, `980 more steps`. */
  readonly label: string;
  readonly name: string;
}

export interface GhostRow {
  readonly key: string;
  readonly body: Arrow;
  readonly name: string;
}

export interface PhaseRows {
  readonly phase: PhaseId;
  readonly title: string;
  /** Number of its first step. */
  readonly first: number;
  readonly steps: readonly (StepRow | FoldRow)[];
}

export interface Rows {
  readonly phases: readonly PhaseRows[];
  /** Shown under "Not reached". */
  readonly ghosts: readonly GhostRow[];
}

/** Whether two rows show the same. */
export function sameRow(a: StepRow, b: StepRow): boolean {
  return a === b || (shallowEqual({ ...a, body: null }, { ...b, body: null }) && shallowEqual(a.body, b.body));
}

export function shallowEqual(a: object, b: object): boolean {
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size && left.every(([name, value]) => right.has(name) && Object.is(right.get(name), value))
  );
}

/** `cursor`: the step around which a long phase is drawn. */
export function diagramRows(recording: Recording, cursor = 1): Rows {
  const phases: { phase: PhaseId; title: string; first: number; steps: (StepRow | FoldRow)[] }[] = [];
  const known = rowsOf(recording);
  for (const { phase, words, first, last } of phaseRanges(recording)) {
    const steps = visibleParts(first, last, cursor).flatMap((part): (StepRow | FoldRow)[] =>
      part.folded ? [foldRow(part.first, part.last)] : drawn(recording, known, part.first, part.last),
    );
    phases.push({ phase, title: words.title, first, steps });
  }
  return { phases, ghosts: recording.prevented.map(ghostRow) };
}

/** So many rows before the cursor's, and from it on, are in view at most when a recording arrives. */
export const IN_VIEW = 18;

interface FirstRows extends Rows {
  /** Whether rows above the cursor's are missing, or still those of the recording before: what stands below will move. */
  readonly movesLater: boolean;
}

/** What is drawn at once where these rows replace those of `before`: the ones in view; elsewhere, what stands there already. */
export function firstRows({ phases, ghosts }: Rows, before: Recording, cursor: number): FirstRows {
  const standing = new Map([...rowsOf(before).values()].map((row) => [row.key, row]));
  const end = cursor + IN_VIEW;
  const last = phases.at(-1)?.steps.at(-1);
  const steps = last === undefined ? 0 : isFold(last) ? last.last : last.number;
  let movesLater = false;
  const atOnce = (row: StepRow | FoldRow): StepRow | FoldRow | null => {
    if (isFold(row) || (row.number >= cursor - IN_VIEW && row.number < end)) return row;
    const stands = standing.get(row.key);
    if (stands !== undefined && !hasSamePlace(stands, row)) return row;
    if (row.number < cursor && (stands === undefined || !sameRow(stands, row))) movesLater = true;
    return stands ?? null;
  };
  const drawn = phases.map((phase) => ({ ...phase, steps: phase.steps.flatMap((row) => atOnce(row) ?? []) }));
  return {
    phases: drawn.filter((phase) => phase.steps.length > 0),
    ghosts: ghosts.slice(0, Math.max(0, end - steps)),
    movesLater,
  };
}

/** Else it might stand on a lane that is gone. */
const hasSamePlace = ({ body: a }: StepRow, { body: b }: StepRow): boolean =>
  a.shape === 'arrow' ? b.shape === 'arrow' && a.from === b.from && a.to === b.to : b.shape === 'card' && a.at === b.at;

export const isFold = (row: StepRow | FoldRow): row is FoldRow => 'last' in row;

interface Part {
  readonly folded: boolean;
  readonly first: number;
  readonly last: number;
}

/** A phase of more steps than this is folded. */
const LONG = 160;
/** What is drawn of a long phase at either end. */
const MARGIN = 12;
/** The surroundings of the cursor change by whole blocks, so that most steps change nothing but the cursor. */
export const BLOCK = 24;

/** The first cursor with which the same rows are drawn as with this one. */
export function drawnAround(recording: Recording | null, cursor: number): number {
  const range = recording === null ? undefined : phaseRanges(recording).find(({ last }) => last >= cursor);
  if (range === undefined || range.last - range.first < LONG) return 1;
  return blockOf(range.first, cursor);
}

const blockOf = (first: number, cursor: number): number => Math.floor((cursor - first) / BLOCK) * BLOCK + first;

/** The steps `first` to `last`, in order, as parts to draw and parts to fold. */
export function visibleParts(first: number, last: number, cursor: number): Part[] {
  if (last - first < LONG) return [{ folded: false, first, last }];
  const start = blockOf(first, Math.min(Math.max(cursor, first), last));
  const shown = [
    { first, last: first + MARGIN - 1 },
    { first: Math.max(first, start - BLOCK), last: Math.min(last, start + 2 * BLOCK - 1) },
    { first: last - MARGIN + 1, last },
  ];
  const parts: Part[] = [];
  let next = first;
  for (const { first: from, last: to } of shown) {
    if (from > next) parts.push({ folded: true, first: next, last: from - 1 });
    if (to >= next) parts.push({ folded: false, first: Math.max(next, from), last: to });
    next = Math.max(next, to + 1);
  }
  return parts;
}

interface PhaseRange {
  readonly phase: PhaseId;
  readonly words: PhaseWords;
  readonly first: number;
  last: number;
}

const knownRanges = new WeakMap<Recording, PhaseRange[]>();

function phaseRanges(recording: Recording): readonly PhaseRange[] {
  const known = knownRanges.get(recording);
  if (known) return known;
  const ranges: PhaseRange[] = [];
  for (const step of recording.steps) {
    const { phase, number } = step;
    const words = phaseWords(step);
    const open = ranges.at(-1);
    if (open?.words === words) open.last = number;
    else ranges.push({ phase, words, first: number, last: number });
  }
  knownRanges.set(recording, ranges);
  return ranges;
}

function drawn(recording: Recording, known: Map<number, StepRow>, first: number, last: number): StepRow[] {
  return recording.steps.slice(first - 1, last).map((step) => {
    const row = known.get(step.number) ?? stepRow(recording, step);
    known.set(step.number, row);
    return row;
  });
}

/** The row of one step, by its number. */
export function stepRowAt(recording: Recording, number: number): StepRow | null {
  return drawn(recording, rowsOf(recording), number, number)[0] ?? null;
}

/** Rows that were drawn before, by number: the same objects need no comparing. */
const drawnRows = new WeakMap<Recording, Map<number, StepRow>>();

function rowsOf(recording: Recording): Map<number, StepRow> {
  const known = drawnRows.get(recording) ?? new Map<number, StepRow>();
  drawnRows.set(recording, known);
  return known;
}

function foldRow(first: number, last: number): FoldRow {
  const label = `${grouped(last - first + 1)} more steps`;
  return { key: `fold:${first}`, first, last, label, name: `${label}, ${first} to ${last}` };
}

function stepRow(recording: Recording, step: Step): StepRow {
  const event = recording.events[step.event];
  const opensTextbook = textbookBegins(recording, step);
  const textbookName = opensTextbook && `begins textbook step ${step.textbook}`;
  const head = { number: step.number, key: step.key, textbook: step.textbook, opensTextbook };
  switch (event?.kind) {
    case 'sent': {
      const body = arrow(event.message);
      const bytes = event.message.wire.length / 2;
      return {
        ...head,
        veil: redactionOf(event.message.details),
        body: { ...body, detail: [body.detail, bytes > 0 && `${grouped(bytes)} B`].filter(Boolean).join(' · ') },
        name: sentence([
          `Step ${step.number}`,
          route(body),
          body.encrypted && 'encrypted',
          body.label,
          body.detail,
          bytes > 0 && `${grouped(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`,
          textbookName,
        ]),
      };
    }
    case 'operation': {
      const body = card(recording, event);
      return {
        ...head,
        veil: redactionOf(event.details),
        body,
        name: sentence([
          `Step ${step.number}`,
          noun(body.at),
          body.result === 'fail' && 'failed',
          body.label,
          body.detail,
          textbookName,
        ]),
      };
    }
    case 'received':
    case 'check':
    case 'secret':
    case 'belief':
    case 'opened':
    case 'unseen':
    case undefined:
      throw new Error(`step ${step.number} stands on no message and no operation`);
  }
}

function arrow(message: Message): Arrow {
  return {
    shape: 'arrow',
    from: message.from,
    to: message.to,
    hue: hueOf(message),
    dashed: message.channel !== 'tls',
    encrypted: message.encrypted && redactionOf(message.details) !== 'hidden',
    label: messageTitle(message),
    detail: messageDetail(message),
  };
}

function hueOf(message: Message): Hue {
  if (message.channel === 'inside') return message.from;
  if (message.channel !== 'tls') return message.from === 'attacker' ? 'attacker' : 'ca';
  return message.type === 'Alert' && message.details.level === 'fatal' ? 'fail' : message.from;
}

function card(recording: Recording, event: EventOf<'operation'>): Card {
  return {
    shape: 'card',
    at: event.actor,
    result: event.result,
    label: operationLabel(event),
    detail: operationDetail(event, checksOfOperation(recording, event.id)),
  };
}

function ghostRow(message: PreventedMessage, index: number): GhostRow {
  const body: Arrow = {
    shape: 'arrow',
    from: message.from,
    to: message.to,
    hue: 'ghost',
    dashed: true,
    encrypted: message.encrypted,
    label: messageTitle(message),
    detail: '',
  };
  return {
    key: `${index}:${message.from}:${message.type}`,
    body,
    name: sentence(['Never sent', route(body), body.label]),
  };
}

const route = (arrow: Arrow) => `${noun(arrow.from)} to ${noun(arrow.to)}`;
const sentence = (parts: readonly (string | false)[]) => parts.filter(Boolean).join(', ');

/** Where a row stands in relation to the cursor. */
export type RowState = 'past' | 'current' | 'future';

export function rowState(step: number, cursor: number): RowState {
  if (step === cursor) return 'current';
  return step < cursor ? 'past' : 'future';
}
