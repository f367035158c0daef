// Alerts on the wire: RFC 5246 7.2, RFC 6066 9, RFC 7301 3.2, and the codes that TLS 1.3 added.
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { Reader } from '../bytes/reader.ts';
import type { Span } from '../bytes/span.ts';
import { Writer } from '../bytes/writer.ts';

export const ALERT_CODES = {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  decryption_failed_RESERVED: 21,
  record_overflow: 22,
  decompression_failure: 30,
  handshake_failure: 40,
  no_certificate_RESERVED: 41,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  access_denied: 49,
  decode_error: 50,
  decrypt_error: 51,
  export_restriction_RESERVED: 60,
  protocol_version: 70,
  insufficient_security: 71,
  internal_error: 80,
  inappropriate_fallback: 86,
  user_canceled: 90,
  no_renegotiation: 100,
  missing_extension: 109,
  unsupported_extension: 110,
  certificate_unobtainable: 111,
  unrecognized_name: 112,
  bad_certificate_status_response: 113,
  bad_certificate_hash_value: 114,
  unknown_psk_identity: 115,
  certificate_required: 116,
  general_error: 117,
  no_application_protocol: 120,
} as const;
export type AlertName = keyof typeof ALERT_CODES;

const ALERT_LEVELS = { warning: 1, fatal: 2 } as const;
export type AlertLevel = keyof typeof ALERT_LEVELS;

/** `unknown(n)` for a code without a name. */
export type AlertDescription = AlertName | `unknown(${number})`;

export interface Alert {
  readonly level: AlertLevel;
  readonly description: AlertDescription;
  readonly code: number;
  readonly spans: readonly Span[];
}

export function alertName(code: number): AlertDescription {
  return NAMES.get(code) ?? `unknown(${code})`;
}

/** The fragment of an alert record: two bytes. */
export function encodeAlert(level: AlertLevel, name: AlertName): { bytes: Uint8Array; spans: Span[] } {
  const writer = new Writer();
  writer.u8(ALERT_LEVELS[level], 'alert.level', level);
  writer.u8(ALERT_CODES[name], 'alert.description', name);
  return writer.finish();
}

/** Reads the fragment of one alert record: two bytes. */
export function decodeAlert(bytes: Uint8Array): Decoded<Alert> {
  return attempt(() => {
    const reader = new Reader(bytes);
    const level = levelOf(reader.u8('alert.level', levelOf));
    const code = reader.u8('alert.description', alertName);
    reader.finish('alert');
    if (level === null) throw new DecodeError('alert.level', 0, `${bytes[0]} is neither warning nor fatal`, 1);
    return { level, description: alertName(code), code, spans: reader.spans };
  });
}

const levelOf = (code: number): AlertLevel | null =>
  code === ALERT_LEVELS.warning ? 'warning' : code === ALERT_LEVELS.fatal ? 'fatal' : null;

const NAMES: ReadonlyMap<number, AlertName> = new Map(
  Object.entries(ALERT_CODES).map(([name, code]) => [code, name as AlertName]),
);
