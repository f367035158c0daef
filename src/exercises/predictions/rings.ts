// The rings of P3: the decisions that a run with the same settings makes in which nothing is broken. They are the same
// whatever is broken, so they tell nothing.
import { alignedRows } from '../../lab/recording/align.ts';
import type { EventOf, LabEvent, Recording, Step } from '../../lab/recording/recording.ts';
import type { Side } from '../../tls/events.ts';
import type { Ring } from './prediction.ts';

type Operation = EventOf<'operation'>;

/** From the first step on at which an endpoint looks at what the other has sent. */
export function ringsOf(honest: Recording, run: Recording): readonly Ring[] {
  const rows = alignedRows(run, honest);
  const rings: Ring[] = [];
  for (const step of honest.steps) {
    if (step.phase === 'again' || step.phase === 'tomorrow') break;
    const ring = ringAt(honest, step);
    if (ring === null || rings.some(({ what }) => what === ring.what && (what === 'request' || what === 'answer')))
      continue;
    rings.push({ ...ring, id: step.key, row: rows.findIndex(({ right }) => right?.number === step.number) });
  }
  return rings;
}

function ringAt({ events }: Recording, step: Step): Omit<Ring, 'id' | 'row'> | null {
  const event = events[step.event];
  if (event?.kind === 'sent') {
    const isAnswer = event.message.type === 'ApplicationData' && event.message.to === 'client';
    return isAnswer ? { actor: 'client', what: 'answer', subject: 'server' } : null;
  }
  if (event?.kind !== 'operation') return null;
  const { actor } = event;
  const subject: Side = actor === 'server' ? 'client' : 'server';
  switch (event.operation) {
    case 'path.validate':
      return { actor, what: 'path', subject };
    case 'certificate.decide':
      return asksForRevocation(events, event) ? { actor, what: 'revocation', subject } : null;
    case 'possession.verify':
      return { actor, what: 'signature', subject };
    case 'finished.verify':
      return { actor, what: 'finished', subject };
    case 'application.decide':
      return { actor, what: 'request', subject };
    default:
      return null;
  }
}

const asksForRevocation = (events: readonly LabEvent[], { id }: Operation): boolean =>
  events.some(
    (event) => event.kind === 'check' && event.operation === id && event.check.check.startsWith('revocation.'),
  );

/** The ring that stands where a run fails: the first decision that it does not pass, or the last of all. */
export function ringOfFailure(rings: readonly Ring[], run: Recording): Ring | null {
  return rings.find((ring) => !isPassed(ring, run)) ?? rings.at(-1) ?? null;
}

function isPassed({ id }: Ring, { steps, events }: Recording): boolean {
  return steps.some((step) => {
    const event = events[step.event];
    if (step.key !== id) return false;
    // Whether what somebody asks for is granted, is no question of TLS.
    if (event?.kind === 'operation') return event.result !== 'fail' || event.operation === 'application.decide';
    return event?.kind === 'sent' && events.some((each) => each.kind === 'received' && each.message === event.id);
  });
}
