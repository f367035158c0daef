// Record protection of TLS 1.2: AES-GCM (RFC 5246 6.2.3.3, RFC 5288 3), ChaCha20-Poly1305
// (RFC 7905 2) and AES-CBC with HMAC (RFC 5246 6.2.3.2).

import { concat } from '../../bytes/hex.ts';
import { Reader } from '../../bytes/reader.ts';
import type { Span } from '../../bytes/span.ts';
import { Writer } from '../../bytes/writer.ts';
import { openAead, sealAead } from '../../crypto/aead.ts';
import { decryptCbc, encryptCbc, openGcm, sealGcm } from '../../crypto/aes.ts';
import { type HashName, hmac } from '../../crypto/hash.ts';
import type { Random } from '../../crypto/random.ts';
import { TLS_1_2 } from '../codePoints/versions.ts';
import type { Suite } from '../suites.ts';
import {
  CONTENT_TYPES,
  type ContentType,
  MAX_FRAGMENT,
  type RawRecord,
  splitPlaintext,
  writeHeader,
} from './record.ts';

/** One direction of a connection after ChangeCipherSpec. */
export interface ProtectionState {
  readonly suite: Suite;
  readonly key: Uint8Array;
  /** Empty for AEAD. */
  readonly macKey: Uint8Array;
  /** The implicit part of the nonce; empty for CBC. */
  readonly iv: Uint8Array;
  /** Number of records that went this way under these keys. */
  readonly sequence: number;
}

/** One direction under another protocol's keys: TLS 1.3 brings its record layer along, and extends this. */
export interface LayeredState {
  readonly layer: RecordLayer;
}
export interface RecordLayer {
  protect(state: LayeredState, type: ContentType, plaintext: Uint8Array, random: Random): Protected;
  unprotect(state: LayeredState, record: RawRecord): Unprotected;
  /** Whether the record is one that comes unprotected though keys are in use. */
  isPlain(state: LayeredState, record: RawRecord): boolean;
}

export type WriteState = ProtectionState | LayeredState;
export type ReadState = ProtectionState | LayeredState;

/** The write keys of both sides; a part that the suite has no use for is empty. */
export interface KeyBlock {
  readonly clientMacKey: Uint8Array;
  readonly serverMacKey: Uint8Array;
  readonly clientKey: Uint8Array;
  readonly serverKey: Uint8Array;
  readonly clientIv: Uint8Array;
  readonly serverIv: Uint8Array;
}

/** What `side` writes and reads with; both sequence numbers begin at 0 (RFC 5246 6.1). */
export function initialStates(
  suite: Suite,
  keys: KeyBlock,
  side: 'client' | 'server',
): { readonly write: ProtectionState; readonly read: ProtectionState } {
  const client = { suite, key: keys.clientKey, macKey: keys.clientMacKey, iv: keys.clientIv, sequence: 0 };
  const server = { suite, key: keys.serverKey, macKey: keys.serverMacKey, iv: keys.serverIv, sequence: 0 };
  return side === 'client' ? { write: client, read: server } : { write: server, read: client };
}

export interface Protected<State = WriteState> {
  /** Whole records: one, or several where the plaintext is longer than 2^14 bytes. */
  readonly bytes: Uint8Array;
  readonly spans: readonly Span[];
  readonly next: State;
}

/** Seals a fragment into records under the keys of `state`, which each record moves on by one sequence number. */
export function protect(
  state: ProtectionState,
  type: ContentType,
  plaintext: Uint8Array,
  random: Random,
): Protected<ProtectionState>;
export function protect(state: WriteState, type: ContentType, plaintext: Uint8Array, random: Random): Protected;
export function protect(state: WriteState, type: ContentType, plaintext: Uint8Array, random: Random): Protected {
  if ('layer' in state) return state.layer.protect(state, type, plaintext, random);
  const writer = new Writer();
  let next = state;
  for (const part of splitPlaintext(plaintext)) {
    const { explicit, sealed } = seal(next, type, part, random);
    writeHeader(writer, type, TLS_1_2, explicit.length + sealed.length);
    writer.group('record.fragment', () => writeFragment(writer, next.suite, explicit, sealed));
    next = { ...next, sequence: next.sequence + 1 };
  }
  return { ...writer.finish(), next };
}

export type Unprotected<State = ReadState> =
  | {
      readonly ok: true;
      /** What is inside; the header may say otherwise (RFC 9846 5.2). */
      readonly type: ContentType;
      readonly plaintext: Uint8Array;
      readonly spans: readonly Span[];
      readonly next: State;
    }
  /**
   * `bad_record_mac` whatever was wrong with padding, MAC or tag: the peer must not learn which (RFC 5246 6.2.3.2).
   * `record_overflow`: authentic, but over 2^14 bytes of plaintext. `unexpected_message`: TLS 1.3, authentic, and of no type.
   */
  | { readonly ok: false; readonly alert: 'bad_record_mac' | 'record_overflow' | 'unexpected_message' };

/** `spans` are those of the record on the wire. */
export function unprotect(state: ProtectionState, record: RawRecord): Unprotected<ProtectionState>;
export function unprotect(state: ReadState, record: RawRecord): Unprotected;
export function unprotect(state: ReadState, record: RawRecord): Unprotected {
  if ('layer' in state) return state.layer.unprotect(state, record);
  const plaintext = open(state, record);
  if (plaintext === null) return { ok: false, alert: 'bad_record_mac' };
  if (plaintext.length > MAX_FRAGMENT) return { ok: false, alert: 'record_overflow' };
  const next = { ...state, sequence: state.sequence + 1 };
  return { ok: true, type: record.type, plaintext, spans: protectedRecordSpans(state.suite, record), next };
}

/** Spans of a protected record: what an onlooker who knows the suite can tell apart, with or without the keys. */
export function protectedRecordSpans(suite: Suite, record: RawRecord): Span[] {
  const explicit = EXPLICIT[suite.cipher];
  const trailer = suite.cipher === 'cbc' ? 0 : TAG;
  if (record.fragment.length < explicit.length + trailer) return [...record.spans];
  return record.spans.map((span) => {
    if (span.field !== 'record.fragment') return span;
    const reader = new Reader(record.wire, span.start, span.end);
    if (explicit.field !== null) reader.take(explicit.length, explicit.field);
    const ciphertext = reader.remaining - trailer;
    if (ciphertext > 0) reader.take(ciphertext, 'record.ciphertext');
    if (trailer > 0) reader.take(trailer, 'record.tag');
    return { ...span, value: null, children: reader.spans };
  });
}

const NONCE = 8;
const TAG = 16;
const BLOCK = 16;

const EXPLICIT: Readonly<Record<Suite['cipher'], { readonly length: number; readonly field: string | null }>> = {
  gcm: { length: NONCE, field: 'record.explicitNonce' },
  chacha20: { length: 0, field: null },
  cbc: { length: BLOCK, field: 'record.iv' },
};

function writeFragment(writer: Writer, suite: Suite, explicit: Uint8Array, sealed: Uint8Array): void {
  const trailer = suite.cipher === 'cbc' ? 0 : TAG;
  const { field } = EXPLICIT[suite.cipher];
  if (field !== null) writer.put(explicit, field);
  const ciphertext = sealed.subarray(0, sealed.length - trailer);
  if (ciphertext.length > 0) writer.put(ciphertext, 'record.ciphertext');
  if (trailer > 0) writer.put(sealed.subarray(sealed.length - trailer), 'record.tag');
}

function seal(
  state: ProtectionState,
  type: ContentType,
  plaintext: Uint8Array,
  random: Random,
): { explicit: Uint8Array; sealed: Uint8Array } {
  const { suite, key, iv, sequence } = state;
  const header = pseudoHeader(sequence, type, TLS_1_2, plaintext.length);
  switch (suite.cipher) {
    case 'gcm': {
      const explicit = uint64(sequence);
      return { explicit, sealed: sealGcm({ key, nonce: concat(iv, explicit), aad: header, plaintext }) };
    }
    case 'chacha20': {
      const nonce = sequenceNonce(iv, sequence);
      return {
        explicit: new Uint8Array(),
        sealed: sealAead('CHACHA20-POLY1305', { key, nonce, aad: header, plaintext }),
      };
    }
    case 'cbc': {
      const explicit = random(`record.iv.${sequence}`, BLOCK);
      const mac = hmac(macHashOf(suite), state.macKey, header, plaintext);
      const unpadded = plaintext.length + mac.length;
      // GenericBlockCipher: 1 to 16 bytes, each of which holds the number of those before the last one.
      const padding = new Uint8Array(BLOCK - (unpadded % BLOCK)).fill(BLOCK - (unpadded % BLOCK) - 1);
      return { explicit, sealed: encryptCbc(key, explicit, concat(plaintext, mac, padding)) };
    }
  }
}

function open(state: ProtectionState, record: RawRecord): Uint8Array | null {
  const explicit = record.fragment.subarray(0, EXPLICIT[state.suite.cipher].length);
  const sealed = record.fragment.subarray(explicit.length);
  return state.suite.cipher === 'cbc'
    ? openBlocks(state, record, explicit, sealed)
    : openSealed(state, record, explicit, sealed);
}

function openSealed(
  state: ProtectionState,
  record: RawRecord,
  explicit: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | null {
  if (sealed.length < TAG) return null;
  const aad = pseudoHeader(state.sequence, record.type, record.version, sealed.length - TAG);
  const { suite, key, iv, sequence } = state;
  return suite.cipher === 'chacha20'
    ? openAead('CHACHA20-POLY1305', { key, nonce: sequenceNonce(iv, sequence), aad, sealed })
    : openGcm({ key, nonce: concat(iv, explicit), aad, sealed });
}

/** The MAC is computed even if the padding is wrong, then over all that might be content (RFC 5246 6.2.3.2). */
function openBlocks(state: ProtectionState, record: RawRecord, iv: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  const { suite, sequence } = state;
  const macLength = suite.macKeyLength;
  if (iv.length < BLOCK || sealed.length % BLOCK !== 0 || sealed.length < macLength + 1) return null;
  const blocks = decryptCbc(state.key, iv, sealed);
  const paddingLength = blocks[blocks.length - 1] ?? 0;
  const paddingFits = paddingLength + 1 + macLength <= blocks.length;
  const trailer = paddingFits ? paddingLength + 1 : 1;
  let difference = paddingFits ? 0 : 1;
  for (const byte of blocks.subarray(blocks.length - trailer)) difference |= byte ^ paddingLength;
  const contentLength = blocks.length - (difference === 0 ? trailer : 1) - macLength;
  const content = blocks.subarray(0, contentLength);
  const header = pseudoHeader(sequence, record.type, record.version, contentLength);
  const mac = hmac(macHashOf(suite), state.macKey, header, content);
  const received = blocks.subarray(contentLength, contentLength + macLength);
  for (let i = 0; i < macLength; i++) difference |= (mac[i] ?? 0) ^ (received[i] ?? 0);
  return difference === 0 ? content : null;
}

/** seq_num + type + version + length: what the MAC covers before the content, and GCM's additional data. */
function pseudoHeader(sequence: number, type: ContentType, version: number, length: number): Uint8Array {
  const code = CONTENT_TYPES[type];
  return concat(uint64(sequence), Uint8Array.of(code, version >> 8, version & 255, length >> 8, length & 255));
}

/** RFC 7905 2: the sequence number, as long as the IV with zeros on its left, XOR the IV. */
export function sequenceNonce(iv: Uint8Array, sequence: number): Uint8Array {
  const padded = concat(new Uint8Array(iv.length - 8), uint64(sequence));
  return iv.map((byte, i) => byte ^ (padded[i] ?? 0));
}

function uint64(value: number): Uint8Array {
  if (!Number.isSafeInteger(value)) throw new RangeError('record sequence number would wrap');
  const bytes = new Uint8Array(8);
  for (let i = 7, rest = value; rest > 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest & 255;
  return bytes;
}

function macHashOf(suite: Suite): HashName {
  if (suite.macHash === null) throw new RangeError(`${suite.name} has no record MAC`);
  return suite.macHash;
}
