// Who knows which secret at a step: endpoints and CA by what they made or received, the eavesdropper by the wire.

import { toHex } from '../../../bytes/hex.ts';
import { hkdfExtract } from '../../../crypto/hkdf.ts';
import { connectionAt } from '../../../lab/recording/connections.ts';
import { byteOffset, eavesdropper } from '../../../lab/recording/eavesdropper.ts';
import {
  type Actor,
  type EventOf,
  type Hex,
  type LabEvent,
  type Recording,
  SECRETS,
  type SecretId,
  type Step,
} from '../../../lab/recording/recording.ts';
import { stepOfEvent } from '../selection.ts';

export interface Holding {
  readonly value: Hex;
  readonly how: EventOf<'secret'>['how'];
  /** True where this actor holds another value under the same name than the first holder: the two don't agree. */
  readonly differs: boolean;
}

export interface SecretRow {
  readonly secret: SecretId;
  readonly holders: Readonly<Partial<Record<Actor, Holding>>>;
  readonly eavesdropper: boolean;
  /** Nothing secret went into it: anyone can compute it from the standard. */
  readonly computable: boolean;
  /** Number of the step whose message shows the value to the eavesdropper. */
  readonly leakedAt: number | null;
  /** First one to hold it; its value leads. */
  readonly first: Holding;
}

/** Secrets that live longer than a session. */
const LONG_TERM: readonly SecretId[] = [
  'client.privateKey',
  'server.privateKey',
  'ca.rootPrivateKey',
  'ca.issuingPrivateKey',
];

export const isLongTerm = ({ secret }: SecretRow): boolean => LONG_TERM.includes(secret);

/** Secrets that exist at the step, in the order of `SECRETS`; those of sessions are of the connection that it belongs to. */
export function knowledge(recording: Recording, step: Pick<Step, 'until'>): SecretRow[] {
  const { start, events: own } = connectionAt(recording.events, step.until - 1);
  const here = { past: own.slice(0, step.until - start), heard: eavesdropper({ events: own }, step.until - start) };
  const ever = { past: recording.events.slice(0, step.until), heard: eavesdropper(recording, step.until) };
  return SECRETS.flatMap((secret) => {
    const { past, heard } = LONG_TERM.includes(secret) ? ever : here;
    const made = past.filter((event): event is EventOf<'secret'> => event.kind === 'secret' && event.secret === secret);
    const events = RENEWED.includes(secret) ? latest(made) : made;
    const [origin] = events;
    if (origin === undefined) return [];
    const holders: Partial<Record<Actor, Holding>> = {};
    for (const { actor, value, how } of events) {
      holders[actor] ??= { value, how, differs: value !== origin.value };
    }
    if (heard.has(secret)) {
      for (const actor of readers(past, origin.value))
        holders[actor] ??= { value: origin.value, how: 'received', differs: false };
    }
    const leak = heard.has(secret)
      ? past.find(
          (event) =>
            event.kind === 'sent' && events.some(({ value }) => byteOffset(event.message.wire, value) !== null),
        )
      : undefined;
    return [
      {
        secret,
        holders,
        eavesdropper: heard.has(secret),
        computable: secret === 'earlySecret' && PUBLIC_EARLY.includes(origin.value),
        leakedAt: leak === undefined ? null : (stepOfEvent(recording, leak.id)?.number ?? null),
        first: { value: origin.value, how: origin.how, differs: false },
      },
    ];
  });
}

/** Whoever received a message with these bytes in it, in the clear; an attacker on the wire reads them all. */
function readers(past: Recording['events'], value: Hex): ReadonlySet<Actor> {
  const carries = (event: LabEvent): boolean =>
    event.kind === 'sent' && !event.message.encrypted && byteOffset(event.message.wire, value) !== null;
  const carriers = new Set(past.filter(carries).map(({ id }) => id));
  const receivers = past.flatMap((event) =>
    event.kind === 'received' && carriers.has(event.message) ? [event.actor] : [],
  );
  return new Set<Actor>(['attacker', ...receivers]);
}

/** The early secret of a handshake without a ticket: made of zeros alone, for each hash of the suites (RFC 9846 7.1). */
const PUBLIC_EARLY: readonly Hex[] = (['sha256', 'sha384'] as const).map((hash) => {
  const zeros = new Uint8Array(hash === 'sha256' ? 32 : 48);
  return toHex(hkdfExtract(hash, zeros, zeros));
});

/** What a KeyUpdate replaces under the same name. */
const RENEWED: readonly SecretId[] = [
  'clientApplicationKey',
  'clientApplicationIv',
  'serverApplicationKey',
  'serverApplicationIv',
];

/**
 * Keys that were updated have new values: what client and server hold of the newest ones. Whoever has not computed them
 * yet holds nothing.
 */
function latest(events: readonly EventOf<'secret'>[]): readonly EventOf<'secret'>[] {
  const valuesOf = (actor: Actor): readonly Hex[] => [
    ...new Set(events.filter((event) => event.actor === actor).map(({ value }) => value)),
  ];
  const newest = Math.max(valuesOf('client').length, valuesOf('server').length);
  const isEnd = (actor: Actor) => actor === 'client' || actor === 'server';
  return events.filter(({ actor, value }) => !isEnd(actor) || valuesOf(actor).indexOf(value) === newest - 1);
}
