// Libraries that give numbers: wolfSSL, Mbed TLS, BearSSL, s2n.
import { ALERT_CODES, alertName } from '../../tls/alertCodes.ts';
import type { Meaning } from '../meaning.ts';
import { alertOfNumber } from './alerts.ts';
import { numberIn, phrase, reading, type SignReader, type SignRule } from './rule.ts';

type Numbers = Readonly<Record<number, readonly [string, Meaning]>>;

/** error-ssl.h and error-crypt.h, without the minus. */
const WOLFSSL: Numbers = {
  150: ['not yet valid', 'notYet'],
  151: ['expired', 'expired'],
  155: ['signature', 'signature'],
  160: ['critical', 'critical'],
  180: ['AES-GCM', 'record'],
  188: ['no signer', 'unknownIssuer'],
  193: ['padding', 'possession'],
  198: ['name constraints', 'nameConstraints'],
  229: ['signature verify', 'possession'],
  234: ['path length', 'pathLength'],
  235: ['path inverted', 'pathLength'],
  275: ['self-signed', 'selfSigned'],
  305: ['mac', 'record'],
  306: ['header', 'plaintextAlert'],
  322: ['name', 'hostname'],
  326: ['version', 'version'],
  328: ['buffer', 'decode'],
  345: ['no certificate', 'noCertificate'],
  360: ['crl', 'noStatus'],
  361: ['revoked', 'revoked'],
  373: ['order', 'unexpected'],
  383: ['key usage', 'keyUsage'],
  386: ['purpose', 'purpose'],
  397: ['closed', 'closed'],
  501: ['cipher', 'cipher'],
};

/** ssl.h, x509.h and rsa.h of Mbed TLS 2 and 3, without the minus. */
const MBEDTLS: Numbers = {
  0x2700: ['verification', 'badCertificate'],
  0x2562: ['extension', 'critical'],
  0x2500: ['extension', 'critical'],
  0x4380: ['signature', 'possession'],
  0x4e00: ['ecdsa', 'possession'],
  0x7480: ['no certificate', 'noCertificate'],
  0x7a00: ['certificate', 'badCertificate'],
  0x7a80: ['certificate request', 'unexpected'],
  0x6980: ['cipher', 'cipher'],
  0x7380: ['cipher', 'cipher'],
  0x6e00: ['handshake failure', 'refused'],
  0x6e80: ['version', 'version'],
  0x7180: ['mac', 'record'],
  0x7700: ['unexpected', 'unexpected'],
  0x7200: ['record', 'decode'],
  0x7300: ['decode', 'decode'],
  0x7280: ['closed', 'closed'],
  0x50: ['reset', 'closed'],
};

/** bearssl_ssl.h and bearssl_x509.h. */
const BEARSSL: Numbers = {
  52: ['signature', 'signature'],
  53: ['time unknown', 'dates'],
  54: ['expired', 'dates'],
  55: ['DN mismatch', 'incomplete'],
  56: ['name', 'hostname'],
  57: ['critical', 'critical'],
  58: ['not a CA', 'notCa'],
  59: ['key usage', 'caKeyUsage'],
  60: ['weak key', 'weakKey'],
  62: ['not trusted', 'unknownIssuer'],
  26: ['curve', 'cipher'],
  27: ['handshake signature', 'possession'],
  28: ['wrong key usage', 'keyUsage'],
};

const library =
  (name: string, numbers: Numbers): SignReader =>
  ({ after }) => {
    const number = numberIn(after);
    const found = number === null ? undefined : numbers[number];
    if (found === undefined) return null;
    const side = found[1] === 'closed' || found[1] === 'plaintextAlert' ? 'peer' : 'self';
    return { code: `${name}:${found[0]}`, means: found[1], side, slot: 'check' };
  };

const wolfNumber = library('wolfssl', WOLFSSL);
const wolf: SignReader = (around) => {
  const found = /^[^\d\n]{0,24}?-(\d{2,3})\b/.exec(around.after);
  return found === null ? null : wolfNumber({ ...around, after: found[1] ?? '' });
};

const mbedNumber = library('mbedtls', MBEDTLS);
const mbed: SignReader = (around) => {
  const found = /^[^\n]{0,24}?-(0x[0-9a-fA-F]{2,4})\b/.exec(around.after);
  return found === null ? null : mbedNumber({ ...around, after: found[1] ?? '' });
};

/** An alert that was received is 256 plus its number, one that was sent 512 plus it. */
const bear: SignReader = (around) => {
  const number = numberIn(around.after);
  if (number === null) return null;
  if (number > 256 && number < 512 && alertName(number - 256) in ALERT_CODES)
    return alertOfNumber(number - 256, 'peer');
  if (number > 512 && number < 768 && alertName(number - 512) in ALERT_CODES)
    return alertOfNumber(number - 512, 'self');
  return library('bearssl', BEARSSL)(around);
};

const mbedText = (text: string, code: string, means: Meaning): SignRule =>
  phrase(text, `mbedtls:${code}`, means, { program: 'mbedtls', slot: 'verify' });

export const EMBEDDED_SIGNS: readonly SignRule[] = [
  reading(['wolfSSL_connect', 'wolfSSL_CTX_connect'], wolf, { program: 'wolfssl', role: 'client' }),
  reading(['wolfSSL_accept'], wolf, { program: 'wolfssl', role: 'server' }),
  reading(['wolfSSL_read', 'wolfSSL_write', 'wolfSSL error', 'wolfssl err'], wolf, { program: 'wolfssl' }),
  phrase('received alert fatal error', 'wolfssl:alert', null, { program: 'wolfssl', side: 'peer', slot: 'outcome' }),
  phrase(['ASN date error, current date after', 'ASN date error current date after'], 'wolfssl:expired', 'expired', {
    program: 'wolfssl',
  }),
  phrase('ASN date error, current date before', 'wolfssl:not yet valid', 'notYet', { program: 'wolfssl' }),
  phrase(['ASN no signer error to confirm failure', 'ASN no signer'], 'wolfssl:no signer', 'unknownIssuer', {
    program: 'wolfssl',
  }),
  phrase('ASN sig error, confirm failure', 'wolfssl:signature', 'signature', { program: 'wolfssl' }),
  phrase('ASN self-signed certificate error', 'wolfssl:self-signed', 'selfSigned', { program: 'wolfssl' }),
  phrase('peer subject name mismatch', 'wolfssl:name', 'hostname', { program: 'wolfssl', role: 'client' }),
  phrase('Name Constraint error', 'wolfssl:name constraints', 'nameConstraints', { program: 'wolfssl' }),
  reading(['mbedtls_ssl_handshake', 'ssl_handshake returned', 'handshake returned', 'mbedtls error'], mbed, {
    program: 'mbedtls',
  }),
  phrase('A fatal alert message was received from our peer', 'mbedtls:alert', 'refused', {
    program: 'mbedtls',
    side: 'peer',
    slot: 'outcome',
  }),
  phrase(
    'Certificate verification failed, e.g. CRL, CA or signature check failed',
    'mbedtls:verification',
    'badCertificate',
    { program: 'mbedtls' },
  ),
  mbedText('The certificate validity has expired', 'expired', 'expired'),
  mbedText('The certificate validity starts in the future', 'future', 'notYet'),
  mbedText('The certificate Common Name (CN) does not match with the expected CN', 'name', 'hostname'),
  mbedText('The certificate is not correctly signed by the trusted CA', 'not trusted', 'unknownIssuer'),
  mbedText('Usage does not match the extendedKeyUsage extension', 'purpose', 'purpose'),
  mbedText('Usage does not match the keyUsage extension', 'key usage', 'keyUsage'),
  mbedText('The certificate is signed with an unacceptable key', 'key', 'weakKey'),
  mbedText('The certificate is signed with an unacceptable hash', 'hash', 'weakHash'),
  mbedText('The certificate has been revoked', 'revoked', 'revoked'),
  mbedText('The CRL is expired', 'crl', 'crlExpired'),
  mbedText('Certificate was missing', 'missing', 'noCertificate'),
  reading(['br error', 'bearssl error', 'BR_ERR'], bear, { program: 'bearssl' }),
];
