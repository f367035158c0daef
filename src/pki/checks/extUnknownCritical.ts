// ext.unknownCritical: every critical extension is one that is processed here (RFC 5280 4.2, 6.1.4(o), 6.1.5(f)).

import { nameOrOid, OIDS } from '../../asn1/oids.ts';
import type { PathRequest } from '../path/request.ts';
import { type Certificate, extensionOf } from '../x509/certificate.ts';
import type { Extension, ExtensionType } from '../x509/extension.ts';
import { forEachCertificate, verdict } from './check.ts';

/** Extensions whose content a check of this folder acts upon. To have decoded one is not enough. */
const PROCESSED: ReadonlySet<ExtensionType> = new Set([
  'basicConstraints',
  'keyUsage',
  'extKeyUsage',
  'subjectAltName',
  'subjectKeyIdentifier',
  'authorityKeyIdentifier',
  'nameConstraints',
  'policyMappings',
  'policyConstraints',
  'inhibitAnyPolicy',
  // RFC 6960 4.2.2.2.1: of a responder, whose revocation is then not asked for; of others it says nothing.
  'ocspNoCheck',
  // Reported by cert.decode.
  'malformed',
]);

export const extUnknownCritical = forEachCertificate(0, (certificate, index, _path, request) => {
  const { extensions } = certificate;
  const critical = extensions.filter((extension) => extension.critical);
  const unknown = critical
    .filter((extension) => !isProcessed(extension, certificate, request))
    .map(({ oid }) => nameOrOid(oid));
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

function isProcessed(extension: Extension, certificate: Certificate, { revocation }: PathRequest): boolean {
  switch (extension.type) {
    case 'certificatePolicies':
      // 4.2.1.4: where it is critical, its qualifiers must be understood too.
      return extension.policies.every(({ qualifiers }) => qualifiers.every((id) => QUALIFIERS.has(id)));
    case 'crlDistributionPoints':
      return revocation !== undefined;
    case 'unknown':
      // Microsoft's older spelling of extKeyUsage: where that stands beside it, that one counts.
      return extension.oid === OIDS.msApplicationPolicies && extensionOf(certificate, 'extKeyUsage') !== null;
    default:
      return PROCESSED.has(extension.type);
  }
}

const QUALIFIERS: ReadonlySet<string> = new Set([OIDS['id-qt-cps'], OIDS['id-qt-unotice']]);
