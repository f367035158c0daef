// What files of older labs do not say, told from what they say. They come from anywhere: what does not fit is left as it
// is, for the validators to ownProperty.
import { isoTime } from '../../asn1/time.ts';
import { fromHex } from '../../bytes/hex.ts';
import { decodeCertificate } from '../../pki/x509/certificate.ts';
import { revocationOfFault } from '../plan/plan.ts';
import { isObject, ownProperty } from './validators.ts';

type Json = Record<string, unknown>;

/** Completes the parsed file in its place: the version in ServerHello, when a fault revoked, whom a check is about. */
export function complete(file: unknown): void {
  const events = ownProperty(file, 'events');
  if (!Array.isArray(events)) return;
  /** Certificates that a verifier put into a path, by verifier and subject. */
  const paths = new Map<string, unknown>();
  for (const event of events) {
    if (!isObject(event)) continue;
    const who = `${String(event['actor'])} ${String(event['subject'])}`;
    if (event['work'] === 'path.validate') paths.set(who, event['certificates']);
    if (event['kind'] === 'sent') completeHello(event['message']);
    if (event['work'] === 'ca.revoke') completeRevocation(event, file);
    if (event['kind'] === 'check' && !Object.hasOwn(event, 'about')) {
      const index = ownProperty(event['check'], 'certificate');
      const own = ownProperty(events[Number(event['work'])], 'certificates');
      set(event, 'about', typeof index === 'number' ? (at(own, index) ?? at(paths.get(who), index) ?? null) : null);
    }
  }
}

/** Every suite of TLS 1.2 names its key exchange in front of `_WITH_`, and none of TLS 1.3 does (RFC 9846 B.4). */
function completeHello(message: unknown): void {
  const details = ownProperty(message, 'facts');
  const suite = ownProperty(details, 'suite');
  if (ownProperty(message, 'type') !== 'ServerHello' || !isObject(details) || Object.hasOwn(details, 'version')) return;
  if (typeof suite === 'string') set(details, 'version', suite.includes('_WITH_') ? 'tls1.2' : 'tls1.3');
}

/** A fault revokes a day before the lab's time, but not before the certificate was valid. */
function completeRevocation(event: Json, file: unknown): void {
  const details = event['facts'];
  const now = ownProperty(file, 'now');
  const fingerprint = at(event['certificates'], 0);
  if (event['tone'] === 'fail' || !isObject(details) || Object.hasOwn(details, 'at')) return;
  if (typeof fingerprint !== 'string' || typeof now !== 'number') return;
  const der = ownProperty(ownProperty(ownProperty(file, 'certificates'), fingerprint), 'der');
  if (typeof der !== 'string' || der.length % 2 !== 0 || /[^0-9a-f]/.test(der)) return;
  const decoded = decodeCertificate(fromHex(der));
  if (decoded.ok) set(details, 'at', isoTime(revocationOfFault(now, decoded.value.notBefore)));
}

const at = (list: unknown, index: number): unknown => (Array.isArray(list) ? list[index] : undefined);

const set = (object: Json, name: string, value: unknown): void => {
  object[name] = value;
};
