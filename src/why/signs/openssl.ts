// Errors of OpenSSL's queue and of its kin: `error:0A000086:SSL routines:…`. The number carries the library and the reason;
// in the low 12 bits of the reason 1000 plus an alert says that this alert was received. Reasons are known by their words.

import { ALERT_CODES, alertName } from '../../tls/alertCodes.ts';
import type { Meaning } from '../meaning.ts';
import { alertOfNumber } from './alerts.ts';
import { type Around, phrase, reading, type SignReader, type SignReading, type SignRule } from './rule.ts';

/** Library SSL in a packed code: OpenSSL 3 (lib 20 << 23), OpenSSL 1.x and LibreSSL (0x14), BoringSSL (0x10). */
const isSsl = (packed: number): boolean =>
  Math.floor(packed / 2 ** 23) === 20 || Math.floor(packed / 2 ** 24) === 0x14 || Math.floor(packed / 2 ** 24) === 0x10;

/** The alert that a packed code carries: its low 12 bits less 1000. Null where it carries none. */
export function alertInCode(packed: number): SignReading | null {
  if (!isSsl(packed)) return null;
  const number = (packed % 4096) - 1000;
  if (number < 1 || number > 255) return null;
  const name = alertName(number);
  return name in ALERT_CODES ? alertOfNumber(number, 'peer') : null;
}

const hexCode: SignReader = ({ after }: Around) => {
  const found = /^:?([0-9A-Fa-f]{8})(?::|\b)/.exec(after);
  if (found === null) return null;
  const read = alertInCode(Number.parseInt(found[1] ?? '', 16));
  return read === null ? null : { ...read, more: 8 };
};

const decimalCode: SignReader = ({ from, before }: Around) => {
  const found = /^\d{9}\b/.exec(from);
  return found === null || /\d$/.test(before) ? null : alertInCode(Number(found[0]));
};

const reasonRole = (functionName: string): 'client' | 'server' | null =>
  /client_certificate|process_client|client_hello|statem_srvr|accept/.test(functionName)
    ? 'server'
    : /server_certificate|process_server|server_hello|key_exchange|statem_clnt|connect/.test(functionName)
      ? 'client'
      : null;

/** `tls_process_client_certificate`: a function of the server's state machine has refused. */
const roleOfFunction: SignReader = ({ from }) => {
  const role = reasonRole(from.slice(0, 60));
  return role === null ? null : { code: `role:${role}`, role, slot: 'program' };
};

const LIBRARY = { side: 'self', slot: 'library' } as const;
const reason = (
  text: string | readonly string[],
  means: Meaning | null,
  side: 'self' | 'peer' | 'unknown' = 'self',
): SignRule => phrase(text, `openssl:${typeof text === 'string' ? text : text[0]}`, means, { ...LIBRARY, side });

export const OPENSSL_SIGNS: readonly SignRule[] = [
  reading('error', hexCode, { side: 'peer', slot: 'alert' }),
  reading(['268436', '167773', '336151', '336130', '336134'], decimalCode, { side: 'peer', slot: 'alert' }),
  reading(
    [
      'tls_process_client_certificate',
      'tls_post_process_client_hello',
      'tls_early_post_process_client_hello',
      'tls_process_client_hello',
      'tls_post_process_server_certificate',
      'tls_process_server_certificate',
      'tls_process_key_exchange',
      'tls_process_server_hello',
      'ssl_choose_client_version',
      'ossl_statem_client_read_transition',
      'ossl_statem_server_read_transition',
      'ssl3_get_server_certificate',
      'ssl3_get_client_certificate',
      'ssl3_get_client_hello',
      'ssl3_get_server_hello',
    ],
    roleOfFunction,
    { slot: 'program' },
  ),
  reason(['certificate verify failed', 'CERTIFICATE_VERIFY_FAILED'], 'badCertificate'),
  reason(['peer did not return a certificate', 'no certificate returned'], 'noCertificate'),
  reason(['no certificates returned', 'no certificate assigned'], 'noCertificate'),
  reason('bad signature', 'possession'),
  reason(['last octet invalid'], 'possession'),
  reason(['first octet invalid'], 'possession'),
  reason('salt length check failed', 'possession'),
  reason('digest check failed', 'possession'),
  reason(['invalid padding', 'block type is not 01'], 'signature'),
  reason('padding check failed', 'signature'),
  reason('decrypt error openssl', 'possession'),
  reason(['no shared cipher', 'no ciphers available', 'no cipher match'], 'cipher'),
  reason(
    [
      'no suitable signature algorithm',
      'no shared signature algorithms',
      'no shared group',
      'no suitable key share',
      'no common signature algorithms',
    ],
    'cipher',
  ),
  reason(
    [
      'unsupported protocol',
      'wrong ssl version',
      'no protocols available',
      'version too low',
      'version too high',
      'unsupported ssl version',
    ],
    'version',
  ),
  reason(['inappropriate fallback'], 'downgrade'),
  reason(['tls13 downgrade', 'downgrade detected'], 'downgrade'),
  reason(['decryption failed or bad record mac', 'bad mac decode'], 'record'),
  reason('cipher operation failed', 'record'),
  reason(['bad packet length', 'packet length too long'], 'plaintextAlert', 'peer'),
  reason('data length too long', 'decode'),
  reason(['length mismatch', 'cert length mismatch', 'excessive message size', 'decode error openssl'], 'decode'),
  reason(['unexpected message', 'unexpected record'], 'unexpected'),
  reason(
    [
      'wrong version number',
      'SSL routines::http request',
      'ssl3_get_record:http request',
      '[SSL: HTTP_REQUEST]',
      'ERR_SSL_HTTP_REQUEST',
      'https proxy request',
      'unknown protocol',
      'wrong ssl version number',
      'invalid http request',
    ],
    'notTls',
  ),
  phrase('unexpected eof while reading', 'openssl:unexpected eof', 'closed', { side: 'peer', slot: 'transport' }),
  reason(['key usage bit incorrect', 'ecc cert not for signing'], 'keyUsage'),
  reason(['ee key too small', 'key too small', 'dh key too small'], 'weakKey'),
  reason(['ca md too weak', 'md too weak', 'legacy sigalg disallowed or unsupported'], 'weakHash'),
  reason('ca key too small', 'weakKey'),
  reason(['digest check failed finished', 'bad finished', 'got a fin before a ccs'], 'finished'),
  reason(['key values mismatch', 'x509 lib key values mismatch'], 'possession'),
  reason(['unsafe legacy renegotiation disabled'], 'parameter'),
  reason(['missing rsa certificate', 'missing signing cert', 'no certificate set'], 'noCertificate'),
];
