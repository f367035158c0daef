// Record protection of TLS 1.3, RFC 9846 5.2 to 5.4: one AEAD, a nonce from the sequence number, the true content type and
// padding inside.

import { concat } from '../../bytes/hex.ts';
import { Reader } from '../../bytes/reader.ts';
import type { Span } from '../../bytes/span.ts';
import { Writer } from '../../bytes/writer.ts';
import { AEAD_TAG_LENGTH, openAead, sealAead } from '../../crypto/aead.ts';
import { TLS_1_2 } from '../codePoints/versions.ts';
import type { LayeredState, Protected, RecordLayer, Unprotected } from '../record/protection.ts';
import {
  CONTENT_TYPES,
  type ContentType,
  MAX_FRAGMENT,
  type RawRecord,
  RECORD_HEADER,
  writeHeader,
} from '../record/record.ts';
import { trafficKeys } from './keySchedule.ts';
import type { Suite13 } from './suites13.ts';

/** One direction of a connection under one traffic secret. */
export interface Traffic extends LayeredState {
  readonly suite: Suite13;
  readonly secret: Uint8Array;
  readonly key: Uint8Array;
  /** 12 bytes. */
  readonly iv: Uint8Array;
  /** Number of records that went this way under this secret. */
  readonly sequence: number;
  /** A server: until the first protected record, the client's alerts come in the open, since it may have no keys. */
  readonly plainAlerts: boolean;
}

/** Keys of a traffic secret, at the first record (7.3). */
export function trafficOf(suite: Suite13, secret: Uint8Array, plainAlerts = false): Traffic {
  const keys = trafficKeys(suite.hash, secret, suite.keyLength);
  return { suite, secret, ...keys, sequence: 0, plainAlerts, layer: LAYER };
}

/** 5.2: at most 2^14 + 256 bytes of ciphertext. */
const MAX_CIPHERTEXT_13 = MAX_FRAGMENT + 256;

/** Seals at most 2^14 bytes in one record. On the outside it says application_data, version 1.2 (5.2). */
export function seal13(traffic: Traffic, type: ContentType, content: Uint8Array, padding = 0): Protected<Traffic> {
  const inner = concat(content, Uint8Array.of(CONTENT_TYPES[type]), new Uint8Array(padding));
  const length = inner.length + AEAD_TAG_LENGTH;
  const writer = new Writer();
  writeHeader(writer, 'application_data', TLS_1_2, length);
  const { suite, key } = traffic;
  const sealed = sealAead(suite.aead, { key, nonce: nonceOf(traffic), aad: header(length), plaintext: inner });
  writer.group('record.fragment', () => {
    writer.put(sealed.subarray(0, inner.length), 'record.ciphertext');
    writer.put(sealed.subarray(inner.length), 'record.tag');
  });
  return { ...writer.finish(), next: { ...traffic, sequence: traffic.sequence + 1 } };
}

/** `unexpected_message`: nothing but zeros inside, or a type that there is not. */
export function open13(traffic: Traffic, record: RawRecord): Unprotected<Traffic> {
  const { suite, key } = traffic;
  const sealed = record.fragment;
  if (sealed.length > MAX_CIPHERTEXT_13) return { ok: false, alert: 'record_overflow' };
  if (sealed.length < AEAD_TAG_LENGTH) return { ok: false, alert: 'bad_record_mac' };
  const aad = record.wire.subarray(0, RECORD_HEADER);
  const inner = openAead(suite.aead, { key, nonce: nonceOf(traffic), aad, sealed });
  if (inner === null) return { ok: false, alert: 'bad_record_mac' };
  // 5.2: the limit holds for content, type and padding together.
  if (inner.length > MAX_FRAGMENT + 1) return { ok: false, alert: 'record_overflow' };
  // 5.4: the type is the last byte that is not zero; the zeros behind it are padding.
  let end = inner.length;
  while (end > 0 && inner[end - 1] === 0) end -= 1;
  const type = end === 0 ? null : typeOf(inner[end - 1] ?? 0);
  if (type === null) return { ok: false, alert: 'unexpected_message' };
  const next = { ...traffic, sequence: traffic.sequence + 1 };
  return { ok: true, type, plaintext: inner.subarray(0, end - 1), spans: spansOf(record), next };
}

/** What an onlooker can tell apart without the keys. */
function spansOf({ spans, wire, fragment }: RawRecord): Span[] {
  if (fragment.length <= AEAD_TAG_LENGTH) return [...spans];
  return spans.map((span) => {
    if (span.field !== 'record.fragment') return span;
    const reader = new Reader(wire, span.start, span.end);
    reader.take(reader.remaining - AEAD_TAG_LENGTH, 'record.ciphertext');
    reader.take(AEAD_TAG_LENGTH, 'record.tag');
    return { ...span, value: null, children: reader.spans };
  });
}

/** Plain though keys are in use: a ChangeCipherSpec, which means nothing (5), and alerts where `plainAlerts` says so. */
const isPlain = (traffic: Traffic, { type }: RawRecord): boolean =>
  type === 'change_cipher_spec' || (type === 'alert' && traffic.plainAlerts && traffic.sequence === 0);

/** Every state with this layer is a Traffic: only trafficOf makes them. */
const LAYER: RecordLayer = {
  protect: (state, type, plaintext) => seal13(state as Traffic, type, plaintext),
  unprotect: (state, record) => open13(state as Traffic, record),
  isPlain: (state, record) => isPlain(state as Traffic, record),
};

/** 5.3: the IV, its end XORed with the sequence number in 64 bits. */
function nonceOf({ iv, sequence }: Traffic): Uint8Array {
  if (!Number.isSafeInteger(sequence)) throw new RangeError('record sequence number would wrap');
  const nonce = iv.slice();
  const view = new DataView(nonce.buffer);
  view.setUint32(4, view.getUint32(4) ^ Math.floor(sequence / 2 ** 32));
  view.setUint32(8, view.getUint32(8) ^ (sequence % 2 ** 32));
  return nonce;
}

/** The additional data: the header of the record. */
const header = (length: number): Uint8Array =>
  Uint8Array.of(CONTENT_TYPES.application_data, TLS_1_2 >> 8, TLS_1_2 & 255, length >> 8, length & 255);

function typeOf(code: number): ContentType | null {
  const found = Object.entries(CONTENT_TYPES).find(([, one]) => one === code);
  return found === undefined ? null : (found[0] as ContentType);
}
