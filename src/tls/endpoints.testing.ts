// For the tests of this layer: two endpoints of a small bank on a wire that a test can read, cut, change and replay.
import { expect } from 'vitest';
import { concat } from '../bytes/hex.ts';
import { poolKey } from '../crypto/pool.ts';
import { seededRandom } from '../crypto/random.ts';
import { akiOf, cn, DAY, HOST, issueTo, leafExtensions, makeBank, NOW, skiOf } from '../pki/bank.testing.ts';
import { decodeOcspRequest } from '../pki/revocation/ocsp.ts';
import { decodeOcspHttpRequest, encodeOcspHttpResponse } from '../pki/revocation/ocspHttp.ts';
import { encodeOcspResponse, type OcspResponseSpec } from '../pki/revocation/ocspIssue.ts';
import {
  type ClientSetup,
  type ClientState,
  handleClient,
  handleServer,
  newClient,
  newServer,
  type ServerSetup,
  type ServerState,
} from './endpoint.ts';
import type { EndpointEvent, EndpointInput, RevocationQuestion, SentMessage, Side } from './events.ts';
import { protect, unprotect } from './record/protection.ts';
import { type ContentType, encodeRecord, readRecords } from './record/record.ts';
import { type SuiteName, suiteByName } from './suites.ts';
import { RSA_KEY_EXCHANGE } from './tls12/capabilities.ts';

export type EndState = ClientState | ServerState;

export interface Ends {
  client: ClientState;
  server: ServerState;
}

export interface Setting {
  readonly mutual: boolean;
  readonly suite: SuiteName;
  readonly revocation: 'ocsp' | 'crl' | 'off';
}

const SETTING: Setting = { mutual: true, suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256', revocation: 'ocsp' };

export const bank = makeBank();
/** The customer, alice. */
export const customer = issueTo(cn('alice'), 'client', bank.issuing, [
  ...leafExtensions('clientAuth', ['alice.bank.test']),
  skiOf('client'),
  akiOf(bank.issuing),
]);

export function configs(setting: Partial<Setting> = {}): { client: ClientSetup; server: ServerSetup } {
  const { mutual, suite, revocation } = { ...SETTING, ...setting };
  const anchors = [bank.root.certificate];
  const common = {
    ...RSA_KEY_EXCHANGE,
    now: NOW,
    suites: [suiteByName(suite)],
    anchors,
    revocation,
    revocationPolicy: 'hard',
    alpn: ['http/1.1'],
  } as const;
  const chain = (leaf: { certificate: { der: Uint8Array } }) => [leaf.certificate.der, bank.issuing.certificate.der];
  return {
    client: {
      ...common,
      random: seededRandom(7, 'client'),
      serverName: HOST,
      credential: mutual ? { chain: chain(customer), key: poolKey('client') } : null,
      sendUnlisted: false,
    },
    server: {
      ...common,
      random: seededRandom(7, 'server'),
      credential: { chain: chain(bank.server), key: poolKey('server') },
      clientCertificate: mutual ? 'require' : 'none',
      staple: null,
    },
  };
}

export function newEnds(setting: Partial<Setting> = {}): Ends {
  const { client, server } = configs(setting);
  return { client: newClient(client), server: newServer(server) };
}

/** The CA of this bank says that every certificate is good. */
export const ocspGood = (question: Pick<RevocationQuestion, 'http'>): Uint8Array => ocspAnswer(question, () => ({}));

/** The answer of the CA, but for what is changed, signed with the key of `signer`. */
export function ocspAnswer(
  { http }: Pick<RevocationQuestion, 'http'>,
  change: (spec: OcspResponseSpec) => Partial<OcspResponseSpec>,
  signer: 'issuing' | 'rogueIssuing' = 'issuing',
): Uint8Array {
  const post = decodeOcspHttpRequest(http);
  const request = post.ok ? decodeOcspRequest(post.value.body) : post;
  if (!request.ok) throw request.error;
  const spec: OcspResponseSpec = {
    responses: request.value.certIds.map((certId) => ({
      certId,
      status: 'good',
      thisUpdate: NOW,
      nextUpdate: NOW + DAY,
    })),
    producedAt: NOW,
    responder: { byKey: bank.issuing.certificate },
    nonce: request.value.nonce,
    certs: [],
  };
  const { bytes: body } = encodeOcspResponse({ ...spec, ...change(spec) }, poolKey(signer));
  return encodeOcspHttpResponse({ body, now: NOW }).bytes;
}

/** What one input did to one endpoint. */
export interface Happening {
  readonly side: Side;
  readonly before: EndState;
  readonly input: EndpointInput;
  readonly after: EndState;
  readonly events: readonly EndpointEvent[];
}

export interface Talk {
  readonly ends: Ends;
  readonly happenings: readonly Happening[];
  /** Application data as it came out. */
  readonly heard: { readonly client: Uint8Array; readonly server: Uint8Array };
}

/** Turns what an endpoint sent at once into the pieces that arrive at the other one. */
export type Carry = (from: Side, sent: readonly SentMessage[]) => readonly Uint8Array[];

export const REQUEST = new TextEncoder().encode('GET /balance HTTP/1.1\r\n\r\n');
export const RESPONSE = new TextEncoder().encode('HTTP/1.1 200 OK\r\n\r\n');

const faithfully: Carry = (_from, sent) => sent.map(({ wire }) => wire);

/** A whole conversation: handshake, request, response, closure by the client; until nobody has more to say. */
export function talk(
  ends: Ends,
  carry: Carry = faithfully,
  askCa: (question: RevocationQuestion) => Uint8Array = ocspGood,
): Talk {
  const now: Ends = { ...ends };
  const happenings: Happening[] = [];
  const heard: Record<Side, Uint8Array> = { client: new Uint8Array(), server: new Uint8Array() };
  const queue: { side: Side; input: EndpointInput }[] = [{ side: 'client', input: { kind: 'start' } }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { side, input } = next;
    const before = now[side];
    const { state, events } = handle(before, input);
    if (isClient(state)) now.client = state;
    else now.server = state;
    happenings.push({ side, before, input, after: state, events });
    const sent = events.flatMap((event) => (event.kind === 'send' ? [event.message] : []));
    if (sent.length > 0) {
      for (const bytes of carry(side, sent)) queue.push({ side: other(side), input: { kind: 'bytes', bytes } });
    }
    for (const event of events) {
      if (event.kind === 'ask') queue.unshift({ side, input: { kind: 'answer', http: askCa(event.question) } });
      if (event.kind === 'established' && side === 'client') queue.push({ side, input: write(REQUEST) });
      if (event.kind === 'data') {
        heard[side] = concat(heard[side], event.data);
        queue.push({ side, input: side === 'server' ? write(RESPONSE) : { kind: 'close' } });
      }
    }
  }
  return { ends: now, happenings, heard };
}

export function handle(state: EndState, input: EndpointInput): { state: EndState; events: EndpointEvent[] } {
  return isClient(state) ? handleClient(state, input) : handleServer(state, input);
}

export const bytesIn = (bytes: Uint8Array): EndpointInput => ({ kind: 'bytes', bytes });
export const write = (data: Uint8Array): EndpointInput => ({ kind: 'write', data });
const isClient = (state: EndState): state is ClientState => 'serverName' in state.config;
export const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');

/** Messages that `side` sent in a conversation, in their order. */
export const sentBy = ({ happenings }: Talk, side: Side): SentMessage[] =>
  happenings.flatMap((one) =>
    one.side === side ? one.events.flatMap((event) => (event.kind === 'send' ? [event.message] : [])) : [],
  );

/** The handshake message, alert or data in a message that went in one record, in the clear. */
export const insideOf = ({ plaintext, wire }: SentMessage): Uint8Array => plaintext ?? wire.subarray(5);

/** Records as the peer of `state` would send them now: under the keys that the endpoint reads with, if it does. */
export function recordFor(state: EndState, type: ContentType, fragment: Uint8Array): Uint8Array {
  const { read } = state.connection;
  if (read === null) return encodeRecord(type, fragment).bytes;
  return protect(read, type, fragment, seededRandom(9, 'peer')).bytes;
}

/** The content of the only record in `wire`, which the endpoint in `state` has sent from there. */
export function openSent(state: EndState, wire: Uint8Array): { type: ContentType; content: Uint8Array } {
  const { records, rest, error } = readRecords(wire);
  const [record] = records;
  if (record === undefined || records.length > 1 || rest.length > 0 || error) throw new Error('not one whole record');
  const { write: keys } = state.connection;
  if (keys === null) return { type: record.type, content: record.fragment };
  const opened = unprotect(keys, record);
  if (!opened.ok) throw new Error(opened.alert);
  return { type: record.type, content: opened.plaintext };
}

/** The same handshake bytes in other records, cut where `cuts` (fractions of their length) say. */
export function recut(fragments: readonly Uint8Array[], cuts: readonly number[]): Uint8Array[] {
  return slices(concat(...fragments), cuts).map((fragment) => encodeRecord('handshake', fragment).bytes);
}

/** Slices at fractions of the length; none is empty. */
export function slices(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const inside = cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b);
  const places = [0, ...inside, bytes.length];
  return places.slice(1).flatMap((end, i) => {
    const slice = bytes.subarray(places[i], end);
    return slice.length > 0 ? [slice] : [];
  });
}

/** The secrets that `side` reported, by name. */
export function secretsOf({ happenings }: Talk, side: Side): Record<string, Uint8Array> {
  const events = happenings.flatMap((one) => (one.side === side ? one.events : []));
  return Object.fromEntries(events.flatMap((e) => (e.kind === 'secret' ? [[e.secret, e.value] as const] : [])));
}

/** Every input is answered by a state and events; an endpoint that has ended says so once, and then nothing. */
export function survives(from: EndState, inputs: readonly Uint8Array[]): void {
  let now = from;
  for (const input of inputs) {
    const hasEnded = now.name === 'failed' || now.name === 'closed';
    const next = handle(now, bytesIn(input));
    if (hasEnded) expect(next.events).toEqual([]);
    const ends = next.events.filter((event) => event.kind === 'ended').length;
    expect(ends).toBe(!hasEnded && (next.state.name === 'failed' || next.state.name === 'closed') ? 1 : 0);
    now = next.state;
  }
  const rest = [
    { kind: 'answer', http: inputs[0] ?? null },
    { kind: 'updateKeys', request: true },
  ] as const;
  for (const input of [...rest, write(REQUEST), { kind: 'close' } as const]) now = handle(now, input).state;
}
