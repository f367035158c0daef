// An error of the protocol as a check: which rule is broken, in which message, by which field and value, and at which byte.
import type { Span } from '../bytes/span.ts';
import type { CitationKey } from '../pki/citations.ts';
import { type CheckResult, isProtocolCheck, type ProtocolCheckId } from '../pki/path/result.ts';
import type { Version } from './config.ts';
import { errorCode, type TlsError } from './error.ts';
import { extensionName, handshakeTypeName } from './messages/codePoints.ts';
import { decodeHandshake } from './messages/handshake.ts';
import { suiteName } from './suites.ts';

/** What was being read when the error came up. */
export interface Reading {
  /** A handshake message with its header; for anything else the record. */
  readonly raw: Uint8Array;
  readonly kind: 'handshake' | 'record';
  /** Added to an offset in `raw`, so that bytes count as they are shown: from the record's header on, or, where it was protected, from the first byte inside. */
  readonly start: number;
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
): CheckResult | null {
  const check = errorCode(error);
  if (error.kind === 'check' || error.kind === 'alert' || !isProtocolCheck(check)) return null;
  const message = reading?.kind === 'handshake' ? handshakeTypeName(reading.raw[0] ?? -1) : null;
  const spans = reading?.kind === 'handshake' ? (spansOf?.(reading.raw) ?? spans12(reading.raw)) : [];
  const start = reading?.start ?? 0;
  const told = tell(error, spans, start);
  const evidence = { ...(message === null ? {} : { message }), ...told };
  return { certificate: null, check, result: 'fail', reference: REFERENCES[version][check], evidence };
}

type Evidence = Record<string, string | number>;

function tell(error: Exclude<TlsError, { kind: 'check' | 'alert' }>, spans: readonly Span[], start: number): Evidence {
  const at = (...fields: string[]): Evidence => located(fields, spans, start);
  switch (error.kind) {
    case 'order':
      return { ...at('handshake.type'), expected: error.expected, value: error.got };
    case 'flood':
      return { value: error.got, limit: error.limit };
    case 'decode':
      return { field: error.error.field, problem: error.error.problem, byte: start + error.error.offset };
    case 'certificate':
      return {
        ...at('certificate.list'),
        field: error.error.field,
        problem: error.error.problem,
        certificate: error.index + 1,
      };
    case 'empty':
      return { ...at(error.field), problem: 'empty' };
    case 'parameter':
      return { field: error.field, ...at(error.field), problem: error.problem };
    case 'record.overflow':
      return { field: 'record.length', value: error.length, byte: 3 };
    case 'hello.version':
      return {
        ...at('extension.supported_versions', 'clientHello.version', 'serverHello.version'),
        ...(spans.some(({ field }) => field === 'serverHello.version') || error.version !== LEGACY
          ? at('clientHello.version', 'serverHello.version')
          : {}),
      };
    case 'hello.downgrade':
      return at('serverHello.random');
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
      return { ...extensionBlock(spans, start), missing: error.extension };
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
      return { value: error.algorithm };
  }
}

/** Field, value and byte of the first of `fields` that the message has. */
function located(fields: readonly string[], spans: readonly Span[], start: number): Evidence {
  for (const field of fields) {
    const span = find(spans, field);
    if (span) return { field, value: shown(span), byte: start + span.start };
  }
  return {};
}

/** The block of extensions, by what is in it. */
function extensionBlock(spans: readonly Span[], start: number): Evidence {
  const block = spans.find(({ field }) => field.endsWith('.extensions'));
  if (!block) return {};
  const names = block.children.flatMap(({ field, value }) =>
    field.startsWith('extension.') ? [field === 'extension.unknown' ? (value ?? 'unknown') : field.slice(10)] : [],
  );
  // One that nobody knows may be the missing one, with a number that somebody changed.
  const unknown = block.children.find(({ field }) => field === 'extension.unknown');
  const stranger = unknown ? { unknown: `${unknown.value ?? 'an extension'} at byte ${start + unknown.start}` } : {};
  return { field: block.field, value: names.join(', '), ...stranger, byte: start + block.start };
}

function find(spans: readonly Span[], field: string): Span | null {
  for (const span of spans) {
    const found = span.field === field ? span : find(span.children, field);
    if (found) return found;
  }
  return null;
}

/** A list by its items, other values as they are shown, and what is not shown by its length. */
function shown({ value, start, end, children }: Span): string {
  const items = children.filter(({ field }) => !field.endsWith('.length')).map((item) => item.value);
  const list = items.length > 0 && !items.includes(null) ? items.join(', ') : value;
  if (list === null || list === '') return `${end - start} bytes`;
  return list.length > LONGEST_VALUE ? `${list.slice(0, LONGEST_VALUE)}…` : list;
}

const LONGEST_VALUE = 400;

function spans12(raw: Uint8Array): readonly Span[] {
  const decoded = decodeHandshake(raw);
  return decoded.ok ? decoded.value.spans : [];
}

const LEGACY = 0x0303;

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
