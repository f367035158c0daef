// Which certificate of a recording is whose: the ones that can be edited, by their place in the lab.
import type { CertificateId } from '../scenario/edits.ts';
import type { Fingerprint, Recording } from './recording.ts';

/** The certificate in each place; where one was altered afterwards, the one that goes out. */
export const certificateIds = (recording: Recording): ReadonlyMap<CertificateId, Fingerprint> =>
  new Map(certificatePlaces(recording));

/** All certificates that have a place, in their order in time: one that is altered has the same place before and after. */
export function certificatePlaces({ events, certificates }: Recording): [CertificateId, Fingerprint][] {
  const places: [CertificateId, Fingerprint][] = [];
  const found = new Map<CertificateId, Fingerprint>();
  const put = (id: CertificateId, fingerprint: Fingerprint | undefined) => {
    if (fingerprint === undefined) return;
    found.set(id, fingerprint);
    places.push([id, fingerprint]);
  };
  for (const event of events) {
    if (event.kind === 'sent' && event.message.type === 'IssuedCertificate') {
      const { to, certificates: issued, details } = event.message;
      // What the CA issues to others goes the same way.
      if (details.outsider !== true && (to === 'server' || to === 'client')) put(to, issued[0]);
    }
    if (event.kind !== 'operation') continue;
    const { actor, operation, certificates: own } = event;
    const byHand =
      operation === 'certificate.obtain' || operation === 'certificate.copy' || operation === 'certificate.alter';
    if (operation === 'ca.create') {
      put('root', own.at(-1));
      put('issuing', own.at(-2));
      if (own.length > 2) put('subordinate', own.at(-3));
    } else if (byHand && (actor === 'server' || actor === 'client')) {
      put(actor, own[0]);
      const isBank = own.slice(1).some((fingerprint) => fingerprint === found.get('issuing'));
      if (operation === 'certificate.obtain' && own.length > 2 && !isBank) {
        put('rogueRoot', own.at(-1));
        put('rogueIssuing', own.at(-2));
      }
    } else if (operation === 'trust.install') {
      const known = [...found.values()];
      const [root] = own;
      // The namesake has the bank's name and no key identifier of its own; nobody edits it.
      if (root !== undefined && !known.includes(root) && certificates[root]?.subject !== subjectOf(found.get('root')))
        put('rogueRoot', root);
    }
  }
  return places;

  function subjectOf(fingerprint: Fingerprint | undefined): string | undefined {
    return fingerprint === undefined ? undefined : certificates[fingerprint]?.subject;
  }
}
