// The values of certificate extensions as a reader wants them.

import { nameOrOid } from '../../../asn1/oids.ts';
import { isoTime } from '../../../asn1/time.ts';
import { toHex } from '../../../bytes/hex.ts';
import type { DistributionPoint } from '../../../pki/x509/distributionPoint.ts';
import type { Extension } from '../../../pki/x509/extension.ts';
import type { GeneralName } from '../../../pki/x509/generalName.ts';
import { spacedHex } from '../bytes/hexGrid.ts';

/** One line for each value. */
export function extensionValues(extension: Extension): string[] {
  switch (extension.type) {
    case 'basicConstraints':
      return [
        extension.ca ? 'CA: yes' : 'CA: no',
        ...(extension.ca
          ? [`path length: ${extension.pathLen === null ? 'no limit' : `at most ${extension.pathLen}`}`]
          : []),
      ];
    case 'keyUsage':
      return [...extension.usages];
    case 'extKeyUsage':
      return extension.purposes.map(nameOrOid);
    case 'subjectAltName':
      return extension.names.map(nameValue);
    case 'subjectKeyIdentifier':
      return [spacedHex(toHex(extension.id))];
    case 'authorityKeyIdentifier':
      return [
        ...(extension.keyId === null ? [] : [spacedHex(toHex(extension.keyId))]),
        ...(extension.issuer ?? []).map(({ value }) => value),
        ...(extension.serial === null ? [] : [`serial ${extension.serial}`]),
      ];
    case 'authorityInfoAccess':
      return [...extension.ocsp.map((uri) => `OCSP ${uri}`), ...extension.caIssuers.map((uri) => `issuers ${uri}`)];
    case 'crlDistributionPoints':
      return pointValues(extension.points);
    case 'freshestCrl':
      return pointValues(extension.points);
    case 'issuerAltName':
    case 'certificateIssuer':
      return extension.names.map(nameValue);
    case 'nameConstraints':
      return [
        ...extension.permitted.map(({ base }) => `permitted: ${nameValue(base)}`),
        ...extension.excluded.map(({ base }) => `excluded: ${nameValue(base)}`),
      ];
    case 'certificatePolicies':
      return extension.policies.map(({ oid }) => nameOrOid(oid));
    case 'policyMappings':
      return extension.mappings.map(({ issuer, subject }) => `${nameOrOid(issuer)} is ${nameOrOid(subject)} below`);
    case 'policyConstraints':
      return [
        ...skipValue('explicit policy demanded', extension.requireExplicitPolicy),
        ...skipValue('no mapping of policies', extension.inhibitPolicyMapping),
      ];
    case 'inhibitAnyPolicy':
      return skipValue('anyPolicy does not count', extension.skipCerts);
    case 'crlNumber':
      return [extension.number.toString()];
    case 'deltaCrlIndicator':
      return [`changes since number ${extension.base}`];
    case 'issuingDistributionPoint':
      return [
        ...(extension.name === null ? [] : pointValues([{ name: extension.name, crlIssuer: null }])),
        ...(extension.onlyUserCerts ? ['only end entities'] : []),
        ...(extension.onlyCaCerts ? ['only CAs'] : []),
        ...(extension.onlyAttributeCerts ? ['only attribute certificates'] : []),
        ...(extension.onlySomeReasons === null ? [] : ['only some reasons']),
        ...(extension.indirect ? ['certificates of several issuers'] : []),
      ];
    case 'crlReason':
      return [String(extension.code)];
    case 'invalidityDate':
      return [isoTime(extension.at)];
    case 'malformed':
      return [extension.problem];
    case 'ocspNonce':
      return [spacedHex(toHex(extension.nonce))];
    case 'ocspNoCheck':
      return ['yes'];
    case 'unknown':
      return [spacedHex(toHex(extension.value))];
  }
}

const nameValue = ({ type, value }: GeneralName): string => `${GENERAL_NAMES[type]} ${value}`;

const pointValues = (points: readonly Pick<DistributionPoint, 'name' | 'crlIssuer'>[]): string[] =>
  points.flatMap(({ name, crlIssuer }) => [
    ...(name?.type === 'full' ? name.names.map(({ value }) => value) : []),
    ...(name?.type === 'relative' ? ['relative to the CRL issuer'] : []),
    ...(crlIssuer ?? []).map(({ value }) => `CRL issuer ${value}`),
  ]);

const skipValue = (what: string, skip: number | null): string[] =>
  skip === null ? [] : [skip === 0 ? what : `${what} after ${skip} more`];

/** The field whose words explain the extension; null where its OID means nothing to us. */
export const extensionField = ({ type }: Extension): string | null =>
  type === 'unknown' || type === 'malformed' ? null : (FIELDS[type] ?? type);

const FIELDS: Readonly<Record<string, string>> = {
  ocspNonce: 'ocsp.nonce',
  ocspNoCheck: 'ocsp.noCheck',
  freshestCrl: 'crlDistributionPoints',
  crlReason: 'crl.entry.reasonCode',
  certificateIssuer: 'crl.entry.certificateIssuer',
  invalidityDate: 'crl.entry.invalidityDate',
};

const GENERAL_NAMES = {
  dns: 'DNS',
  ip: 'IP',
  email: 'email',
  uri: 'URI',
  dirName: 'directory name',
  other: 'other',
} as const;
