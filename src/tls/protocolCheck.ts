// An error of the protocol as a check: which rule is broken, in which message, by which field and value, and at which byte.

import { toHex } from '../bytes/hex.ts';
import { contentStart, type Span } from '../bytes/span.ts';
import type { CitationKey } from '../pki/citations.ts';
import { type CheckResult, isProtocolCheck, type ProtocolCheckId } from '../pki/path/result.ts';
import { suiteName } from './codePoints/cipherSuites.ts';
import { extensionName } from './codePoints/extensions.ts';
import { handshakeTypeName } from './codePoints/handshakeTypes.ts';
import { TLS_1_2, type Version } from './codePoints/versions.ts';
import { END_OF_RECORD, errorCode, type TlsError } from './error.ts';
import { decodeHandshake } from './messages/handshake.ts';

/** What was being read when the error came up. */
export interface Reading {
  /** A handshake message with its header, a whole record, or what a record carries. */
  readonly raw: Uint8Array;
  readonly kind: 'handshake' | 'record' | 'content';
  /** Added to an offset in `raw`, so that bytes count as they are shown: from the record's header on, or, where it was protected, from the first byte inside. */
  readonly start: number;
  /** Where `raw` begins in all that the peer has sent on this connection; where it was protected, its record. */
  readonly at: number;
  readonly sealed: boolean;
}

/** Where the byte of a check stands in all that the peer has sent; of what was protected, the record with it. */
export function positionOf({ evidence }: ProtocolCheckResult, { start, at, sealed }: Reading): number {
  const { byte } = evidence;
  return sealed || byte === undefined ? at : at + byte - start;
}

/** Reads a message and says where its fields are. */
export type Spans = (raw: Uint8Array) => readonly Span[] | null;

/**
 * Null for what is no such error: a check of its own, or an alert from the peer. `byte` counts from 0, from the record's
 * header on, or, where the record was protected, from the first byte inside; as in changes by hand.
 */
export function protocolCheck(
  error: TlsError,
  reading: Reading | null,
  version: Version,
  spansOf: Spans | null,
): ProtocolCheckResult | null {
  const check = errorCode(error);
  if (error.kind === 'check' || error.kind === 'alert' || error.kind === 'cut' || !isProtocolCheck(check)) return null;
  const message = reading?.kind === 'handshake' ? handshakeTypeName(reading.raw[0] ?? -1) : null;
  const spans = reading?.kind === 'handshake' ? (spansOf?.(reading.raw) ?? spans12(reading.raw)) : [];
  const told = tell(error, spans, reading ?? NOTHING, version);
  const evidence = { ...(message === null ? {} : { message }), ...told };
  return { certificate: null, check, result: 'fail', reference: REFERENCES[version][check], evidence };
}

/** The check of a rule of the protocol; no certificate is at fault. */
export type ProtocolCheckResult = CheckResult<ProtocolCheckId>;

type Evidence = ProtocolCheckResult['evidence'];

const NOTHING: Reading = { raw: new Uint8Array(), kind: 'record', start: 0, at: 0, sealed: false };

function tell(
  error: Exclude<TlsError, { kind: 'check' | 'alert' | 'cut' }>,
  spans: readonly Span[],
  reading: Reading,
  version: Version,
): Evidence {
  const { raw, start } = reading;
  const at = (...fields: string[]): Evidence => located(fields, spans, reading);
  switch (error.kind) {
    case 'order':
      return {
        ...typeOf(reading, version, error.expected === END_OF_RECORD),
        expected: recorded(error.expected, version),
        value: error.got,
      };
    case 'flood':
      return { ...typeOf(reading, version, false), value: error.got, limit: error.limit };
    case 'decode': {
      const { field, problem, offset, size } = error.error;
      const value = offset < raw.length ? { value: bytesAt(raw, offset, size ?? FIRST_BYTES) } : {};
      return { field, problem, ...value, byte: start + offset };
    }
    case 'certificate': {
      const { field, problem, offset } = error.error;
      const entry = all(spans, 'certificate.list.entry')[error.index];
      const place = (entry?.children[0]?.end ?? 0) + offset;
      return {
        field,
        problem,
        certificate: error.index + 1,
        ...(place < raw.length ? { value: bytesAt(raw, place, FIRST_BYTES) } : {}),
        byte: start + place,
      };
    }
    case 'empty':
      return { ...at(error.field), problem: 'empty' };
    case 'parameter':
      return parameter(error, spans, reading);
    case 'record.overflow':
      return { field: 'record.length', value: error.length, byte: 3 };
    case 'hello.version':
      return {
        ...at('extension.supported_versions', 'clientHello.version', 'serverHello.version'),
        ...(spans.some(({ field }) => field === 'serverHello.version') || error.version !== TLS_1_2
          ? at('clientHello.version', 'serverHello.version')
          : {}),
      };
    case 'hello.downgrade': {
      // The last eight of 32 bytes are the mark (RFC 9846 4.2.3).
      const random = find(spans, 'serverHello.random');
      if (!random) return {};
      const mark = random.end - MARK_LENGTH;
      return { field: random.field, value: toHex(raw.subarray(mark, random.end)), byte: start + mark };
    }
    case 'hello.cipher':
      return error.suite === null
        ? at('clientHello.cipherSuites')
        : { ...at('serverHello.cipherSuite'), value: suiteName(error.suite) };
    case 'hello.compression':
      return at('clientHello.compressionMethods', 'serverHello.compressionMethod');
    case 'hello.extension': {
      const name = /^\d+$/.test(error.extension) ? extensionName(Number(error.extension)) : error.extension;
      return { ...at(`extension.${name}`, 'extension.unknown'), value: name };
    }
    case 'hello.missing':
      return { ...extensionBlock(spans, reading), missing: error.extension };
    case 'hello.group':
      return at('extension.supported_groups');
    case 'hello.scheme':
      return at('extension.signature_algorithms');
    case 'hello.sni':
      return { ...at('extension.server_name'), value: error.name };
    case 'hello.alpn':
      return { ...at('extension.application_layer_protocol_negotiation'), value: error.offered };
    case 'hello.renegotiation':
      return at('extension.renegotiation_info');
    case 'key.type':
      return { ...at('certificate.list.entry', 'certificate.list'), value: error.algorithm };
  }
}

const MARK_LENGTH = 8;

/** Recordings name the states of TLS 1.2, and a server before any hello, by the verb that these had once: `expectFinished`. */
const recorded = (state: string, version: Version): string =>
  version === 'tls1.2' || state === 'waitClientHello' ? state.replace(/^wait(?=[A-Z])/, 'expect') : state;

/**
 * The field that says what a message is: of a handshake message its own, else that of the record. `behind`: of what
 * follows. `record`: where a protected record begins in all that the peer has sent.
 */
function typeOf({ raw, kind, start, at, sealed }: Reading, version: Version, behind: boolean): Evidence {
  if (kind === 'handshake') {
    const place = { field: 'handshake.type', byte: start + (behind ? raw.length : 0) };
    return sealed ? { ...place, record: at } : place;
  }
  // Inside a protected record of TLS 1.3 the type stands behind the content; in TLS 1.2 it is not protected.
  if (sealed) return { field: 'record.type', ...(version === 'tls1.3' ? { byte: raw.length } : {}), record: at };
  return { field: 'record.type', byte: 0 };
}

/** A parameter that is not there is told with the block of extensions that lacks it. */
function parameter(
  { field, problem }: Extract<TlsError, { kind: 'parameter' }>,
  spans: readonly Span[],
  reading: Reading,
): Evidence {
  const found = located([field], spans, reading);
  if (found.byte !== undefined) return { ...found, problem };
  const [, extension] = /^extension\.([a-z_]+)/.exec(field) ?? [];
  if (extension === undefined) return { field, problem };
  const around = located([`extension.${extension}`], spans, reading);
  if (around.byte !== undefined) return { ...around, problem };
  return { ...extensionBlock(spans, reading), missing: extension, problem };
}

/** `16 03 03`, of long values the first bytes. */
function bytesAt(raw: Uint8Array, offset: number, size: number): string {
  const more = size > LONGEST_BYTES ? ` … (${size} bytes)` : '';
  return spaced(raw.subarray(offset, offset + Math.min(size, LONGEST_BYTES))) + more;
}
/** Shown where it cannot be said which bytes are wrong. */
const FIRST_BYTES = 8;
const spaced = (bytes: Uint8Array): string => (toHex(bytes).match(/../g) ?? []).join(' ');

/** Field, value and first byte of the value of the first of `fields` that the message has; of an empty one, its length. */
function located(fields: readonly string[], spans: readonly Span[], { raw, start }: Reading): Evidence {
  for (const field of fields) {
    const span = find(spans, field);
    if (span) return { field, value: shown(span, raw), byte: start + contentStart(span) };
  }
  return {};
}

/** The block of extensions, by what is in it. */
function extensionBlock(spans: readonly Span[], { start }: Reading): Evidence {
  const block = ending(spans, '.extensions');
  if (!block) return {};
  const names = block.children.flatMap(({ field, value }) =>
    field.startsWith('extension.') ? [field === 'extension.unknown' ? (value ?? 'unknown') : field.slice(10)] : [],
  );
  // One that nobody knows may be the missing one, with a number that somebody changed.
  const unknown = block.children.find(({ field }) => field === 'extension.unknown');
  const stranger = unknown ? { unknown: `${unknown.value ?? 'an extension'} at byte ${start + unknown.start}` } : {};
  return { field: block.field, value: names.join(', '), ...stranger, byte: start + contentStart(block) };
}

function find(spans: readonly Span[], field: string): Span | null {
  for (const span of spans) {
    const found = span.field === field ? span : find(span.children, field);
    if (found) return found;
  }
  return null;
}

function ending(spans: readonly Span[], end: string): Span | null {
  for (const span of spans) {
    const found = span.field.endsWith(end) ? span : ending(span.children, end);
    if (found) return found;
  }
  return null;
}

const all = (spans: readonly Span[], field: string): Span[] =>
  spans.flatMap((span) => (span.field === field ? [span] : all(span.children, field)));

/** A list by its items, other values as they are shown, and what is not shown by its bytes; a length only of what is empty. */
function shown(span: Span, raw: Uint8Array): string {
  const { value, end, children } = span;
  const items = children.filter(({ field }) => !field.endsWith('.length')).map((item) => item.value);
  const list = items.length > 0 && !items.includes(null) ? items.join(', ') : value;
  if (list === null || list === '') {
    const from = contentStart(span);
    return bytesAt(raw, from, end - from);
  }
  return list.length > LONGEST_VALUE ? `${list.slice(0, LONGEST_VALUE)}…` : list;
}

const LONGEST_VALUE = 400;
const LONGEST_BYTES = 16;

function spans12(raw: Uint8Array): readonly Span[] {
  const decoded = decodeHandshake(raw);
  return decoded.ok ? decoded.value.spans : [];
}

const REFERENCES: Readonly<Record<Version, Readonly<Record<ProtocolCheckId, CitationKey>>>> = {
  'tls1.2': {
    order: 'tls12.7.3',
    flood: 'policy.limits',
    decode: 'tls12.7.2.2',
    parameter: 'tls12.7.2.2',
    'record.overflow': 'tls12.6.2.1',
    'hello.version': 'tls12.7.4.1.2',
    'hello.downgrade': 'tls13.4.2.3',
    'hello.cipher': 'tls12.7.4.1.3',
    'hello.compression': 'tls12.7.4.1.3',
    'hello.extension': 'tls12.7.4.1.4',
    'hello.missing': 'tls12.7.4.1.4',
    'hello.group': 'ecc.5.1',
    'hello.scheme': 'tls12.7.4.1.4.1',
    'hello.sni': 'sni.3',
    'hello.alpn': 'alpn.3.2',
    'hello.renegotiation': 'reneg.3.4',
    'key.type': 'tls12.7.4.2',
  },
  'tls1.3': {
    order: 'tls13.4',
    flood: 'policy.limits',
    decode: 'tls13.6.2',
    parameter: 'tls13.6.2',
    'record.overflow': 'tls13.5.2',
    'hello.version': 'tls13.4.2.2',
    'hello.downgrade': 'tls13.4.2.3',
    'hello.cipher': 'tls13.4.2.1',
    'hello.compression': 'tls13.4.2.2',
    'hello.extension': 'tls13.4.3',
    'hello.missing': 'tls13.9.2',
    'hello.group': 'tls13.4.2.1',
    'hello.scheme': 'tls13.4.2.1',
    'hello.sni': 'sni.3',
    'hello.alpn': 'alpn.3.2',
    'hello.renegotiation': 'reneg.3.4',
    'key.type': 'tls13.4.5.2',
  },
};
