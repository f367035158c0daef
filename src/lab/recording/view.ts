// The recording as one observer gets to see it at a moment. An endpoint sees its own messages, operations and secrets; an
// eavesdropper hears every wire. What is sealed is open to whoever holds the key that sealed it: the bytes decide, no role.
import type { Redaction } from './details.ts';
import { byteOffset } from './eavesdropper.ts';
import type {
  Actor,
  EventOf,
  Hex,
  LabEvent,
  Message,
  PhaseId,
  Recording,
  SealedStep,
  SecretId,
  Step,
} from './recording.ts';

export const OBSERVERS = ['everyone', 'client', 'server', 'eavesdropper'] as const;
export type Observer = (typeof OBSERVERS)[number];

/**
 * The same recording, event by event, with what `observer` does not know left out: at a message, by what is known then
 * or at event `until`, whichever is later. The same object where the observer has learnt nothing since.
 */
export function viewOf(recording: Recording, observer: Observer, until: number): Recording {
  if (observer === 'everyone') return recording;
  const known = views.get(recording) ?? new Map<string, Recording>();
  views.set(recording, known);
  const opened = openedBy(recording, observer, until);
  const key = [observer, ...opened.keys()].join(' ');
  const before = known.get(key);
  if (before) return before;
  const events = recording.events.map((event) => veiled(recording, event, observer, opened));
  const shown = new Set(
    events.flatMap((event) =>
      event.kind === 'sent' ? event.message.certificates : event.kind === 'operation' ? event.certificates : [],
    ),
  );
  const certificates = Object.fromEntries(Object.entries(recording.certificates).filter(([id]) => shown.has(id)));
  const view =
    observer === 'eavesdropper'
      ? { ...recording, events, certificates, ...outsideOf(recording, events) }
      : { ...recording, events, certificates };
  known.set(key, view);
  return view;
}

/**
 * Steps and prevented messages without what an eavesdropper can't know: from where TLS 1.3 encrypts on, it does not learn
 * which part of the handshake a record belongs to (RFC 9846 5.2: the outer type of each is application_data).
 */
function outsideOf(
  { scenario, steps, prevented }: Recording,
  events: readonly LabEvent[],
): Pick<Recording, 'steps' | 'prevented'> {
  return {
    steps: scenario.protocol === 'tls1.3' ? sealedSteps(steps, events) : steps,
    prevented: prevented.map((message) => (message.encrypted ? redacted(message, 'sealed') : message)),
  };
}

/** From the first encrypted record of a connection to the next message that can be read, or to another day. */
function sealedSteps(steps: readonly Step[], events: readonly LabEvent[]): readonly (Step | SealedStep)[] {
  let inside = false;
  return steps.map((step, i) => {
    const event = events[step.event];
    if (step.phase !== steps[i - 1]?.phase && LATER.includes(step.phase)) inside = false;
    // A dummy ChangeCipherSpec stands between encrypted records, for middleboxes (RFC 9846 appendix E.4).
    if (event?.kind === 'sent' && event.message.channel === 'tls' && event.message.type !== 'ChangeCipherSpec')
      inside = event.message.details.veil === 'sealed';
    return inside ? { ...step, textbook: null, sealed: true } : step;
  });
}

/** Phases that begin with something else to see: another connection, another time. */
const LATER: readonly PhaseId[] = ['upstream', 'again', 'inside', 'tomorrow'];

const views = new WeakMap<Recording, Map<string, Recording>>();

/** Events of sealed messages that the observer can open, and what is inside. */
function openedBy(
  { events, steps }: Recording,
  observer: Exclude<Observer, 'everyone'>,
  until: number,
): ReadonlyMap<number, Hex> {
  const opened = new Map<number, Hex>();
  for (const event of events) {
    if (event.kind !== 'sent' || !event.message.encrypted || !hears(event.message, observer)) continue;
    const at = Math.max(until, steps.find((step) => step.event === event.id)?.until ?? 0);
    const inside = observer === 'eavesdropper' ? decrypted(events, event.id, at) : withKey(events, event, observer, at);
    if (inside !== null) opened.set(event.id, inside);
  }
  return opened;
}

/** What really came out of the recorded bytes under the stolen key. */
function decrypted(events: readonly LabEvent[], message: number, until: number): Hex | null {
  const found = events.slice(0, until).find((event) => event.kind === 'opened' && event.message === message);
  return found?.kind === 'opened' ? found.plaintext : null;
}

/** Open to whoever holds the same value under the same name as the one who sealed it. */
function withKey(events: readonly LabEvent[], event: EventOf<'sent'>, observer: Actor, until: number): Hex | null {
  const key = sealingKey(events, event);
  const holds = key !== undefined && secretsOf(events.slice(0, until), observer).some((each) => isSame(each, key));
  return holds ? event.message.plaintext : null;
}

/** The key that sealed an encrypted message, as the one who sealed it holds it; undefined where nobody of today has it. */
export function sealingKey(
  events: readonly LabEvent[],
  { id, message }: Pick<LabEvent, 'id'> & Pick<EventOf<'sent'>, 'message'>,
): EventOf<'secret'> | undefined {
  // What was sealed yesterday, no key of today opens.
  if (message.plaintext === null || message.details.passed === 'replayed') return undefined;
  const isForServer = message.from === 'client' || (message.from === 'attacker' && message.to === 'server');
  const writer = isForServer ? 'client' : 'server';
  // What is passed on was sealed by the endpoint that it comes from.
  const sealer: Actor = message.details.passed === 'own' || message.from !== 'attacker' ? message.from : writer;
  const keys = secretsOf(events.slice(0, id), sealer).filter(({ secret }) => WRITE_KEYS[writer].includes(secret));
  // A machine in the middle has keys of two connections: here with the one whom it writes to.
  const peer = message.details.passed === 'own' ? secretsOf(events, message.to) : null;
  const shared = peer && keys.filter((one) => peer.some((each) => isSame(each, one)));
  return (shared?.length ? shared : keys).at(-1);
}

const isSame = (one: EventOf<'secret'>, other: EventOf<'secret'>): boolean =>
  one.secret === other.secret && one.value === other.value;

/** The keys under which each side writes. */
const WRITE_KEYS: Readonly<Record<'client' | 'server', readonly SecretId[]>> = {
  client: ['clientWriteKey', 'clientHandshakeKey', 'clientApplicationKey'],
  server: ['serverWriteKey', 'serverHandshakeKey', 'serverApplicationKey'],
};

function veiled(recording: Recording, event: LabEvent, observer: Observer, opened: ReadonlyMap<number, Hex>): LabEvent {
  const { id, actor } = event;
  switch (event.kind) {
    case 'sent':
      return { ...event, message: messageFor(recording, event, observer, opened) };
    case 'operation': {
      const own = actor === observer || (observer === 'eavesdropper' && isAfterTheTheft(recording.events, event));
      return own ? event : redacted({ ...event, result: 'neutral' as const, certificates: [] }, 'hidden');
    }
    case 'secret':
      return knows(recording.events, event, observer) ? event : { id, actor, kind: 'unseen' };
    case 'check':
    case 'belief':
    case 'received':
      return actor === observer || (observer === 'eavesdropper' && isAfterTheTheft(recording.events, event))
        ? event
        : { id, actor, kind: 'unseen' };
    case 'opened':
      return observer === 'eavesdropper' ? event : { id, actor, kind: 'unseen' };
    case 'unseen':
      return event;
  }
}

function messageFor(
  { events }: Recording,
  { id, message }: EventOf<'sent'>,
  observer: Observer,
  opened: ReadonlyMap<number, Hex>,
): Message {
  if (!hears(message, observer)) {
    return redacted({ ...message, ...NOTHING, wire: '', wireSpans: [], body: null }, 'hidden');
  }
  const inside = opened.get(id) ?? null;
  if (message.encrypted && inside === null) return redacted({ ...message, ...NOTHING }, 'sealed');
  const sealed = message.sealed !== null && holdsEndOf(events, observer, message.sealed.bytes) ? message.sealed : null;
  return {
    ...message,
    sealed,
    plaintext: inside,
    plaintextSpans: inside === message.plaintext ? message.plaintextSpans : [],
  };
}

/** Nothing is left of its details but why. The type does not say so: whoever reads details asks for `veil` first. */
const redacted = <T extends { readonly details: { readonly veil?: Redaction } }>(seen: T, veil: Redaction): T => ({
  ...seen,
  details: { veil },
});

const NOTHING = { plaintext: null, plaintextSpans: [], sealed: null, certificates: [] } as const;

const hears = ({ from, to }: Message, observer: Observer): boolean =>
  observer === 'eavesdropper' || from === observer || to === observer;

/** A secret of one's own, or, for a listener, one whose bytes went over a wire; and whatever came with the stolen key. */
function knows(events: readonly LabEvent[], event: EventOf<'secret'>, observer: Observer): boolean {
  if (observer !== 'eavesdropper') return event.actor === observer;
  return (
    isAfterTheTheft(events, event) ||
    events.some((each) => each.kind === 'sent' && byteOffset(each.message.wire, event.value) !== null)
  );
}

/** Who steals the server's key is the one who has listened. */
function isAfterTheTheft(events: readonly LabEvent[], { id, actor }: LabEvent): boolean {
  const theft = events.findLast((event) => event.kind === 'operation' && event.operation === 'key.steal');
  return theft !== undefined && actor === 'attacker' && id >= theft.id;
}

/** Whether a secret that the observer holds is what a sealed block ends with: its maker's, or its opener's. */
const holdsEndOf = (events: readonly LabEvent[], observer: Observer, block: Hex): boolean =>
  events.some(
    (event) =>
      event.kind === 'secret' &&
      event.secret === 'premasterSecret' &&
      event.actor === observer &&
      block.endsWith(event.value),
  );

const secretsOf = (events: readonly LabEvent[], actor: Actor): EventOf<'secret'>[] =>
  events.filter((event): event is EventOf<'secret'> => event.kind === 'secret' && event.actor === actor);
