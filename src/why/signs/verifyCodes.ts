// Results of OpenSSL's verification of a chain (x509_vfy.h): the number, the name and the texts of its versions, of
// LibreSSL and BoringSSL. Node, Python, curl, PHP, Ruby, nginx, HAProxy and many others pass them on.

import { squeezedWord } from '../automaton.ts';
import type { Meaning } from '../meaning.ts';
import { numberIn, phrase, reading, type SignReader, type SignRule } from './rule.ts';

interface VerifyCode {
  readonly number: number;
  /** Without X509_V_ERR_; Node's `code` is alike. */
  readonly names: readonly string[];
  readonly texts: readonly string[];
  readonly means: Meaning;
}

const code = (number: number, means: Meaning, names: string, ...texts: string[]): VerifyCode => ({
  number,
  names: names.split(' '),
  texts,
  means,
});

export const VERIFY_CODES: readonly VerifyCode[] = [
  code(2, 'unknownIssuer', 'UNABLE_TO_GET_ISSUER_CERT', 'unable to get issuer certificate'),
  code(3, 'noStatus', 'UNABLE_TO_GET_CRL', 'unable to get certificate CRL'),
  code(4, 'signature', 'UNABLE_TO_DECRYPT_CERT_SIGNATURE', "unable to decrypt certificate's signature"),
  code(6, 'signature', 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'unable to decode issuer public key'),
  code(7, 'signature', 'CERT_SIGNATURE_FAILURE', 'certificate signature failure'),
  code(8, 'crlExpired', 'CRL_SIGNATURE_FAILURE', 'CRL signature failure'),
  code(9, 'notYet', 'CERT_NOT_YET_VALID', 'certificate is not yet valid'),
  code(10, 'expired', 'CERT_HAS_EXPIRED', 'certificate has expired'),
  code(11, 'crlExpired', 'CRL_NOT_YET_VALID', 'CRL is not yet valid'),
  code(12, 'crlExpired', 'CRL_HAS_EXPIRED', 'CRL has expired'),
  code(13, 'notYet', 'ERROR_IN_CERT_NOT_BEFORE_FIELD', "format error in certificate's notBefore field"),
  code(14, 'expired', 'ERROR_IN_CERT_NOT_AFTER_FIELD', "format error in certificate's notAfter field"),
  code(18, 'selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'),
  code(19, 'untrustedRoot', 'SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'),
  code(20, 'incomplete', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate'),
  code(21, 'incomplete', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'),
  code(22, 'pathLength', 'CERT_CHAIN_TOO_LONG', 'certificate chain too long'),
  code(23, 'revoked', 'CERT_REVOKED', 'certificate revoked'),
  code(24, 'notCa', 'INVALID_CA', 'invalid CA certificate (v24)'),
  code(25, 'pathLength', 'PATH_LENGTH_EXCEEDED', 'path length constraint exceeded'),
  code(26, 'purpose', 'INVALID_PURPOSE', 'unsuitable certificate purpose', 'unsupported certificate purpose'),
  code(27, 'unknownIssuer', 'CERT_UNTRUSTED', 'certificate not trusted'),
  code(28, 'unknownIssuer', 'CERT_REJECTED', 'certificate rejected'),
  code(29, 'unknownIssuer', 'SUBJECT_ISSUER_MISMATCH', 'subject issuer mismatch'),
  code(30, 'unknownIssuer', 'AKID_SKID_MISMATCH', 'authority and subject key identifier mismatch'),
  code(31, 'unknownIssuer', 'AKID_ISSUER_SERIAL_MISMATCH', 'authority and issuer serial number mismatch'),
  code(32, 'caKeyUsage', 'KEYUSAGE_NO_CERTSIGN', 'key usage does not include certificate signing'),
  code(33, 'noStatus', 'UNABLE_TO_GET_CRL_ISSUER', 'unable to get CRL issuer certificate'),
  code(34, 'critical', 'UNHANDLED_CRITICAL_EXTENSION', 'unhandled critical extension'),
  code(35, 'noStatus', 'KEYUSAGE_NO_CRL_SIGN', 'key usage does not include CRL signing'),
  code(37, 'notCa', 'INVALID_NON_CA', 'invalid non-CA certificate (has CA markings)'),
  code(39, 'keyUsage', 'KEYUSAGE_NO_DIGITAL_SIGNATURE', 'key usage does not include digital signature'),
  code(41, 'critical', 'INVALID_EXTENSION', 'invalid or inconsistent certificate extension'),
  code(47, 'notPermitted', 'PERMITTED_VIOLATION', 'permitted subtree violation'),
  code(48, 'excluded', 'EXCLUDED_VIOLATION', 'excluded subtree violation'),
  code(49, 'nameConstraints', 'SUBTREE_MINMAX', 'name constraints minimum and maximum not supported'),
  code(50, 'badCertificate', 'APPLICATION_VERIFICATION', 'application verification failure'),
  code(51, 'nameConstraints', 'UNSUPPORTED_CONSTRAINT_TYPE', 'unsupported name constraint type'),
  code(62, 'hostname', 'HOSTNAME_MISMATCH', 'hostname mismatch'),
  code(63, 'hostname', 'EMAIL_MISMATCH', 'email address mismatch'),
  code(64, 'hostname', 'IP_ADDRESS_MISMATCH', 'IP address mismatch'),
  code(66, 'weakKey', 'EE_KEY_TOO_SMALL', 'EE certificate key too weak'),
  code(67, 'weakKey', 'CA_KEY_TOO_SMALL', 'CA certificate key too weak'),
  code(68, 'weakHash', 'CA_MD_TOO_WEAK', 'CA signature digest algorithm too weak'),
  code(73, 'noStatus', 'OCSP_VERIFY_NEEDED', 'OCSP verification needed'),
  code(74, 'noStatus', 'OCSP_VERIFY_FAILED', 'OCSP verification failed'),
  code(79, 'notCa', 'INVALID_CA_CERTIFICATE', 'invalid CA certificate'),
  code(85, 'signature', 'UNSUPPORTED_SIGNATURE_ALGORITHM', 'unsupported signature algorithm'),
];

const byNumber: ReadonlyMap<number, VerifyCode> = new Map(VERIFY_CODES.map((each) => [each.number, each]));

const read: SignReader = ({ after }) => {
  const number = /^[^\w\n]{0,6}0x/.test(after) ? null : numberIn(after);
  const found = number === null ? undefined : byNumber.get(number);
  if (found === undefined) return null;
  const text = found.texts
    .map(squeezedWord)
    .find((each) => squeezedWord(after.slice(0, 120)).startsWith(`${found.number}${each}`));
  return {
    code: `verify:${found.number}`,
    means: found.means,
    side: 'self',
    slot: 'verify',
    more: String(found.number).length + (text?.length ?? 0),
  };
};

const SELF = { side: 'self', slot: 'verify' } as const;

export const VERIFY_SIGNS: readonly SignRule[] = [
  reading(['verify error:num', 'verify return code', 'verify return:num', 'verification error:num'], read, {
    ...SELF,
    program: 'openssl',
  }),
  reading('verify error', read, SELF),
  reading('ssl certificate verify error', read, SELF),
  reading(
    [
      'certificate verification: error',
      'AH02276: certificate verification: error',
      'AH02039: certificate verification: error',
    ],
    read,
    {
      ...SELF,
      program: 'apache',
    },
  ),
  reading(['ssl_c_err', 'ssl_c_ca_err'], read, { ...SELF, program: 'haproxy', role: 'server' }),
  reading(
    [
      'X509_V_ERR',
      'openssl verify result',
      'ssl verify result',
      'verify result',
      'verify_result',
      'authorizationError',
    ],
    read,
    SELF,
  ),
  ...VERIFY_CODES.flatMap(({ number, names, texts, means }) => [
    phrase(names, `verify:${number}`, means, { ...SELF, program: 'node' }),
    phrase(
      names.map((name) => `X509_V_ERR_${name}`),
      `verify:${number}`,
      means,
      SELF,
    ),
    phrase(texts, `verify:${number}`, means, SELF),
  ]),
];
