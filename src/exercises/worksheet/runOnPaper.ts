// A run as a worksheet has it: the messages between all sides and the decisions on them, read from the recording. What is
// prepared, derived or thrown away by one side alone is left to the lab.
import type { EventOf, LabEvent, Message, Recording, Step } from '../../lab/recording/recording.ts';
import { sealingKey } from '../../lab/recording/view.ts';
import { DECIDING, type DecidingOperation, IDLE, type SheetKey } from './sheetWords.ts';

export interface PaperRow {
  readonly step: Step;
  readonly event: EventOf<'sent'> | EventOf<'operation'>;
  readonly keys: readonly SheetKey[];
  /** What client and server believe from here on, and not before; the last belief of each. */
  readonly beliefs: readonly EventOf<'belief'>[];
}

/** From the first hello on. */
export function rowsOnPaper(recording: Recording): readonly PaperRow[] {
  const stops = recording.steps.filter((step) => isOnPaper(recording, step));
  return stops.flatMap((step, i): PaperRow[] => {
    const event = recording.events[step.event];
    if (event?.kind !== 'sent' && event?.kind !== 'operation') return [];
    const next = stops[i + 1]?.event ?? recording.events.length;
    return [
      {
        step,
        event,
        keys: event.kind === 'sent' ? keysOf(recording, event) : [],
        beliefs: beliefsIn(recording.events.slice(step.event, next)),
      },
    ];
  });
}

export const isDeciding = (operation: string): operation is DecidingOperation =>
  DECIDING.some((each) => each === operation);

/** Number of the row of a step, or of what it led to; of a step behind the last row, its own. */
export const rowAround = (rows: readonly PaperRow[], step: number): number =>
  rows.find(({ step: { number } }) => number >= step)?.step.number ?? step;

function isOnPaper({ events }: Recording, { phase, event: id }: Step): boolean {
  const event = events[id];
  if (phase === 'issuance') return false;
  if (event?.kind === 'operation')
    return isDeciding(event.operation) && (event.operation !== 'record.open' || event.result === 'fail');
  return event?.kind === 'sent' && !isIdle(event.message);
}

/** ChangeCipherSpec means nothing in TLS 1.3 (RFC 9846 5), and what closes in order decides nothing. */
const isIdle = (message: Message): boolean =>
  (message.type === 'ChangeCipherSpec' && message.details.dummy === true) ||
  (message.type === 'Alert' && message.details.level !== 'fatal');

function keysOf({ events }: Recording, event: EventOf<'sent'>): readonly SheetKey[] {
  const { message } = event;
  const keys: SheetKey[] = [];
  if (message.type === 'CertificateVerify' || message.type === 'ServerKeyExchange') {
    const signed = events
      .slice(0, event.id)
      .findLast((each): each is EventOf<'operation'> => isSignature(each) && each.actor === message.from);
    if (signed !== undefined)
      keys.push({
        kind: 'signed',
        by: signed.actor,
        otherKey: 'otherKey' in signed.details && signed.details.otherKey === true,
      });
  }
  if (message.sealed !== null) keys.push({ kind: 'sealed' });
  const secret = message.encrypted ? sealingKey(events, event)?.secret : undefined;
  if (secret !== undefined) keys.push({ kind: 'encrypted', secret });
  return keys;
}

const isSignature = (event: LabEvent): boolean =>
  event.kind === 'operation' && (event.operation === 'transcript.sign' || event.operation === 'parameters.sign');

function beliefsIn(events: readonly LabEvent[]): readonly EventOf<'belief'>[] {
  const held = events.filter(
    (event): event is EventOf<'belief'> & LabEvent =>
      event.kind === 'belief' && (event.actor === 'client' || event.actor === 'server') && !IDLE.includes(event.belief),
  );
  return (['client', 'server'] as const).flatMap((side) => held.findLast(({ actor }) => actor === side) ?? []);
}
