// The twelve faults of issue one, and what RFC 5246, 5280, 6960 and 9525 say must follow. The product never reads this.
import { FAULTS } from '../../src/lab/faults/catalogue.ts';
import type { Fault } from '../../src/lab/faults/fault.ts';
import type { Recording } from '../../src/lab/recording.ts';
import { FAULT_WORDS } from '../../src/lessons/faults.ts';
import type { CheckId } from '../../src/pki/path/result.ts';
import { defined, modeOf, recordingOf } from './recordings.ts';

export interface Expected {
  readonly id: string;
  readonly refuses: 'client' | 'server';
  readonly check: CheckId;
  readonly alert: string;
}

const expected = (id: string, refuses: Expected['refuses'], check: CheckId, alert: string): Expected => ({
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

export const faultOf = (id: string): Fault => defined(FAULTS.find((fault) => fault.id === id));

/** The recording that the page shows once somebody has chosen these faults on the default page. */
export function brokenRecording(...ids: string[]): Recording {
  const mode = ids.some((id) => modeOf(faultOf(id).modes) === 'mutual') ? 'mutual' : 'one-way';
  return recordingOf({ mode, faults: ids });
}

/** As the drawer names it: the group of its side, and its own name in it. */
export function nameInDrawer(id: string): { group: string; name: string } {
  const group = id.startsWith('server/') ? 'Server’s certificate' : 'Client’s certificate';
  return { group, name: defined(FAULT_WORDS[id]).title };
}
