// For tests: what must follow from each fault of the CA.
import type { CaFaultId } from '../scenario/faultId.ts';
import {
  ACCEPTS,
  type Expectation,
  everywhere,
  GOES_THROUGH,
  ledger,
  REVOCATION,
  refusedBy,
  verifies,
} from './expectation.testing.ts';

const NO_STATUS = ledger(0, { notReached: ['revocation.status', 'possession'] });

export const CA_EXPECTED: Readonly<Record<CaFaultId, Expectation>> = {
  'ca/intermediate-expired': {
    follows: everywhere(
      refusedBy('client', 'validity.notAfter', 'certificate_expired', verifies(10, 'certificate_expired')),
    ),
    ledger: ledger(1),
  },
  // Who is no CA lacks all that a CA has. OpenSSL adds purpose, path length, and that it may not sign certificates.
  'ca/not-a-ca': {
    follows: everywhere(refusedBy('client', 'ca.basicConstraints', 'unknown_ca', verifies(79, 'unknown_ca'))),
    ledger: ledger(1, {
      also: ['ca.keyCertSign', 'ca.pathLen', 'revocation.available'],
      notReached: [...REVOCATION.slice(1), 'possession'],
    }),
    files: { codes: [79, 26, 25, 32] },
  },
  'ca/no-cert-sign': {
    follows: everywhere(refusedBy('client', 'ca.keyCertSign', 'unknown_ca', verifies(79, 'unknown_ca'))),
    ledger: ledger(1),
    files: { codes: [79, 26, 32] },
  },
  'ca/path-too-long': {
    follows: everywhere(refusedBy('client', 'ca.pathLen', 'unknown_ca', verifies(25, 'unknown_ca'))),
    ledger: ledger(null),
  },
  'ca/outside-name-constraints': {
    follows: everywhere(
      refusedBy('client', 'nc.permitted', 'certificate_unknown', verifies(47, 'certificate_unknown')),
    ),
    ledger: ledger(0),
  },
  'ca/excluded-name': {
    follows: everywhere(refusedBy('client', 'nc.excluded', 'certificate_unknown', verifies(48, 'certificate_unknown'))),
    ledger: ledger(0),
  },
  'ca/same-name-other-key': {
    follows: everywhere(refusedBy('client', 'signature.verify', 'bad_certificate', verifies(7, 'decrypt_error'))),
    ledger: ledger(1),
  },
  // RFC 5280 6.1.1(d) lets any certificate be a trust anchor. OpenSSL wants a root, unless -partial_chain is given, as it
  // is in the commands that are printed.
  'ca/intermediate-anchor': { follows: everywhere(GOES_THROUGH) },
  // OpenSSL asks nobody by OCSP.
  'ca/ocsp-unreachable': {
    follows: everywhere(refusedBy('client', 'revocation.available', 'certificate_unknown', ACCEPTS)),
    ledger: ledger(0, { notReached: [...REVOCATION.slice(1), 'possession'] }),
  },
  'ca/ocsp-forged': {
    follows: everywhere(refusedBy('client', 'revocation.signature', 'certificate_unknown', ACCEPTS)),
    ledger: NO_STATUS,
  },
  'ca/ocsp-stale': {
    follows: everywhere(refusedBy('client', 'revocation.fresh', 'certificate_unknown', ACCEPTS)),
    ledger: NO_STATUS,
  },
  'ca/crl-expired': {
    follows: everywhere(
      refusedBy('client', 'revocation.fresh', 'certificate_expired', verifies(12, 'certificate_expired')),
    ),
    ledger: NO_STATUS,
  },
};
