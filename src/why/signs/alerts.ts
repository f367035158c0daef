// Alerts, by name or number, in the words of every program: who received one was told by the other side, who sent one has
// refused. Names and numbers are those of the standard (tls/alertCodes.ts); other wordings stand beside.

import { ALERT_CODES, type AlertName, alertName } from '../../tls/alertCodes.ts';
import { squeezedWord } from '../automaton.ts';
import { ALERT_MEANS } from '../meaning.ts';
import {
  type Around,
  numberIn,
  reading,
  type SignReader,
  type SignReading,
  type SignRule,
  type SpeakerSide,
} from './rule.ts';

/** By other words than the standard's: Go, GnuTLS, NSS, BoringSSL, Erlang. */
const OTHER_NAMES: Readonly<Partial<Record<AlertName, readonly string[]>>> = {
  bad_record_mac: ['bad record MAC'],
  decryption_failed_RESERVED: ['decryption failed'],
  record_overflow: ['record overflow'],
  handshake_failure: ['handshake failed', 'handshake failure'],
  no_certificate_RESERVED: ['no certificate'],
  bad_certificate: ['certificate is bad', 'bad cert'],
  unsupported_certificate: ['certificate is not supported', 'unsupported cert'],
  certificate_revoked: ['revoked certificate', 'certificate was revoked', 'revoked cert'],
  certificate_expired: ['expired certificate', 'certificate is expired', 'expired cert'],
  certificate_unknown: ['unknown certificate', 'unknown cert'],
  unknown_ca: ['unknown certificate authority', 'CA is unknown'],
  access_denied: ['access was denied'],
  decode_error: ['error decoding message'],
  decrypt_error: ['error decrypting message'],
  export_restriction_RESERVED: ['export restriction'],
  protocol_version: ['protocol version not supported', 'error in protocol version'],
  insufficient_security: ['insufficient security level'],
  certificate_required: ['certificate is required', 'rx certificate required'],
  unrecognized_name: ['the server name sent was not recognized'],
  no_application_protocol: ['no application protocol', 'no supported application protocol could be negotiated'],
  user_canceled: ['user canceled', 'user cancelled'],
};

const names: readonly (readonly [string, AlertName])[] = (Object.keys(ALERT_CODES) as AlertName[])
  .filter((name) => name !== 'close_notify')
  .flatMap((name) =>
    [name.replace('_RESERVED', ''), ...(OTHER_NAMES[name] ?? [])].map((word) => [squeezedWord(word), name] as const),
  )
  .sort(([a], [b]) => b.length - a.length);

/** The alert whose name begins a squeezed text: the longest. */
export function alertAt(squeezed: string): { name: AlertName; length: number } | null {
  for (const [word, name] of names) if (squeezed.startsWith(word)) return { name, length: word.length };
  return null;
}

const alertReading = (name: AlertName, side: SpeakerSide, more = 0): SignReading => ({
  code: `alert:${ALERT_CODES[name]}`,
  means: ALERT_MEANS[name] ?? null,
  side,
  alert: name,
  slot: 'alert',
  more,
});

/** Of an alert's number; null where no alert has it. */
export function alertOfNumber(number: number, side: SpeakerSide): SignReading | null {
  const name = alertName(number);
  return name.startsWith('unknown(') || number === 0 ? null : alertReading(name as AlertName, side);
}

const byName =
  (side: SpeakerSide, skip: readonly string[] = []): SignReader =>
  ({ squeezed }: Around) => {
    let rest = squeezed;
    let skipped = 0;
    for (const word of skip) {
      if (!rest.startsWith(word)) continue;
      rest = rest.slice(word.length);
      skipped += word.length;
    }
    const found = alertAt(rest);
    return found === null ? null : alertReading(found.name, side, skipped + found.length);
  };

const byNumber =
  (side: SpeakerSide): SignReader =>
  ({ after }) => {
    const number = numberIn(after);
    return number === null ? null : alertOfNumber(number, side);
  };

/** `[42]: Certificate is bad`, `is 46`, `: 42` */
const byNumberOrName =
  (side: SpeakerSide): SignReader =>
  (around) => {
    const found = /^[^\d\n]{0,24}?(\d{1,3})\b/.exec(around.after);
    const read = found === null ? null : alertOfNumber(Number(found[1]), side);
    return read ?? byName(side)(around);
  };

const PEER = { side: 'peer', slot: 'alert' } as const;
const SELF = { side: 'self', slot: 'alert' } as const;

export const ALERT_SIGNS: readonly SignRule[] = [
  // OpenSSL, BoringSSL, LibreSSL and what stands on them: Node, Python, curl, nginx, …
  reading(
    ['sslv3 alert', 'tlsv1 alert', 'tlsv11 alert', 'tlsv12 alert', 'tlsv13 alert', 'tlsv1.3 alert', 'ssl/tls alert'],
    byName('peer'),
    PEER,
  ),
  reading('tlsv1', byName('peer'), PEER),
  reading(['ssl alert number', 'ssl alert nu'], byNumber('peer'), PEER),
  reading(['alert read:fatal', 'alert read:warning'], byName('peer'), { ...PEER, program: 'openssl' }),
  reading(['alert write:fatal', 'alert write:warning'], byName('self'), { ...SELF, program: 'openssl' }),
  // curl -v
  reading('(IN), TLS alert', byName('peer'), { ...PEER, program: 'curl', role: 'client' }),
  reading('(OUT), TLS alert', byName('self'), { ...SELF, program: 'curl', role: 'client' }),
  // Go
  reading('remote error: tls', byName('peer'), { ...PEER, program: 'go' }),
  reading('local error: tls', byName('self'), { ...SELF, program: 'go' }),
  reading('tls: alert', (around) => (/^tls: alert/i.test(around.from) ? byNumberOrName('peer')(around) : null), {
    ...PEER,
    program: 'go',
  }),
  // Java
  reading('received fatal alert', byName('peer'), PEER),
  reading(
    ['plaintext alert received: level: fatal; alert', 'plaintext alert received: level: warning; alert'],
    byName('peer'),
    {
      ...PEER,
      program: 'java',
    },
  ),
  reading(
    [
      'fatal alert received',
      'fatal alert was received',
      'received TLS alert',
      'sent a TLS alert',
      'TLS alert received',
    ],
    byNumberOrName('peer'),
    PEER,
  ),
  reading(
    ['sent fatal alert', 'sending fatal alert', 'fatal alert was generated and sent to the remote endpoint'],
    byNumberOrName('self'),
    SELF,
  ),
  // GnuTLS
  reading('received alert', byNumberOrName('peer'), { ...PEER, program: 'gnutls' }),
  // rustls
  reading(['AlertReceived', 'peer sent fatal alert', 'fatal alert from peer'], byName('peer'), PEER),
  // Erlang
  reading('received server alert: fatal', byName('peer'), { ...PEER, program: 'erlang', role: 'client' }),
  reading('received client alert: fatal', byName('peer'), { ...PEER, program: 'erlang', role: 'server' }),
  reading('generated client alert: fatal', byName('self'), { ...SELF, program: 'erlang', role: 'client' }),
  reading('generated server alert: fatal', byName('self'), { ...SELF, program: 'erlang', role: 'server' }),
  // wolfSSL's report, and Schannel's events
  reading('fatal alert code is', byNumber('peer'), PEER),
  reading('alert rx level 2 code', byNumber('peer'), { ...PEER, program: 'wolfssl' }),
  reading('tx level 2 code', byNumber('self'), { ...SELF, program: 'wolfssl' }),
  // A decoded record: tshark, s_client -msg
  reading(['alert (level: fatal, description', 'alert level fatal description'], byName('unknown'), {
    side: 'unknown',
    slot: 'alert',
  }),
  // Mbed TLS
  reading('fatal alert message (msg', byNumber('peer'), { ...PEER, program: 'mbedtls' }),
];
