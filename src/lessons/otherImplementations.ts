// What other programs say about the same defect. All of it was measured, on the wire or in the program's output, with the
// versions named below; what was not measured does not stand here.

import type { Actor } from '../lab/recording/recording.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { Protocol } from '../lab/scenario/scenario.ts';
import type { CheckId } from '../pki/path/result.ts';

export interface OpenSslSays {
  /** X509_V_ERR code; null where verification of a path was never reached. */
  readonly code: number | null;
  readonly text: string | null;
  /** Null where it accepts what is refused here. */
  readonly alert: string | null;
  /** What was different in the measurement, or null. */
  readonly note: string | null;
}
/** Null where it accepts what is refused here. */
export interface AlertSays {
  readonly alert: string | null;
}
export interface BrowserSays {
  readonly error: string | null;
}

export interface OtherImplementations {
  readonly openssl?: OpenSslSays;
  readonly rustls?: AlertSays;
  readonly go?: AlertSays;
  readonly chromium?: BrowserSays;
  readonly firefox?: BrowserSays;
}

/** The names to print, with the version that was measured. */
export const OTHER_NAMES: Record<keyof OtherImplementations, string> = {
  openssl: 'OpenSSL 3.0.19',
  rustls: 'rustls 0.23.26',
  go: 'Go 1.24.4 crypto/tls',
  chromium: 'Chromium 156',
  firefox: 'Firefox ESR 153',
};

const openssl = (
  code: number | null,
  text: string | null,
  alert: string | null,
  note: string | null = null,
): OpenSslSays => ({ code, text, alert, note });
const says = (alert: string): AlertSays => ({ alert });
const shows = (error: string): BrowserSays => ({ error });
const TAKES: AlertSays = { alert: null };
const LOADS: BrowserSays = { error: null };

const NOT_BY_OCSP = 'measured with a revocation list (CRL), not OCSP';
const EXPIRED = openssl(10, 'certificate has expired', 'certificate_expired');
const NO_ISSUER = openssl(20, 'unable to get local issuer certificate', 'unknown_ca');
const BAD_SIGNATURE = openssl(7, 'certificate signature failure', 'decrypt_error');
const WRONG_PURPOSE = openssl(26, 'unsuitable certificate purpose', 'unsupported_certificate');
const REVOKED = openssl(23, 'certificate revoked', 'certificate_revoked', NOT_BY_OCSP);
const SELF_SIGNED = openssl(18, 'self-signed certificate', 'unknown_ca');
const UNTRUSTED = openssl(19, 'self-signed certificate in certificate chain', 'unknown_ca');
const NOT_YET = openssl(9, 'certificate is not yet valid', 'bad_certificate');
const SHORT_KEY = openssl(66, 'EE certificate key too weak', 'bad_certificate');
const WEAK_HASH = openssl(68, 'CA signature digest algorithm too weak', 'bad_certificate');
/** A client of Go says so of whatever is wrong with a certificate. */
const GO_CLIENT = says('bad_certificate');
const DATE = shows('ERR_CERT_DATE_INVALID');
const AUTHORITY = shows('ERR_CERT_AUTHORITY_INVALID');
const OTHER_NAME = shows('ERR_CERT_COMMON_NAME_INVALID');
const INVALID = shows('ERR_CERT_INVALID');
const ISSUER = shows('SEC_ERROR_UNKNOWN_ISSUER');

type Key = `${'server' | 'client'} ${CheckId}` | `${'server' | 'client'} ${CheckId} ${FaultId | Protocol}`;

/** By whose certificate, and check; where one check has several causes, or TLS 1.3 another alert, that follows. */
export const OTHER_IMPLEMENTATIONS: Readonly<Partial<Record<Key, OtherImplementations>>> = {
  'server validity.notAfter': {
    openssl: EXPIRED,
    rustls: says('certificate_expired'),
    go: GO_CLIENT,
    chromium: DATE,
    firefox: shows('SEC_ERROR_EXPIRED_CERTIFICATE'),
  },
  'server validity.notAfter ca/intermediate-expired': {
    openssl: EXPIRED,
    rustls: says('certificate_expired'),
    go: GO_CLIENT,
    chromium: DATE,
    firefox: shows('SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE'),
  },
  'server validity.notBefore': {
    openssl: NOT_YET,
    rustls: says('certificate_expired'),
    go: GO_CLIENT,
    chromium: DATE,
    firefox: shows('MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE'),
  },
  'server identity.dns': {
    openssl: openssl(62, 'hostname mismatch', 'bad_certificate'),
    rustls: says('bad_certificate'),
    go: GO_CLIENT,
    chromium: OTHER_NAME,
    firefox: shows('SSL_ERROR_BAD_CERT_DOMAIN'),
  },
  'server identity.dns server/nul-in-name': { openssl: openssl(62, 'hostname mismatch', 'bad_certificate') },
  'server identity.san': {
    openssl: openssl(null, null, null, 'measured: it reads the common name'),
    rustls: says('bad_certificate'),
    go: GO_CLIENT,
    chromium: OTHER_NAME,
    firefox: shows('SSL_ERROR_BAD_CERT_DOMAIN'),
  },
  'server chain.trustAnchor server/self-signed': {
    openssl: SELF_SIGNED,
    rustls: says('unknown_ca'),
    go: GO_CLIENT,
    chromium: AUTHORITY,
    firefox: shows('MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT'),
  },
  'server chain.trustAnchor server/untrusted-root': {
    openssl: UNTRUSTED,
    rustls: says('unknown_ca'),
    go: GO_CLIENT,
    chromium: AUTHORITY,
    firefox: ISSUER,
  },
  'server chain.trustAnchor wire/mitm': {
    openssl: UNTRUSTED,
    rustls: says('unknown_ca'),
    go: GO_CLIENT,
    chromium: AUTHORITY,
    firefox: ISSUER,
  },
  'server chain.build': {
    openssl: NO_ISSUER,
    rustls: says('unknown_ca'),
    go: GO_CLIENT,
    chromium: AUTHORITY,
    firefox: ISSUER,
  },
  'server signature.verify': {
    openssl: BAD_SIGNATURE,
    rustls: says('decrypt_error'),
    go: GO_CLIENT,
    chromium: AUTHORITY,
    firefox: shows('SEC_ERROR_BAD_SIGNATURE'),
  },
  'server eku.serverAuth': {
    openssl: WRONG_PURPOSE,
    rustls: says('unsupported_certificate'),
    go: GO_CLIENT,
    chromium: INVALID,
    firefox: shows('SEC_ERROR_INADEQUATE_CERT_TYPE'),
  },
  'server leaf.keyUsage': {
    openssl: openssl(null, null, null, 'of an RSA key, and of any in TLS 1.3'),
    rustls: TAKES,
    go: TAKES,
    chromium: shows('ERR_SSL_KEY_USAGE_INCOMPATIBLE'),
    firefox: LOADS,
  },
  'server crypto.keySize': {
    openssl: SHORT_KEY,
    rustls: says('decrypt_error'),
    go: TAKES,
    chromium: LOADS,
    firefox: LOADS,
  },
  'server crypto.signatureHash': {
    openssl: WEAK_HASH,
    rustls: says('decrypt_error'),
    go: GO_CLIENT,
    chromium: INVALID,
    firefox: shows('SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED'),
  },
  'server ext.unknownCritical': {
    openssl: openssl(34, 'unhandled critical extension', 'certificate_unknown'),
    rustls: says('certificate_unknown'),
    go: GO_CLIENT,
    chromium: INVALID,
    firefox: shows('SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION'),
  },
  'server revocation.status': { openssl: REVOKED },
  'server ca.basicConstraints': {
    openssl: openssl(79, 'invalid CA certificate', 'unknown_ca'),
    rustls: says('certificate_unknown'),
    go: GO_CLIENT,
    chromium: INVALID,
    firefox: shows('SEC_ERROR_INADEQUATE_KEY_USAGE'),
  },
  'server ca.keyCertSign': {
    openssl: openssl(79, 'invalid CA certificate', 'unknown_ca'),
    go: GO_CLIENT,
    chromium: INVALID,
    firefox: shows('SEC_ERROR_INADEQUATE_KEY_USAGE'),
  },
  'server ca.pathLen': {
    openssl: openssl(25, 'path length constraint exceeded', 'unknown_ca'),
    rustls: says('certificate_unknown'),
    go: GO_CLIENT,
    chromium: INVALID,
    firefox: shows('SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID'),
  },
  'server nc.permitted': {
    openssl: openssl(47, 'permitted subtree violation', 'certificate_unknown'),
    rustls: says('certificate_unknown'),
    go: GO_CLIENT,
    chromium: INVALID,
    firefox: shows('SEC_ERROR_CERT_NOT_IN_NAME_SPACE'),
  },
  'server nc.excluded': {
    openssl: openssl(48, 'excluded subtree violation', 'certificate_unknown'),
    rustls: says('certificate_unknown'),
    go: GO_CLIENT,
    chromium: INVALID,
    firefox: shows('SEC_ERROR_CERT_NOT_IN_NAME_SPACE'),
  },
  'server revocation.available': {
    openssl: openssl(3, 'unable to get certificate CRL', 'unknown_ca', 'measured with a missing CRL, not OCSP'),
  },
  'server revocation.signature': {
    openssl: openssl(
      3,
      'unable to get certificate CRL',
      'unknown_ca',
      'measured with a CRL under a wrong key, not OCSP',
    ),
  },
  'server revocation.fresh ca/ocsp-stale': {
    openssl: openssl(12, 'CRL has expired', 'certificate_expired', 'measured with a CRL out of date, not OCSP'),
  },
  'server revocation.fresh ca/crl-expired': { openssl: openssl(12, 'CRL has expired', 'certificate_expired') },
  'client hello.cipher': {
    openssl: openssl(null, null, 'handshake_failure'),
    rustls: says('handshake_failure'),
    go: says('handshake_failure'),
  },
  'client hello.version': {
    openssl: openssl(null, null, 'protocol_version'),
    rustls: says('protocol_version'),
    go: says('protocol_version'),
  },
  'client hello.sni': {
    openssl: openssl(
      null,
      null,
      'unrecognized_name',
      'only where the operator wants it (-servername_fatal); else it serves any name',
    ),
    rustls: TAKES,
    go: TAKES,
  },
  'client client.required': {
    openssl: openssl(null, null, 'handshake_failure', 'of TLS 1.2; in TLS 1.3 it is certificate_required'),
    rustls: says('certificate_required'),
    go: says('bad_certificate'),
  },
  'client client.required tls1.3': {
    openssl: openssl(null, null, 'certificate_required'),
    rustls: says('certificate_required'),
    go: says('certificate_required'),
  },
  'client validity.notAfter': {
    openssl: EXPIRED,
    rustls: says('certificate_expired'),
    go: says('certificate_expired'),
  },
  'client validity.notBefore': {
    openssl: NOT_YET,
    rustls: says('certificate_expired'),
    go: says('certificate_expired'),
  },
  'client chain.trustAnchor client/self-signed': {
    openssl: SELF_SIGNED,
    rustls: says('unknown_ca'),
    go: says('unknown_ca'),
  },
  'client chain.trustAnchor client/untrusted-root': {
    openssl: UNTRUSTED,
    rustls: says('unknown_ca'),
    go: says('unknown_ca'),
  },
  'client chain.build': { openssl: NO_ISSUER, rustls: says('unknown_ca'), go: says('unknown_ca') },
  'client signature.verify': { openssl: BAD_SIGNATURE, rustls: says('decrypt_error'), go: says('unknown_ca') },
  'client crypto.keySize': { openssl: SHORT_KEY, rustls: says('decrypt_error'), go: TAKES },
  'client crypto.signatureHash': { openssl: WEAK_HASH, rustls: says('decrypt_error'), go: says('unknown_ca') },
  'client revocation.status': { openssl: REVOKED },
  'client eku.clientAuth': {
    openssl: WRONG_PURPOSE,
    rustls: says('unsupported_certificate'),
    go: says('bad_certificate'),
  },
  'client leaf.keyUsage': { openssl: WRONG_PURPOSE, rustls: TAKES, go: TAKES },
};

/** What others say when this check of `subject`'s certificate fails under these faults; null where nothing is known. */
export function otherImplementationsOf(
  check: CheckId,
  subject: Actor,
  faults: readonly FaultId[],
  protocol: Protocol = 'tls1.2-rsa',
): OtherImplementations | null {
  const known: Readonly<Partial<Record<string, OtherImplementations>>> = OTHER_IMPLEMENTATIONS;
  const key = `${subject} ${check}`;
  const cause = [...faults, protocol].find((each) => `${key} ${each}` in known);
  return (cause === undefined ? undefined : known[`${key} ${cause}`]) ?? known[key] ?? null;
}
