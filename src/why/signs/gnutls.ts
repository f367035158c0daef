// GnuTLS, and what stands on it: wget, gnutls-cli, glib, ldap-utils, exim.

import type { Meaning } from '../meaning.ts';
import { numberIn, phrase, reading, type SignReader, type SignRule } from './rule.ts';

const GNUTLS = { program: 'gnutls' } as const;
const own = (text: string | readonly string[], code: string, means: Meaning | null): SignRule =>
  phrase(text, `gnutls:${code}`, means, GNUTLS);

/** The numbers of gnutls.h, by `GNUTLS_E_*` or in brackets. */
const CODES: Readonly<Record<number, readonly [string, Meaning]>> = {
  8: ['version', 'version'],
  9: ['decode', 'decode'],
  15: ['unexpected', 'unexpected'],
  21: ['cipher', 'cipher'],
  24: ['decryption', 'record'],
  43: ['certificate', 'badCertificate'],
  49: ['no certificate', 'noCertificate'],
  55: ['illegal parameter', 'parameter'],
  87: ['cipher', 'cipher'],
  89: ['signature', 'possession'],
  110: ['terminated', 'closed'],
  112: ['required', 'noCertificate'],
  348: ['certificate', 'badCertificate'],
};
const byNumber: SignReader = ({ after }) => {
  const found = CODES[numberIn(after) ?? -1];
  return found === undefined
    ? null
    : { code: `gnutls:${found[0]}`, means: found[1], side: found[1] === 'closed' ? 'peer' : 'self', slot: 'library' };
};

export const GNUTLS_SIGNS: readonly SignRule[] = [
  reading(['gnutls error', 'gnutls_handshake() failed: error'], byNumber, GNUTLS),
  phrase(['A TLS fatal alert has been received'], 'gnutls:alert', null, { ...GNUTLS, side: 'peer', slot: 'outcome' }),
  own(['The certificate chain uses expired certificate'], 'expired', 'expired'),
  own('The certificate chain uses not yet valid certificate', 'not yet', 'notYet'),
  own('The name in the certificate does not match the expected', 'name', 'hostname'),
  own('The certificate issuer is unknown', 'issuer', 'unknownIssuer'),
  own('The certificate issuer is not a CA', 'not a CA', 'notCa'),
  own('The signature in the certificate is invalid', 'signature', 'signature'),
  own('The certificate chain does not match the intended purpose', 'purpose', 'purpose'),
  own('The certificate chain uses insecure algorithm', 'algorithm', 'weakHash'),
  own('The certificate contains an unknown critical extension', 'critical', 'critical'),
  own("The certificate chain violates the signer's constraints", 'constraints', 'constraints'),
  own('The certificate chain is revoked', 'revoked', 'revoked'),
  own(
    [
      'The revocation or OCSP data are old',
      'The revocation data are issued with a future date',
      'The OCSP response is',
    ],
    'status',
    'noStatus',
  ),
  own('The certificate requires the server to include an OCSP status', 'staple', 'noStatus'),
  own('Error setting the x509 CRL file: Error in the CRL verification', 'crl', 'crlExpired'),
  own('Public key signature verification has failed', 'handshake signature', 'possession'),
  own('Key usage violation in certificate has been detected', 'key usage', 'keyUsage'),
  own('Error in the certificate', 'certificate', 'badCertificate'),
  own(['No certificate was found', 'The peer did not send any certificate'], 'no certificate', 'noCertificate'),
  own('Certificate is required', 'required', 'noCertificate'),
  own('Decryption has failed', 'decryption', 'record'),
  own('An illegal parameter has been received', 'illegal parameter', 'parameter'),
  own(['Error decoding the received TLS packet', 'Invalid TLS extensions length field'], 'decode', 'decode'),
  own(
    ['An unexpected TLS handshake packet was received', 'An unexpected TLS packet was received'],
    'unexpected',
    'unexpected',
  ),
  own(
    [
      'No supported cipher suites have been found',
      'No or insufficient priorities were set',
      'Could not negotiate a supported cipher suite',
    ],
    'cipher',
    'cipher',
  ),
  own('A packet with illegal or unsupported version was received', 'version', 'version'),
  phrase(
    [
      'The TLS connection was non-properly terminated',
      'Server has terminated the connection abnormally',
      'The specified session has been invalidated for some reason',
    ],
    'gnutls:terminated',
    'closed',
    { ...GNUTLS, side: 'peer', slot: 'transport' },
  ),
  // wget
  ...(
    [
      ['has expired', 'expired', 'expired'],
      ['is not yet activated', 'not yet', 'notYet'],
      ["doesn't have a known issuer", 'issuer', 'unknownIssuer'],
      ["hasn't got a known issuer", 'issuer', 'unknownIssuer'],
      ['was signed using an insecure algorithm', 'algorithm', 'weakHash'],
      ['has been revoked', 'revoked', 'revoked'],
    ] as const
  ).map(([text, code, means]) =>
    reading(
      text,
      ({ before }) =>
        /certificate of [^\n]{1,80}$/.test(before.replaceAll('\n', ' '))
          ? { code: `wget:${code}`, means, side: 'self', slot: 'check' }
          : null,
      { program: 'wget', role: 'client' },
    ),
  ),
  phrase("Unable to locally verify the issuer's authority", 'wget:issuer', 'incomplete', {
    program: 'wget',
    role: 'client',
  }),
  phrase("The certificate's owner does not match hostname", 'wget:name', 'hostname', {
    program: 'wget',
    role: 'client',
  }),
  reading(
    'is not trusted',
    ({ before }) =>
      /certificate of [^\n]{1,80}$/.test(before.replaceAll('\n', ' '))
        ? { code: 'wget:not trusted', means: 'otherwiseInvalid', side: 'self', slot: 'outcome' }
        : null,
    { program: 'wget', role: 'client' },
  ),
];
