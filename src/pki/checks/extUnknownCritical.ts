// ext.unknownCritical: every critical extension is one that is processed here (RFC 5280 4.2, 6.1.4(o), 6.1.5(f)).
import type { ExtensionType } from '../extension.ts';
import { nameOrOid } from '../oids.ts';
import { forEachCertificate, verdict } from './check.ts';

/** Extensions whose content a check of this folder acts upon. To have decoded one is not enough. */
const PROCESSED: ReadonlySet<ExtensionType> = new Set([
  'basicConstraints',
  'keyUsage',
  'extKeyUsage',
  'subjectAltName',
  'subjectKeyIdentifier',
  'authorityKeyIdentifier',
]);

export const extUnknownCritical = forEachCertificate(0, ({ extensions }, index) => {
  const critical = extensions.filter((extension) => extension.critical);
  const unknown = critical.filter(({ type }) => !PROCESSED.has(type)).map(({ oid }) => nameOrOid(oid));
  return {
    certificate: index,
    check: 'ext.unknownCritical',
    result: verdict(unknown.length === 0),
    reference: index === 0 ? 'pkix.6.1.5.f' : 'pkix.6.1.4.o',
    evidence:
      unknown.length === 0
        ? { critical: critical.map(({ oid }) => nameOrOid(oid)).join(', ') || 'none' }
        : { unknown: unknown.slice(0, 8).join(', ') },
  };
});
