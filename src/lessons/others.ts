// What other programs say about the same defect. Measured: seen on the wire or in the program's output.
// Read: found in its source. Nothing that was only inferred stands here.
import type { Actor } from '../lab/recording.ts';
import type { Protocol } from '../lab/scenario.ts';
import type { CheckId } from '../pki/path/result.ts';

export interface OpenSslSays {
  /** X509_V_ERR code; null where verification of a path was never reached. */
  readonly code: number | null;
  readonly text: string | null;
  /** Null where it accepts what is refused here. */
  readonly alert: string | null;
  readonly how: 'measured';
  /** What was different in the measurement, or null. */
  readonly note: string | null;
}
export interface AlertSays {
  readonly alert: string;
  readonly how: 'read';
}
export interface BrowserSays {
  readonly error: string;
  readonly how: 'read';
}

export interface Others {
  readonly openssl?: OpenSslSays;
  readonly rustls?: AlertSays;
  readonly go?: AlertSays;
  readonly chromium?: BrowserSays;
  readonly firefox?: BrowserSays;
}

/** The names to print, with the version or the date that the statement holds for. */
export const OTHER_NAMES: Record<keyof Others, string> = {
  openssl: 'OpenSSL 3.0.19',
  rustls: 'rustls (August 2026)',
  go: 'Go crypto/tls (June 2025)',
  chromium: 'Chromium',
  firefox: 'Firefox',
};

const openssl = (
  code: number | null,
  text: string | null,
  alert: string | null,
  note: string | null = null,
): OpenSslSays => ({
  code,
  text,
  alert,
  how: 'measured',
  note,
});
const says = (alert: string): AlertSays => ({ alert, how: 'read' });
const shows = (error: string): BrowserSays => ({ error, how: 'read' });

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

/** By whose certificate, and check; where one check has several causes, or TLS 1.3 another alert, that follows. */
export const OTHERS: Readonly<Record<string, Others>> = {
  'server validity.notAfter': {
    openssl: EXPIRED,
    rustls: says('certificate_expired'),
    go: GO_CLIENT,
    chromium: shows('ERR_CERT_DATE_INVALID'),
    firefox: shows('SEC_ERROR_EXPIRED_CERTIFICATE'),
  },
  'server validity.notAfter ca/intermediate-expired': {
    openssl: EXPIRED,
    rustls: says('certificate_expired'),
    go: GO_CLIENT,
    chromium: shows('ERR_CERT_DATE_INVALID'),
    firefox: shows('SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE'),
  },
  'server validity.notBefore': {
    openssl: NOT_YET,
    rustls: says('certificate_expired'),
    go: GO_CLIENT,
    chromium: shows('ERR_CERT_DATE_INVALID'),
    firefox: shows('MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE'),
  },
  'server identity.dns': {
    openssl: openssl(62, 'hostname mismatch', 'bad_certificate'),
    rustls: says('bad_certificate'),
    go: GO_CLIENT,
    firefox: shows('SSL_ERROR_BAD_CERT_DOMAIN'),
  },
  'server identity.san': { openssl: openssl(null, null, null, 'measured: it reads the common name') },
  'server chain.trustAnchor server/self-signed': {
    openssl: SELF_SIGNED,
    rustls: says('unknown_ca'),
    go: GO_CLIENT,
    chromium: shows('ERR_CERT_AUTHORITY_INVALID'),
  },
  'server chain.trustAnchor server/untrusted-root': { openssl: UNTRUSTED, rustls: says('unknown_ca'), go: GO_CLIENT },
  'server chain.build': { openssl: NO_ISSUER, rustls: says('unknown_ca'), go: GO_CLIENT },
  'server signature.verify': {
    openssl: BAD_SIGNATURE,
    rustls: says('decrypt_error'),
    go: GO_CLIENT,
    chromium: shows('ERR_CERT_AUTHORITY_INVALID'),
    firefox: shows('SEC_ERROR_BAD_SIGNATURE'),
  },
  'server eku.serverAuth': {
    openssl: WRONG_PURPOSE,
    rustls: says('unsupported_certificate'),
    go: GO_CLIENT,
    firefox: shows('SEC_ERROR_INADEQUATE_CERT_TYPE'),
  },
  'server leaf.keyUsage': {
    openssl: openssl(null, null, null, 'of an RSA key, and of any in TLS 1.3'),
    chromium: shows('ERR_SSL_KEY_USAGE_INCOMPATIBLE'),
  },
  'server crypto.keySize': { openssl: SHORT_KEY, firefox: shows('MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE') },
  'server crypto.signatureHash': {
    openssl: WEAK_HASH,
    rustls: says('decrypt_error'),
    firefox: shows('SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED'),
  },
  'server ext.unknownCritical': {
    openssl: openssl(34, 'unhandled critical extension', 'certificate_unknown'),
    rustls: says('certificate_unknown'),
    go: GO_CLIENT,
    firefox: shows('SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION'),
  },
  'server revocation.status': { openssl: REVOKED, rustls: says('certificate_revoked') },
  'server ca.basicConstraints': {
    openssl: openssl(79, 'invalid CA certificate', 'unknown_ca'),
    rustls: says('certificate_unknown'),
    go: GO_CLIENT,
    chromium: shows('ERR_CERT_INVALID'),
    firefox: shows('SEC_ERROR_CA_CERT_INVALID'),
  },
  'server ca.keyCertSign': {
    openssl: openssl(79, 'invalid CA certificate', 'unknown_ca'),
    firefox: shows('SEC_ERROR_INADEQUATE_KEY_USAGE'),
  },
  'server ca.pathLen': {
    openssl: openssl(25, 'path length constraint exceeded', 'unknown_ca'),
    rustls: says('certificate_unknown'),
    go: GO_CLIENT,
    firefox: shows('SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID'),
  },
  'server nc.permitted': {
    openssl: openssl(47, 'permitted subtree violation', 'certificate_unknown'),
    rustls: says('certificate_unknown'),
    go: GO_CLIENT,
    chromium: shows('ERR_CERT_INVALID'),
    firefox: shows('SEC_ERROR_CERT_NOT_IN_NAME_SPACE'),
  },
  'server nc.excluded': {
    openssl: openssl(48, 'excluded subtree violation', 'certificate_unknown'),
    rustls: says('certificate_unknown'),
    go: GO_CLIENT,
    chromium: shows('ERR_CERT_INVALID'),
    firefox: shows('SEC_ERROR_CERT_NOT_IN_NAME_SPACE'),
  },
  'server revocation.available': {
    openssl: openssl(3, 'unable to get certificate CRL', 'unknown_ca', 'measured with a missing CRL, not OCSP'),
    rustls: says('unknown_ca'),
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
  'server revocation.fresh ca/crl-expired': {
    openssl: openssl(12, 'CRL has expired', 'certificate_expired'),
    rustls: says('unknown_ca'),
  },
  'server chain.trustAnchor wire/mitm': { openssl: UNTRUSTED, rustls: says('unknown_ca'), go: GO_CLIENT },
  'client hello.cipher': { openssl: openssl(null, null, 'handshake_failure') },
  'client hello.version': { openssl: openssl(null, null, 'protocol_version') },
  'client hello.sni': { openssl: openssl(null, null, 'unrecognized_name') },
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
  'client validity.notBefore': { openssl: NOT_YET, rustls: says('certificate_expired') },
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
  'client signature.verify': { openssl: BAD_SIGNATURE, rustls: says('decrypt_error') },
  'client crypto.keySize': { openssl: SHORT_KEY },
  'client crypto.signatureHash': { openssl: WEAK_HASH, rustls: says('decrypt_error') },
  'client revocation.status': { openssl: REVOKED, rustls: says('certificate_revoked') },
  'client eku.clientAuth': {
    openssl: WRONG_PURPOSE,
    rustls: says('unsupported_certificate'),
    go: says('bad_certificate'),
  },
  'client leaf.keyUsage': { openssl: WRONG_PURPOSE },
};

/** What others say when this check of `subject`'s certificate fails under these faults; null where nothing is known. */
export function othersFor(
  check: CheckId,
  subject: Actor,
  faults: readonly string[],
  protocol: Protocol = 'tls1.2-rsa',
): Others | null {
  const key = `${subject} ${check}`;
  const cause = [...faults, protocol].find((each) => `${key} ${each}` in OTHERS);
  return (cause === undefined ? undefined : OTHERS[`${key} ${cause}`]) ?? OTHERS[key] ?? null;
}
