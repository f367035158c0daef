// What OpenSSL 3.0 says of the faults of certificates and CA, and what we say: for the tests in which one meets the other.
import type { FaultId } from '../lab/scenario/faultId.ts';

/** Numbers of RFC 5246 7.2, RFC 6066 9 and RFC 9846 6. */
export const ALERTS: Readonly<Record<string, number>> = {
  unexpected_message: 10,
  bad_record_mac: 20,
  handshake_failure: 40,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  decode_error: 50,
  decrypt_error: 51,
  protocol_version: 70,
  unrecognized_name: 112,
  bad_certificate_status_response: 113,
  certificate_required: 116,
};

export interface Expectation {
  readonly fault: FaultId;
  /** The error that OpenSSL's verification reports (x509_vfy.h). */
  readonly verifyCode: number;
  /** What OpenSSL sends. */
  readonly theirs: string;
  /** Our check that fails, and the alert that it leads to. */
  readonly check: string;
  readonly ours: string;
}

// Where the alerts differ: RFC 5246 7.2.2 says that bad_certificate stands for certificates "that contained signatures
// that did not verify correctly"; decrypt_error is for signatures of the handshake.
export const SERVER: readonly Expectation[] = [
  {
    fault: 'server/expired',
    verifyCode: 10,
    theirs: 'certificate_expired',
    check: 'validity.notAfter',
    ours: 'certificate_expired',
  },
  {
    fault: 'server/wrong-host',
    verifyCode: 62,
    theirs: 'bad_certificate',
    check: 'identity.dns',
    ours: 'bad_certificate',
  },
  { fault: 'server/self-signed', verifyCode: 18, theirs: 'unknown_ca', check: 'chain.trustAnchor', ours: 'unknown_ca' },
  {
    fault: 'server/untrusted-root',
    verifyCode: 19,
    theirs: 'unknown_ca',
    check: 'chain.trustAnchor',
    ours: 'unknown_ca',
  },
  {
    fault: 'server/tampered',
    verifyCode: 7,
    theirs: 'decrypt_error',
    check: 'signature.verify',
    ours: 'bad_certificate',
  },
];
export const CLIENT: readonly Expectation[] = [
  {
    fault: 'client/expired',
    verifyCode: 10,
    theirs: 'certificate_expired',
    check: 'validity.notAfter',
    ours: 'certificate_expired',
  },
  {
    fault: 'client/untrusted-root',
    verifyCode: 19,
    theirs: 'unknown_ca',
    check: 'chain.trustAnchor',
    ours: 'unknown_ca',
  },
  {
    fault: 'client/wrong-eku',
    verifyCode: 26,
    theirs: 'unsupported_certificate',
    check: 'eku.clientAuth',
    ours: 'unsupported_certificate',
  },
];

/** More of these, which only an OpenSSL that judges meets: as a server it would not load some of them. */
export const JUDGED_SERVERS: readonly (readonly [fault: FaultId, verifyCode: number, theirs: string])[] = [
  ['server/not-yet-valid', 9, 'bad_certificate'],
  ['server/nul-in-name', 62, 'bad_certificate'],
  ['server/missing-intermediate', 20, 'unknown_ca'],
  ['server/wrong-eku', 26, 'unsupported_certificate'],
  ['server/weak-key', 66, 'bad_certificate'],
  ['server/weak-signature', 68, 'bad_certificate'],
  ['server/unknown-critical', 34, 'certificate_unknown'],
  ['ca/intermediate-expired', 10, 'certificate_expired'],
  ['ca/not-a-ca', 79, 'unknown_ca'],
  ['ca/no-cert-sign', 79, 'unknown_ca'],
  ['ca/path-too-long', 25, 'unknown_ca'],
  ['ca/outside-name-constraints', 47, 'certificate_unknown'],
  ['ca/excluded-name', 48, 'certificate_unknown'],
  ['ca/same-name-other-key', 7, 'decrypt_error'],
];
export const JUDGED_CLIENTS: readonly (readonly [fault: FaultId, verifyCode: number, theirs: string])[] = [
  ['client/not-yet-valid', 9, 'bad_certificate'],
  ['client/self-signed', 18, 'unknown_ca'],
  ['client/missing-intermediate', 20, 'unknown_ca'],
  ['client/tampered', 7, 'decrypt_error'],
  ['client/weak-key', 66, 'bad_certificate'],
  ['client/weak-signature', 68, 'bad_certificate'],
  ['client/wrong-key-usage', 26, 'unsupported_certificate'],
];
