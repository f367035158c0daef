// For tests: what must follow from each fault in TLS 1.3, written down from the standards, not from a run.

import type { CheckId } from '../../pki/path/result.ts';
import type { FaultId } from '../scenario/faultId.ts';
import type { Revocation } from '../scenario/scenario.ts';

export interface Expected13 {
  readonly fault: FaultId;
  readonly refuser: 'client' | 'server';
  readonly check: CheckId;
  readonly alert: string;
  /** The setting of revocation under which the fault shows. */
  readonly revocation: Revocation;
}

const by =
  (refuser: 'client' | 'server') =>
  (fault: FaultId, check: CheckId, alert: string, revocation: Revocation = 'ocsp'): Expected13 => ({
    fault,
    refuser,
    check,
    alert,
    revocation,
  });
const client = by('client');
const server = by('server');

export const ALL_FAULTS_13: readonly Expected13[] = [
  client('server/expired', 'validity.notAfter', 'certificate_expired'),
  client('server/not-yet-valid', 'validity.notBefore', 'certificate_expired'),
  client('server/wrong-host', 'identity.dns', 'bad_certificate'),
  client('server/no-san', 'identity.san', 'bad_certificate'),
  client('server/wildcard-too-deep', 'identity.dns', 'bad_certificate'),
  client('server/nul-in-name', 'identity.dns', 'bad_certificate'),
  client('server/self-signed', 'chain.trustAnchor', 'unknown_ca'),
  client('server/untrusted-root', 'chain.trustAnchor', 'unknown_ca'),
  client('server/missing-intermediate', 'chain.build', 'unknown_ca'),
  client('server/tampered', 'signature.verify', 'bad_certificate'),
  // Without RSA key exchange the client finds out, at the signature.
  client('server/stolen-certificate', 'possession', 'decrypt_error'),
  client('server/wrong-eku', 'eku.serverAuth', 'unsupported_certificate'),
  client('server/wrong-key-usage', 'leaf.keyUsage', 'unsupported_certificate'),
  client('server/weak-key', 'crypto.keySize', 'bad_certificate'),
  client('server/weak-signature', 'crypto.signatureHash', 'bad_certificate'),
  client('server/unknown-critical', 'ext.unknownCritical', 'certificate_unknown'),
  client('server/revoked', 'revocation.status', 'certificate_revoked'),
  client('ca/intermediate-expired', 'validity.notAfter', 'certificate_expired'),
  client('ca/not-a-ca', 'ca.basicConstraints', 'unknown_ca'),
  client('ca/no-cert-sign', 'ca.keyCertSign', 'unknown_ca'),
  client('ca/path-too-long', 'ca.pathLen', 'unknown_ca'),
  client('ca/outside-name-constraints', 'nc.permitted', 'certificate_unknown'),
  client('ca/excluded-name', 'nc.excluded', 'certificate_unknown'),
  client('ca/same-name-other-key', 'signature.verify', 'bad_certificate'),
  client('ca/ocsp-unreachable', 'revocation.available', 'certificate_unknown'),
  client('ca/ocsp-forged', 'revocation.signature', 'certificate_unknown'),
  client('ca/ocsp-stale', 'revocation.fresh', 'certificate_unknown'),
  client('ca/crl-expired', 'revocation.fresh', 'certificate_expired', 'crl'),
  server('client/none', 'client.required', 'certificate_required'),
  server('client/unlisted-issuer', 'client.required', 'certificate_required'),
  server('client/expired', 'validity.notAfter', 'certificate_expired'),
  server('client/not-yet-valid', 'validity.notBefore', 'certificate_expired'),
  server('client/self-signed', 'chain.trustAnchor', 'unknown_ca'),
  server('client/untrusted-root', 'chain.trustAnchor', 'unknown_ca'),
  server('client/missing-intermediate', 'chain.build', 'unknown_ca'),
  server('client/tampered', 'signature.verify', 'bad_certificate'),
  server('client/weak-key', 'crypto.keySize', 'bad_certificate'),
  server('client/weak-signature', 'crypto.signatureHash', 'bad_certificate'),
  server('client/revoked', 'revocation.status', 'certificate_revoked'),
  server('client/wrong-eku', 'eku.clientAuth', 'unsupported_certificate'),
  server('client/wrong-key-usage', 'leaf.keyUsage', 'unsupported_certificate'),
  server('client/stolen-certificate', 'possession', 'decrypt_error'),
  client('clock/client-slow', 'validity.notBefore', 'certificate_expired'),
  client('clock/client-fast', 'validity.notAfter', 'certificate_expired'),
];
