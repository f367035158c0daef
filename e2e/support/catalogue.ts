// All faults of the catalogue, and what RFC 5246, 5280, 6960 and 9525 say must follow. The product never reads this.

import { faultById } from '../../src/lab/faults/catalogue.ts';
import type { Fault } from '../../src/lab/faults/fault.ts';
import type { Recording } from '../../src/lab/recording/recording.ts';
import type { FaultId } from '../../src/lab/scenario/faultId.ts';
import { FAULT_WORDS } from '../../src/lessons/faults.ts';
import type { CheckId } from '../../src/pki/path/result.ts';
import { defined, modeOf, recordingOf } from './recordings.ts';

export interface Expected {
  readonly id: FaultId;
  readonly refuses: 'client' | 'server';
  readonly check: CheckId;
  readonly alert: string;
}

const expected = (id: FaultId, refuses: Expected['refuses'], check: CheckId, alert: string): Expected => ({
  id,
  refuses,
  check,
  alert,
});

export const TWELVE: readonly Expected[] = [
  expected('server/expired', 'client', 'validity.notAfter', 'certificate_expired'),
  expected('server/wrong-host', 'client', 'identity.dns', 'bad_certificate'),
  expected('server/self-signed', 'client', 'chain.trustAnchor', 'unknown_ca'),
  expected('server/untrusted-root', 'client', 'chain.trustAnchor', 'unknown_ca'),
  expected('server/tampered', 'client', 'signature.verify', 'bad_certificate'),
  // RSA key exchange: the server can't open the premaster secret, and so not the client's Finished (RFC 5246 7.4.7.1).
  expected('server/stolen-certificate', 'server', 'record.mac', 'bad_record_mac'),
  expected('server/revoked', 'client', 'revocation.status', 'certificate_revoked'),
  expected('client/none', 'server', 'client.required', 'handshake_failure'),
  expected('client/expired', 'server', 'validity.notAfter', 'certificate_expired'),
  expected('client/untrusted-root', 'server', 'chain.trustAnchor', 'unknown_ca'),
  expected('client/wrong-eku', 'server', 'eku.clientAuth', 'unsupported_certificate'),
  expected('client/stolen-certificate', 'server', 'possession', 'decrypt_error'),
];

/** The others: who refuses, by which check, with which alert. */
export const MORE: readonly Expected[] = [
  expected('server/not-yet-valid', 'client', 'validity.notBefore', 'certificate_expired'),
  expected('server/no-san', 'client', 'identity.san', 'bad_certificate'),
  expected('server/wildcard-too-deep', 'client', 'identity.dns', 'bad_certificate'),
  expected('server/nul-in-name', 'client', 'identity.dns', 'bad_certificate'),
  expected('server/missing-intermediate', 'client', 'chain.build', 'unknown_ca'),
  expected('server/wrong-eku', 'client', 'eku.serverAuth', 'unsupported_certificate'),
  expected('server/wrong-key-usage', 'client', 'leaf.keyUsage', 'unsupported_certificate'),
  expected('server/weak-key', 'client', 'crypto.keySize', 'bad_certificate'),
  expected('server/weak-signature', 'client', 'crypto.signatureHash', 'bad_certificate'),
  expected('server/unknown-critical', 'client', 'ext.unknownCritical', 'certificate_unknown'),
  expected('ca/intermediate-expired', 'client', 'validity.notAfter', 'certificate_expired'),
  expected('ca/not-a-ca', 'client', 'ca.basicConstraints', 'unknown_ca'),
  expected('ca/no-cert-sign', 'client', 'ca.keyCertSign', 'unknown_ca'),
  expected('ca/path-too-long', 'client', 'ca.pathLen', 'unknown_ca'),
  expected('ca/outside-name-constraints', 'client', 'nc.permitted', 'certificate_unknown'),
  expected('ca/excluded-name', 'client', 'nc.excluded', 'certificate_unknown'),
  expected('ca/same-name-other-key', 'client', 'signature.verify', 'bad_certificate'),
  expected('ca/ocsp-unreachable', 'client', 'revocation.available', 'certificate_unknown'),
  expected('ca/ocsp-forged', 'client', 'revocation.signature', 'certificate_unknown'),
  expected('ca/ocsp-stale', 'client', 'revocation.fresh', 'certificate_unknown'),
  expected('ca/crl-expired', 'client', 'revocation.fresh', 'certificate_expired'),
  expected('client/unlisted-issuer', 'server', 'client.required', 'handshake_failure'),
  expected('client/not-yet-valid', 'server', 'validity.notBefore', 'certificate_expired'),
  expected('client/self-signed', 'server', 'chain.trustAnchor', 'unknown_ca'),
  expected('client/missing-intermediate', 'server', 'chain.build', 'unknown_ca'),
  expected('client/tampered', 'server', 'signature.verify', 'bad_certificate'),
  expected('client/weak-key', 'server', 'crypto.keySize', 'bad_certificate'),
  expected('client/weak-signature', 'server', 'crypto.signatureHash', 'bad_certificate'),
  expected('client/revoked', 'server', 'revocation.status', 'certificate_revoked'),
  expected('client/wrong-key-usage', 'server', 'leaf.keyUsage', 'unsupported_certificate'),
  expected('clock/client-slow', 'client', 'validity.notBefore', 'certificate_expired'),
  expected('clock/client-fast', 'client', 'validity.notAfter', 'certificate_expired'),
];

/** Those with which the handshake goes through, as it should. */
export const ACCEPTED: readonly FaultId[] = ['server/reversed-chain', 'client/none-optional', 'client/not-allowed'];

export const faultOf = (id: FaultId): Fault => faultById(id);

/** The recording that the page shows once somebody has chosen these faults on the default page. */
export function brokenRecording(...ids: FaultId[]): Recording {
  const mode = ids.some((id) => modeOf(faultOf(id).modes) === 'mutual') ? 'mutual' : 'one-way';
  return recordingOf({ mode, faults: ids });
}

/** As the drawer names it: the group of its side, and its own name in it. */
export function nameInDrawer(id: FaultId): { group: string; name: string } {
  const [side = ''] = id.split('/');
  return { group: defined(GROUPS[side]), name: FAULT_WORDS[id].title };
}

const GROUPS: Readonly<Record<string, string>> = {
  server: 'Server’s certificate',
  ca: 'The CA',
  client: 'Client’s certificate',
  clock: 'Clocks',
  hello: 'Negotiation',
  wire: 'The wire',
};
