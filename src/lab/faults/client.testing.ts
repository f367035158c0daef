// For tests: what must follow from each fault of the client's certificate.
import type { ClientFaultId } from '../scenario/faultId.ts';
import {
  type Expectation,
  everywhereInMutual,
  type Follows,
  GOES_THROUGH,
  inMutual,
  inProtocols,
  ledger,
  NO_ISSUER,
  OLDER,
  refusedBy,
  says,
  unanchored,
  verifies,
} from './expectation.testing.ts';

const LEAF = ledger(0);

/** RFC 5246 7.4.6, RFC 9846 4.5.1.3 */
const noCertificate = (alert: string) =>
  inMutual(refusedBy('server', 'client.required', alert, says('peer did not return a certificate', alert)));
const NO_CERTIFICATE: Follows = {
  ...inProtocols(OLDER, noCertificate('handshake_failure')),
  'tls1.3': noCertificate('certificate_required'),
};

export const CLIENT_EXPECTED: Readonly<Record<ClientFaultId, Expectation>> = {
  'client/none': { follows: NO_CERTIFICATE, ledger: ledger(null) },
  'client/none-optional': { follows: everywhereInMutual(GOES_THROUGH) },
  'client/unlisted-issuer': {
    follows: NO_CERTIFICATE,
    ledger: ledger(null),
    files: { checks: ['chain.trustAnchor'], codes: [19] },
  },
  // RFC 5246 7.4.4 and 7.4.6, RFC 9846 4.3.3: who has no suitable certificate sends none.
  'client/key-not-accepted': { follows: NO_CERTIFICATE, ledger: ledger(null) },
  'client/expired': {
    follows: everywhereInMutual(
      refusedBy('server', 'validity.notAfter', 'certificate_expired', verifies(10, 'certificate_expired')),
    ),
    ledger: LEAF,
  },
  // Two certificates have expired, the issuing CA's as well; OpenSSL looks from the root down.
  'client/long-expired': {
    follows: everywhereInMutual(
      refusedBy('server', 'validity.notAfter', 'certificate_expired', verifies(10, 'certificate_expired')),
    ),
    ledger: ledger(null),
    files: { codes: [10, 10] },
  },
  'client/not-yet-valid': {
    follows: everywhereInMutual(
      refusedBy('server', 'validity.notBefore', 'certificate_expired', verifies(9, 'bad_certificate')),
    ),
    ledger: LEAF,
  },
  'client/self-signed': {
    follows: everywhereInMutual(refusedBy('server', 'chain.trustAnchor', 'unknown_ca', verifies(18, 'unknown_ca'))),
    ledger: unanchored(0),
  },
  'client/untrusted-root': {
    follows: everywhereInMutual(refusedBy('server', 'chain.trustAnchor', 'unknown_ca', verifies(19, 'unknown_ca'))),
    ledger: unanchored(2),
  },
  'client/missing-intermediate': {
    follows: everywhereInMutual(refusedBy('server', 'chain.build', 'unknown_ca', verifies(20, 'unknown_ca'))),
    ledger: ledger(0, { notReached: NO_ISSUER }),
  },
  'client/tampered': {
    follows: everywhereInMutual(
      refusedBy('server', 'signature.verify', 'bad_certificate', verifies(7, 'decrypt_error')),
    ),
    ledger: unanchored(0),
  },
  'client/weak-key': {
    follows: everywhereInMutual(
      refusedBy('server', 'crypto.keySize', 'bad_certificate', verifies(66, 'bad_certificate')),
    ),
    ledger: LEAF,
  },
  'client/weak-signature': {
    follows: everywhereInMutual(
      refusedBy('server', 'crypto.signatureHash', 'bad_certificate', verifies(68, 'bad_certificate')),
    ),
    ledger: LEAF,
  },
  'client/revoked': {
    follows: everywhereInMutual(
      refusedBy('server', 'revocation.status', 'certificate_revoked', verifies(23, 'certificate_revoked')),
    ),
    ledger: LEAF,
  },
  'client/wrong-eku': {
    follows: everywhereInMutual(
      refusedBy('server', 'eku.clientAuth', 'unsupported_certificate', verifies(26, 'unsupported_certificate')),
    ),
    ledger: LEAF,
  },
  // The server's certificate names serverAuth alone (RFC 5280 4.2.1.12).
  'client/server-certificate': {
    follows: everywhereInMutual(
      refusedBy('server', 'eku.clientAuth', 'unsupported_certificate', verifies(26, 'unsupported_certificate')),
    ),
    ledger: LEAF,
  },
  'client/wrong-key-usage': {
    follows: everywhereInMutual(
      refusedBy('server', 'leaf.keyUsage', 'unsupported_certificate', verifies(26, 'unsupported_certificate')),
    ),
    ledger: LEAF,
  },
  'client/stolen-certificate': {
    follows: everywhereInMutual(
      refusedBy('server', 'possession', 'decrypt_error', says('bad signature', 'decrypt_error')),
    ),
    ledger: ledger(0, { notReached: [] }),
  },
  'client/not-allowed': { follows: everywhereInMutual(GOES_THROUGH) },
  // TLS proves nothing but the key; the files show that no CA stands behind the name.
  'client/verdict-ignored': {
    follows: everywhereInMutual(GOES_THROUGH),
    files: { checks: ['chain.trustAnchor'], codes: [18] },
  },
  // Whose account a certificate names is no question of TLS.
  'client/same-name-other-ca': { follows: everywhereInMutual(GOES_THROUGH) },
  'client/renewed': { follows: everywhereInMutual(GOES_THROUGH) },
};
