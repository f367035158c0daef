// What other programs say about the same defect. Measured: seen on the wire or in the program's output.
// Read: found in its source. Nothing that was only inferred stands here.
import type { Actor } from '../lab/recording.ts';
import type { CheckId } from '../pki/path/result.ts';

export interface OpenSslSays {
  /** X509_V_ERR code; null where verification of a path was never reached. */
  readonly code: number | null;
  readonly text: string | null;
  readonly alert: string;
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

const openssl = (code: number | null, text: string | null, alert: string, note: string | null = null): OpenSslSays => ({
  code,
  text,
  alert,
  how: 'measured',
  note,
});
const says = (alert: string): AlertSays => ({ alert, how: 'read' });
const shows = (error: string): BrowserSays => ({ error, how: 'read' });

/** By whose certificate, and check; where one check has several causes, the cause follows. */
export const OTHERS: Readonly<Record<string, Others>> = {
  'server validity.notAfter': {
    openssl: openssl(10, 'certificate has expired', 'certificate_expired'),
    rustls: says('certificate_expired'),
    go: says('bad_certificate'),
    chromium: shows('ERR_CERT_DATE_INVALID'),
    firefox: shows('SEC_ERROR_EXPIRED_CERTIFICATE'),
  },
  'server identity.dns': {
    openssl: openssl(62, 'hostname mismatch', 'bad_certificate'),
    rustls: says('bad_certificate'),
    go: says('bad_certificate'),
    firefox: shows('SSL_ERROR_BAD_CERT_DOMAIN'),
  },
  'server chain.trustAnchor self-signed': {
    openssl: openssl(18, 'self-signed certificate', 'unknown_ca'),
    rustls: says('unknown_ca'),
    go: says('bad_certificate'),
    chromium: shows('ERR_CERT_AUTHORITY_INVALID'),
  },
  'server chain.trustAnchor untrusted-root': {
    openssl: openssl(19, 'self-signed certificate in certificate chain', 'unknown_ca'),
    rustls: says('unknown_ca'),
    go: says('bad_certificate'),
  },
  'server signature.verify': {
    openssl: openssl(7, 'certificate signature failure', 'decrypt_error'),
    rustls: says('decrypt_error'),
    go: says('bad_certificate'),
    chromium: shows('ERR_CERT_AUTHORITY_INVALID'),
    firefox: shows('SEC_ERROR_BAD_SIGNATURE'),
  },
  'server revocation.status': {
    openssl: openssl(
      23,
      'certificate revoked',
      'certificate_revoked',
      'measured with a revocation list (CRL), not OCSP',
    ),
    rustls: says('certificate_revoked'),
    go: says('bad_certificate'),
  },
  'client client.required': {
    openssl: openssl(null, null, 'handshake_failure'),
    rustls: says('certificate_required'),
    go: says('bad_certificate'),
  },
  'client validity.notAfter': {
    openssl: openssl(10, 'certificate has expired', 'certificate_expired'),
    rustls: says('certificate_expired'),
    go: says('certificate_expired'),
  },
  'client chain.trustAnchor untrusted-root': {
    openssl: openssl(19, 'self-signed certificate in certificate chain', 'unknown_ca'),
    rustls: says('unknown_ca'),
    go: says('unknown_ca'),
  },
  'client eku.clientAuth': {
    openssl: openssl(26, 'unsuitable certificate purpose', 'unsupported_certificate'),
    rustls: says('unsupported_certificate'),
    go: says('bad_certificate'),
  },
};

/** What others say when this check of `subject`'s certificate fails under these faults; null where nothing is known. */
export function othersFor(check: CheckId, subject: Actor, faults: readonly string[]): Others | null {
  const key = `${subject} ${check}`;
  const cause = ['self-signed', 'untrusted-root'].find((name) => faults.includes(`${subject}/${name}`));
  return OTHERS[key] ?? (cause === undefined ? undefined : OTHERS[`${key} ${cause}`]) ?? null;
}
