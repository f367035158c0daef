// rustls and webpki, in Display and Debug form, also through hyper, reqwest, tokio-rustls, Deno.

import { ALERT_CODES } from '../../tls/alertCodes.ts';
import type { Meaning } from '../meaning.ts';
import { alertAt, alertOfNumber } from './alerts.ts';
import { phrase, reading, type SignReader, type SignRule } from './rule.ts';

const RUST = { program: 'rustls' } as const;

/** CertificateError of rustls, and webpki::Error. */
const ERRORS: readonly (readonly [string, Meaning])[] = [
  ['ExpiredContext', 'expired'],
  ['NotValidYetContext', 'notYet'],
  ['NotValidForNameContext', 'hostname'],
  ['InvalidPurposeContext', 'purpose'],
  ['UnknownRevocationStatus', 'noStatus'],
  ['ExpiredRevocationList', 'crlExpired'],
  ['ExpiredRevocationListContext', 'crlExpired'],
  ['Expired', 'expired'],
  ['CertExpired', 'expired'],
  ['NotValidYet', 'notYet'],
  ['CertNotValidYet', 'notYet'],
  ['NotValidForName', 'hostname'],
  ['CertNotValidForName', 'hostname'],
  ['UnknownIssuer', 'unknownIssuer'],
  ['BadSignature', 'signature'],
  ['InvalidSignatureForPublicKey', 'signature'],
  ['InvalidPurpose', 'purpose'],
  ['RequiredEkuNotFound', 'purpose'],
  ['UnhandledCriticalExtension', 'critical'],
  ['UnsupportedCriticalExtension', 'critical'],
  ['EndEntityUsedAsCA', 'notCa'],
  ['CAUsedAsEndEntity', 'selfSigned'],
  ['PathLenConstraintViolated', 'pathLength'],
  ['NameConstraintViolation', 'nameConstraints'],
  ['Revoked', 'revoked'],
  ['BadEncoding', 'badCertificate'],
  ['UnsupportedSignatureAlgorithm', 'weakHash'],
  ['UnsupportedSignatureAlgorithmForPublicKey', 'weakHash'],
  ['ApplicationVerificationFailure', 'badCertificate'],
];

const certificate: SignReader = ({ squeezed }) => {
  const rest = squeezed.replace(/^(?:other)?(?:othererror)?/, '');
  const skipped = squeezed.length - rest.length;
  const found = ERRORS.filter(([name]) => rest.startsWith(name.toLowerCase())).sort(
    (a, b) => b[0].length - a[0].length,
  )[0];
  if (found !== undefined)
    return {
      code: `rustls:${found[0]}`,
      means: found[1],
      side: 'self',
      slot: 'check',
      more: skipped + found[0].length,
    };
  if (/^certificateexpired|^certificatenotvalidyet/.test(rest))
    return {
      code: rest.startsWith('certificateexpired') ? 'rustls:Expired' : 'rustls:NotValidYet',
      means: rest.startsWith('certificateexpired') ? 'expired' : 'notYet',
      side: 'self',
      slot: 'check',
    };
  if (rest.startsWith('certificatenotvalidforname'))
    return { code: 'rustls:NotValidForName', means: 'hostname', side: 'self', slot: 'check' };
  return { code: 'rustls:certificate', means: 'badCertificate', side: 'self', slot: 'check' };
};

const alert: SignReader = ({ squeezed }) => {
  const found = alertAt(squeezed);
  const read = found === null ? null : alertOfNumber(ALERT_CODES[found.name], 'peer');
  return read === null || found === null ? null : { ...read, more: found.length };
};

const own = (
  text: string | readonly string[],
  code: string,
  means: Meaning | null,
  role?: 'client' | 'server',
): SignRule => phrase(text, `rustls:${code}`, means, role === undefined ? RUST : { ...RUST, role });

export const RUSTLS_SIGNS: readonly SignRule[] = [
  reading(
    ['invalid peer certificate', 'InvalidCertificate', 'InvalidCertificateData', 'invalid certificate'],
    certificate,
    RUST,
  ),
  reading('AlertReceived', alert, { ...RUST, side: 'peer', slot: 'alert' }),
  own(['peer sent no certificates', 'NoCertificatesPresented'], 'no certificate', 'noCertificate', 'server'),
  own("cannot decrypt peer's message", 'decrypt', 'record'),
  own(['AttemptedDowngradeToTls12WhenTls13IsSupported'], 'downgrade', 'downgrade', 'client'),
  own(['received corrupt message', 'InvalidMessage', 'CorruptMessage'], 'corrupt', 'decode'),
  own(
    [
      'received unexpected handshake message',
      'received unexpected message',
      'InappropriateHandshakeMessage',
      'InappropriateMessage',
    ],
    'unexpected',
    'unexpected',
  ),
  own(
    [
      'NoKxGroupsInCommon',
      'NoCipherSuitesInCommon',
      'NoSignatureSchemesInCommon',
      'NoCertificateRequestSignatureSchemesInCommon',
    ],
    'nothing in common',
    'cipher',
  ),
  own(
    [
      'Tls12NotOfferedOrEnabled',
      'Tls12NotOffered',
      'Tls13RequiredForQuic',
      'SupportedVersionsExtensionRequired',
      'ServerDoesNotSupportTls12Or13',
    ],
    'version',
    'version',
  ),
  own('peer misbehaved', 'misbehaved', 'parameter'),
  own('peer is incompatible', 'incompatible', 'cipher'),
  own('InvalidDnsName', 'name', 'hostname', 'client'),
  phrase(['peer closed connection without sending TLS close_notify'], 'rustls:closed', 'closed', {
    ...RUST,
    side: 'peer',
    slot: 'transport',
  }),
];
