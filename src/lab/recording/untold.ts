// A recording for those who are to predict it: without what was prepared before the first hello, which tells what is
// broken, and no further than where they stand. What comes later is not in it, so nothing that draws it can give it away.
import { honestScenario } from '../scenario/honest.ts';
import type { Fingerprint, LabEvent, Recording } from './recording.ts';

/** Of a recording that ends where somebody stands: the one that it was cut from. */
const CUT_FROM = Symbol('cut from');

/** Whether the recording ends where somebody stands, so that its last step need not be the run's. */
export const isCut = (recording: Recording): boolean => CUT_FROM in recording;

/** The same object for all pieces and views of one run. */
export const runOf = (recording: Recording): Recording =>
  CUT_FROM in recording ? (recording[CUT_FROM] as Recording) : recording;

/** How many steps the run has; null in a piece of it, which does not tell. */
export const stepCount = (recording: Recording): number | null => (isCut(recording) ? null : recording.steps.length);

/** Whether this is the last step of the run, and known to be: a piece of a run has no such step. */
export const isLastStep = (recording: Recording, number: number): boolean =>
  number >= recording.steps.length && !isCut(recording);

/** The run from its first hello on, with steps numbered from 1. Ids of events stay. */
export function withoutPreparation(recording: Recording): Recording {
  const before = prepared.get(recording);
  if (before) return before;
  const { steps, events } = recording;
  const later = steps.filter(({ phase }) => phase !== 'issuance');
  const begin = later[0]?.event ?? 0;
  const run: Recording =
    later.length === 0
      ? recording
      : {
          ...recording,
          events: events.map((event) => untold(event, event.id < begin)),
          steps: later.map((step, i) => ({ ...step, number: i + 1 })),
        };
  prepared.set(recording, run);
  return run;
}

const prepared = new WeakMap<Recording, Recording>();

function untold(event: LabEvent, isBefore: boolean): LabEvent {
  // That another key signs, nobody can see.
  if (event.kind === 'operation' && event.operation === 'transcript.sign') {
    const { otherKey: _, ...details } = event.details;
    return { ...event, details };
  }
  if (event.kind === 'operation' && event.operation === 'parameters.sign') {
    const { otherKey: _, ...details } = event.details;
    return { ...event, details };
  }
  if (!isBefore) return event;
  const isOrdinary = event.actor === 'ca' && (event.kind !== 'belief' || ORDINARY.includes(event.belief));
  // The attacker has no lane before it acts.
  return isOrdinary || event.actor === 'client' || event.actor === 'server'
    ? event
    : { id: event.id, actor: 'ca', kind: 'unseen' };
}

const ORDINARY: readonly string[] = ['ca.ready', 'ca.issued'];

/** What has happened when one stands at this step, as if nothing in the scenario were broken. */
export function upToStep(recording: Recording, number: number): Recording {
  const pieces = cuts.get(recording) ?? new Map<number, Recording>();
  cuts.set(recording, pieces);
  const known = pieces.get(number);
  if (known) return known;
  const scenario = honestScenario(recording.scenario);
  const piece: Recording =
    number >= recording.steps.length ? { ...recording, scenario } : { ...cutAt(recording, number), scenario };
  pieces.set(number, piece);
  return piece;
}

const cuts = new WeakMap<Recording, Map<number, Recording>>();

function cutAt(recording: Recording, number: number): Recording {
  const steps = recording.steps.slice(0, number);
  const events = recording.events.slice(0, steps.at(-1)?.until ?? 0);
  const shown = new Set<Fingerprint>(
    events.flatMap((event) =>
      event.kind === 'sent' ? event.message.certificates : event.kind === 'operation' ? event.certificates : [],
    ),
  );
  const piece: Recording & { readonly [CUT_FROM]: Recording } = {
    ...recording,
    events,
    steps,
    prevented: [],
    certificates: Object.fromEntries(Object.entries(recording.certificates).filter(([id]) => shown.has(id))),
    // Nothing has failed that is not among the events.
    outcome: { client: { state: 'connected', error: null }, server: { state: 'connected', error: null } },
    keyLog: '',
    [CUT_FROM]: recording,
  };
  return piece;
}
