// What the diagram shows, line by line, before anything has a place: phases, steps, and what never happened.
import { format } from 'd3';
import type { Actor, EventOf, Message, PhaseId, PreventedMessage, Recording, Step, Tone } from '../lab/recording.ts';
import { type Veil, veilOf } from '../lab/view.ts';
import { messageDetail, messageTitle } from '../lessons/messages.ts';
import { PHASE_WORDS } from '../lessons/phases.ts';
import { noun } from '../lessons/phrases.ts';
import { workDetail, workLabel } from '../lessons/works.ts';
import type { CheckResult } from '../pki/path/result.ts';

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
  readonly tone: Tone;
  readonly label: string;
  readonly detail: string;
}

export interface StepRow {
  readonly number: number;
  readonly key: string;
  readonly textbook: number | null;
  readonly body: Arrow | Card;
  /** What the observer does not get to see of it. */
  readonly veil: Veil | null;
  /** The row in words, for those who can't see it. */
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
  readonly steps: readonly StepRow[];
}

export interface Rows {
  readonly phases: readonly PhaseRows[];
  /** Shown under "Never happens". */
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

export function diagramRows(recording: Recording): Rows {
  const phases: { phase: PhaseId; title: string; steps: StepRow[] }[] = [];
  for (const step of recording.steps) {
    let group = phases.at(-1);
    if (group?.phase !== step.phase) {
      group = { phase: step.phase, title: PHASE_WORDS[step.phase].title, steps: [] };
      phases.push(group);
    }
    group.steps.push(stepRow(recording, step));
  }
  return { phases, ghosts: recording.prevented.map(ghostRow) };
}

/** Digits in groups of three: `1,842`. */
export const grouped = format(',d');

function stepRow(recording: Recording, step: Step): StepRow {
  const event = recording.events[step.event];
  const head = { number: step.number, key: step.key, textbook: step.textbook };
  switch (event?.kind) {
    case 'sent': {
      const body = arrow(event.message);
      const bytes = event.message.wire.length / 2;
      return {
        ...head,
        veil: veilOf(event.message.facts),
        body: { ...body, detail: [body.detail, bytes > 0 && `${grouped(bytes)} B`].filter(Boolean).join(' · ') },
        name: sentence([
          `Step ${step.number}`,
          route(body),
          body.encrypted && 'encrypted',
          body.label,
          body.detail,
          bytes > 0 && `${grouped(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`,
          textbookName(step),
        ]),
      };
    }
    case 'work': {
      const body = card(recording, event);
      return {
        ...head,
        veil: veilOf(event.facts),
        body,
        name: sentence([
          `Step ${step.number}`,
          noun(body.at),
          body.tone === 'fail' && 'failed',
          body.label,
          body.detail,
          textbookName(step),
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
      throw new Error(`step ${step.number} stands on no message and no work`);
  }
}

function arrow(message: Message): Arrow {
  return {
    shape: 'arrow',
    from: message.from,
    to: message.to,
    hue: hueOf(message),
    dashed: message.channel !== 'tls',
    encrypted: message.encrypted && veilOf(message.facts) !== 'hidden',
    label: messageTitle(message),
    detail: messageDetail(message),
  };
}

function hueOf(message: Message): Hue {
  if (message.channel !== 'tls') return message.from === 'attacker' ? 'attacker' : 'ca';
  return message.type === 'Alert' && message.facts.level === 'fatal' ? 'fail' : message.from;
}

function card(recording: Recording, event: EventOf<'work'>): Card {
  return {
    shape: 'card',
    at: event.actor,
    tone: event.tone,
    label: workLabel(event),
    detail: workDetail(event, checksOf(recording, event)),
  };
}

function checksOf(recording: Recording, work: EventOf<'work'>): CheckResult[] {
  return recording.events.flatMap((event) => (event.kind === 'check' && event.work === work.id ? [event.check] : []));
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
const textbookName = (step: Step) => step.textbook !== null && `textbook step ${step.textbook}`;
const sentence = (parts: readonly (string | false)[]) => parts.filter(Boolean).join(', ');

/** Where a row stands in relation to the cursor. */
export type RowState = 'past' | 'current' | 'future';

export function rowState(step: number, cursor: number): RowState {
  if (step === cursor) return 'current';
  return step < cursor ? 'past' : 'future';
}
