// For tests: what must follow from each fault of the server's certificate.
import type { ServerFaultId } from '../scenario/faultId.ts';
import {
  ACCEPTS,
  type Expectation,
  everywhere,
  GOES_THROUGH,
  inBoth,
  ledger,
  NO_ISSUER,
  refusedBy,
  says,
  unanchored,
  verifies,
} from './expectation.testing.ts';

// Where our alert is not OpenSSL's: RFC 5246 7.2.2 says that bad_certificate stands for certificates "that contained
// signatures that did not verify correctly"; decrypt_error is for signatures of the handshake.
const BAD_SIGNATURE = verifies(7, 'decrypt_error');
const LEAF = ledger(0);

export const SERVER_EXPECTED: Readonly<Record<ServerFaultId, Expectation>> = {
  'server/expired': {
    follows: everywhere(
      refusedBy('client', 'validity.notAfter', 'certificate_expired', verifies(10, 'certificate_expired')),
    ),
    ledger: LEAF,
  },
  'server/not-yet-valid': {
    follows: everywhere(
      refusedBy('client', 'validity.notBefore', 'certificate_expired', verifies(9, 'bad_certificate')),
    ),
    ledger: LEAF,
  },
  'server/wrong-host': {
    follows: everywhere(refusedBy('client', 'identity.dns', 'bad_certificate', verifies(62, 'bad_certificate'))),
    ledger: LEAF,
  },
  // It reads the common name.
  'server/no-san': {
    follows: everywhere(refusedBy('client', 'identity.san', 'bad_certificate', ACCEPTS)),
    ledger: ledger(0, { notReached: ['identity.dns', 'possession'] }),
  },
  // The star stands for the first label of api.bank.test, the name in which one looks at the files.
  'server/wildcard-too-deep': {
    follows: everywhere(refusedBy('client', 'identity.dns', 'bad_certificate', verifies(62, 'bad_certificate'))),
    ledger: LEAF,
    files: { codes: [] },
  },
  'server/nul-in-name': {
    follows: everywhere(refusedBy('client', 'identity.dns', 'bad_certificate', verifies(62, 'bad_certificate'))),
    ledger: LEAF,
  },
  'server/self-signed': {
    follows: everywhere(refusedBy('client', 'chain.trustAnchor', 'unknown_ca', verifies(18, 'unknown_ca'))),
    ledger: unanchored(0),
  },
  'server/untrusted-root': {
    follows: everywhere(refusedBy('client', 'chain.trustAnchor', 'unknown_ca', verifies(19, 'unknown_ca'))),
    ledger: unanchored(2),
  },
  'server/missing-intermediate': {
    follows: everywhere(refusedBy('client', 'chain.build', 'unknown_ca', verifies(20, 'unknown_ca'))),
    ledger: ledger(0, { notReached: NO_ISSUER }),
  },
  // RFC 5246 7.4.2 wants the order; RFC 9846 4.5.1 only recommends it.
  'server/reversed-chain': { follows: everywhere(GOES_THROUGH) },
  'server/tampered': {
    follows: everywhere(refusedBy('client', 'signature.verify', 'bad_certificate', BAD_SIGNATURE)),
    ledger: unanchored(0),
  },
  // RSA key exchange: the server can't open the premaster secret, and so not the client's Finished (RFC 5246 7.4.7.1).
  // Without it the client finds out, at the signature.
  'server/stolen-certificate': {
    follows: {
      'tls1.2-rsa': inBoth(refusedBy('server', 'record.mac', 'bad_record_mac', ACCEPTS)),
      'tls1.2-ecdhe': inBoth(
        refusedBy('client', 'possession', 'decrypt_error', says('bad signature', 'decrypt_error')),
      ),
      'tls1.3': inBoth(refusedBy('client', 'possession', 'decrypt_error', says('bad signature', 'decrypt_error'))),
    },
  },
  'server/wrong-eku': {
    follows: everywhere(
      refusedBy('client', 'eku.serverAuth', 'unsupported_certificate', verifies(26, 'unsupported_certificate')),
    ),
    ledger: LEAF,
  },
  // OpenSSL does not look at an RSA key's usage. In TLS 1.2, and of elliptic keys alone, it looks whether they may sign:
  // the tests with OpenSSL have such a key there in mutual mode.
  'server/wrong-key-usage': {
    follows: {
      ...everywhere(refusedBy('client', 'leaf.keyUsage', 'unsupported_certificate', ACCEPTS)),
      'tls1.2-ecdhe': {
        'one-way': refusedBy('client', 'leaf.keyUsage', 'unsupported_certificate', ACCEPTS),
        mutual: refusedBy(
          'client',
          'leaf.keyUsage',
          'unsupported_certificate',
          says('ecc cert not for signing', 'handshake_failure'),
        ),
      },
    },
    ledger: LEAF,
  },
  'server/weak-key': {
    follows: everywhere(refusedBy('client', 'crypto.keySize', 'bad_certificate', verifies(66, 'bad_certificate'))),
    ledger: LEAF,
  },
  'server/weak-signature': {
    follows: everywhere(
      refusedBy('client', 'crypto.signatureHash', 'bad_certificate', verifies(68, 'bad_certificate')),
    ),
    ledger: LEAF,
  },
  'server/unknown-critical': {
    follows: everywhere(
      refusedBy('client', 'ext.unknownCritical', 'certificate_unknown', verifies(34, 'certificate_unknown')),
    ),
    ledger: LEAF,
  },
  // RFC 5280 3.2: self-issued is not self-signed, and 6.1.3 looks at the signature. OpenSSL goes by the names.
  'server/name-of-its-ca': {
    follows: everywhere(GOES_THROUGH),
    files: { checks: [], codes: [18] },
    refusedByOpenssl: verifies(18, 'unknown_ca'),
  },
  'server/revoked': {
    follows: everywhere(
      refusedBy('client', 'revocation.status', 'certificate_revoked', verifies(23, 'certificate_revoked')),
    ),
    ledger: LEAF,
  },
};
