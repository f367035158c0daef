// Build the handshake: the messages of a run as cards, with three of another protocol among them, and what the endpoints'
// own machines say to each card at each moment (RFC 5246 7.3 and 7.4, RFC 9846 4 and appendix A).
import { concat } from '../../bytes/hex.ts';
import { type Mode, PROTOCOLS, type Protocol } from '../../lab/scenario/scenario.ts';
import { type ClientState, handleClient, handleServer, type ServerState } from '../../tls/endpoint.ts';
import type { EndpointEvent, Side, TlsMessageType } from '../../tls/events.ts';
import { buildScenario, type Moment, momentsOf } from './moments.ts';
import { shuffled } from './shuffle.ts';

export interface MessageCard {
  /** `server:Certificate`; no two are alike. */
  readonly id: string;
  readonly from: Side;
  readonly type: TlsMessageType;
  readonly encrypted: boolean;
  /** Bytes of its record. */
  readonly bytes: number;
  /** Of a card that is not part of this handshake: where it comes from. */
  readonly foreign: Protocol | null;
}

/**
 * `right`: it comes next. `refused`: the machine that receives it ends the connection, by this alert, since it waits in this
 * state. `early`: nobody would refuse it, but who sends it waits for something else.
 */
export type CardVerdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'refused'; readonly by: Side; readonly alert: string; readonly waits: string }
  | { readonly kind: 'early'; readonly who: Side; readonly waits: string };

export interface Deck {
  readonly mode: Mode;
  readonly protocol: Protocol;
  readonly seed: number;
  /** In the order in which they are shown. */
  readonly cards: readonly MessageCard[];
  /** Ids in the order of the handshake. */
  readonly order: readonly string[];
  /** For each place of the order, what becomes of each card that is put there behind the right ones. */
  readonly verdicts: readonly Readonly<Record<string, CardVerdict>>[];
}

export const FOREIGN_CARDS = 3;

/** The same three arguments make the same deck. */
export function buildDeck(mode: Mode, protocol: Protocol, seed: number): Deck {
  const own = handshakeOf(mode, protocol, seed).map(({ moment, id }) => ({ moment, id, foreign: null }));
  const ids = new Set(own.map(({ id }) => id));
  const others = PROTOCOLS.filter((each) => each !== protocol).flatMap((each) =>
    allOf(mode, each, seed).map(({ moment, id }) => ({ moment, id, foreign: each })),
  );
  const strange = firstOfEachId(
    shuffled(
      others.filter(({ moment, id }) => !ids.has(id) && moment.message.type !== 'ChangeCipherSpec'),
      seed,
    ),
  ).slice(0, FOREIGN_CARDS);
  const all = [...own, ...strange];
  return {
    mode,
    protocol,
    seed,
    cards: shuffled(
      all.map(({ moment, id, foreign }) => cardOf(moment, id, foreign)),
      seed + 1,
    ),
    order: own.map(({ id }) => id),
    verdicts: own.map(({ moment: here, id: next }) =>
      Object.fromEntries(
        all.map(({ moment, id }) => [id, id === next ? { kind: 'right' } : verdictOn(moment, here)] as const),
      ),
    ),
  };
}

interface Named {
  readonly moment: Moment;
  readonly id: string;
}

const allOf = (mode: Mode, protocol: Protocol, seed: number): Named[] =>
  momentsOf(buildScenario(mode, protocol, seed))
    // In TLS 1.3 it means nothing, and may stand anywhere (RFC 9846 5).
    .filter(({ message }) => !(message.type === 'ChangeCipherSpec' && message.details.dummy === true))
    .map((moment) => ({ moment, id: `${moment.from}:${moment.message.type}` }));

/** Up to the second Finished: what a server sends behind it is no part of the handshake. */
function handshakeOf(mode: Mode, protocol: Protocol, seed: number): Named[] {
  const all = allOf(mode, protocol, seed);
  return all.slice(0, all.findLastIndex(({ moment }) => moment.message.type === 'Finished') + 1);
}

const cardOf = ({ from, message }: Moment, id: string, foreign: Protocol | null): MessageCard => ({
  id,
  from,
  type: message.type,
  encrypted: message.encrypted,
  bytes: message.wire.length,
  foreign,
});

/** The receiver's machine is given the message as its sender would send it now: whole, and readable. */
function verdictOn({ from, message }: Moment, here: Moment): CardVerdict {
  const isHandshake = message.type !== 'ChangeCipherSpec';
  const inside = message.plaintext ?? message.wire.subarray(RECORD_HEADER);
  const bytes = concat(
    Uint8Array.of(isHandshake ? HANDSHAKE : CHANGE_CIPHER_SPEC, 3, 3, inside.length >> 8, inside.length & 0xff),
    inside,
  );
  const alert = from === 'client' ? askServer(here.server, bytes) : askClient(here.client, bytes);
  const by: Side = from === 'client' ? 'server' : 'client';
  return alert === null
    ? { kind: 'early', who: from, waits: here[from].name }
    : { kind: 'refused', by, alert, waits: here[by].name };
}

const RECORD_HEADER = 5;
const HANDSHAKE = 22;
const CHANGE_CIPHER_SPEC = 20;

const askServer = (state: ServerState, bytes: Uint8Array): string | null => {
  const asked = handleServer({ ...state, connection: open(state) }, { kind: 'bytes', bytes });
  return asked.state.name === 'failed' ? alertIn(asked.events) : null;
};

const askClient = (state: ClientState, bytes: Uint8Array): string | null => {
  const asked = handleClient({ ...state, connection: open(state) }, { kind: 'bytes', bytes });
  return asked.state.name === 'failed' ? alertIn(asked.events) : null;
};

/** The record layer, without keys to read by: what matters is the message inside. */
const open = ({ connection }: ClientState | ServerState) => ({
  ...connection,
  pending: new Uint8Array(),
  handshake: new Uint8Array(),
  read: null,
});

const alertIn = (events: readonly EndpointEvent[]): string | null => {
  const sent = events.find((event) => event.kind === 'send' && event.message.type === 'Alert');
  return sent?.kind === 'send' && sent.message.type === 'Alert' ? sent.message.details.description : null;
};

function firstOfEachId<T extends { readonly id: string }>(all: readonly T[]): T[] {
  const seen = new Set<string>();
  return all.filter(({ id }) => {
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}
