// The day after: what somebody who recorded a connection reads in it once the server's private key is stolen. From the
// recorded bytes and that key alone.

import { concat, fromHex } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import { decryptPkcs1 } from '../../crypto/rsa.ts';
import type { PrivateKey } from '../../crypto/signingKey.ts';
import { suiteName } from '../../tls/codePoints/cipherSuites.ts';
import type { Side } from '../../tls/events.ts';
import { decodeHandshake, HANDSHAKE_CODES } from '../../tls/messages/handshake.ts';
import type { ClientHello, ServerHello } from '../../tls/messages/types.ts';
import { HANDSHAKE_HEADER, reassembleHandshake } from '../../tls/record/flight.ts';
import { initialStates, type ReadState, unprotect } from '../../tls/record/protection.ts';
import { type RawRecord, readRecords } from '../../tls/record/record.ts';
import { suiteByCode } from '../../tls/suites.ts';
import { extendedMasterSecret, keyBlock, MASTER_SECRET_LENGTH, masterSecret } from '../../tls/tls12/prf.ts';
import type { Recording } from '../recording/recording.ts';

/** One piece of what went over the wire. */
export interface Heard {
  readonly from: Side;
  readonly bytes: Uint8Array;
}

/** A piece of the recording whose records could be opened. */
export interface OpenedRecords {
  /** Index in what was heard. */
  readonly piece: number;
  readonly plaintext: Uint8Array;
}

export type Decryption =
  | {
      readonly kind: 'opened';
      readonly premaster: Uint8Array;
      readonly master: Uint8Array;
      readonly pieces: readonly OpenedRecords[];
    }
  /**
   * `keyExchange`: the key that was stolen signed the key exchange and took no other part in it. `unsealed`: what it
   * opens is no premaster secret. `silent`: no keys were exchanged.
   */
  | { readonly kind: 'closed'; readonly reason: 'keyExchange' | 'unsealed' | 'silent'; readonly suite: string };

/** TLS messages that passed at the server before event `until`, in their order. */
export function heard(
  { events }: Pick<Recording, 'events'>,
  until: number = events.length,
): (Heard & { id: number })[] {
  return events.slice(0, until).flatMap((event) => {
    if (event.kind !== 'sent' || event.message.channel !== 'tls') return [];
    const { from, to, wire } = event.message;
    const side: Side | null = to === 'server' ? 'client' : from === 'server' ? 'server' : null;
    return side === null ? [] : [{ id: event.id, from: side, bytes: fromHex(wire) }];
  });
}

export function openRecorded(pieces: readonly Heard[], key: PrivateKey): Decryption {
  const { client, server, keyExchange, transcript } = readHandshake(pieces);
  const name = server === null ? '' : suiteName(server.suite);
  if (client === null || server === null) return { kind: 'closed', reason: 'silent', suite: name };
  const suite = suiteByCode(server.suite);
  // Only RSA key exchange sends a secret that the certificate's key opens (RFC 5246 7.4.7.1).
  if (suite === null || key.kind !== 'rsa' || !name.startsWith('TLS_RSA_WITH_'))
    return { kind: 'closed', reason: 'keyExchange', suite: name };
  if (keyExchange === null) return { kind: 'closed', reason: 'silent', suite: name };
  const premaster = decryptPkcs1(key, keyExchange);
  if (premaster?.length !== MASTER_SECRET_LENGTH) return { kind: 'closed', reason: 'unsealed', suite: name };
  const extended = server.extensions.some(({ type }) => type === 'extended_master_secret');
  const master = extended
    ? extendedMasterSecret(suite.hash, premaster, digest(suite.hash, transcript))
    : masterSecret(suite.hash, premaster, client.random, server.random);
  const block = keyBlock(suite, master, client.random, server.random);
  const { read: serverRead, write: serverWrite } = initialStates(suite, block, 'server');
  return { kind: 'opened', premaster, master, pieces: openAll(pieces, { client: serverRead, server: serverWrite }) };
}

interface Handshake {
  readonly client: ClientHello | null;
  readonly server: ServerHello | null;
  /** The encrypted premaster secret. */
  readonly keyExchange: Uint8Array | null;
  /** All messages up to and with ClientKeyExchange: what the extended master secret covers (RFC 7627 3). */
  readonly transcript: Uint8Array;
}

/** What is readable: everything up to the first ChangeCipherSpec. */
function readHandshake(pieces: readonly Heard[]): Handshake {
  let found: Handshake = { client: null, server: null, keyExchange: null, transcript: new Uint8Array() };
  for (const { bytes } of pieces) {
    for (const { type, fragment } of readRecords(bytes).records) {
      if (type === 'change_cipher_spec' || found.keyExchange !== null) return found;
      const taken = type === 'handshake' ? reassembleHandshake(fragment) : null;
      for (const raw of taken?.ok ? taken.value.messages : []) found = withMessage(found, raw);
    }
  }
  return found;
}

function withMessage(before: Handshake, raw: Uint8Array): Handshake {
  const found = { ...before, transcript: concat(before.transcript, raw) };
  const decoded = decodeHandshake(raw);
  const message = decoded.ok ? decoded.value.message : null;
  if (message?.type === 'ClientHello') return { ...found, client: message };
  if (message?.type === 'ServerHello') return { ...found, server: message };
  if (message?.type === 'ClientKeyExchange') return { ...found, keyExchange: encryptedPremaster(raw) };
  return found;
}

/** RFC 5246 7.4.7.1: the ciphertext behind two bytes of length. */
function encryptedPremaster(raw: Uint8Array): Uint8Array | null {
  return raw[0] === HANDSHAKE_CODES.ClientKeyExchange ? raw.subarray(HANDSHAKE_HEADER + 2) : null;
}

/** Each direction from its ChangeCipherSpec on; a record that does not open ends what can be read of its direction. */
function openAll(pieces: readonly Heard[], from: Readonly<Record<Side, ReadState>>): OpenedRecords[] {
  const states: Record<Side, ReadState | null> = { client: null, server: null };
  const opened: OpenedRecords[] = [];
  for (const [piece, { from: side, bytes }] of pieces.entries()) {
    const contents: Uint8Array[] = [];
    for (const record of readRecords(bytes).records) {
      const state = states[side];
      if (state !== null) {
        const content = openOne(states, side, state, record);
        if (content !== null) contents.push(content);
      } else if (record.type === 'change_cipher_spec') states[side] = from[side];
    }
    if (contents.length > 0) opened.push({ piece, plaintext: concat(...contents) });
  }
  return opened;
}

function openOne(
  states: Record<Side, ReadState | null>,
  side: Side,
  state: ReadState,
  record: RawRecord,
): Uint8Array | null {
  const result = unprotect(state, record);
  if (!result.ok) return null;
  states[side] = result.next;
  return result.plaintext;
}
