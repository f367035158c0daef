// Extensions to be issued: RFC 5280 4.2, encoded. `critical` is always spelled out, so that a fault can get it wrong.
import {
  boolean,
  element,
  implicit,
  integer,
  namedBits,
  octetString,
  oid,
  sequence,
  tagged,
} from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { KEY_USAGES, type KeyUsage } from './extension.ts';
import { encodeGeneralName, type GeneralNameSpec } from './generalName.ts';
import type { PolicyMapping } from './policyExtensions.ts';

/** A purpose of extKeyUsage by its name in RFC 5280 4.2.1.12, or as a dotted object identifier. */
export type Purpose =
  | 'serverAuth'
  | 'clientAuth'
  | 'codeSigning'
  | 'emailProtection'
  | 'timeStamping'
  | 'OCSPSigning'
  | 'anyExtendedKeyUsage'
  | `${number}.${string}`;

export type ExtensionSpec = { readonly critical: boolean } & (
  | { readonly type: 'basicConstraints'; readonly ca: boolean; readonly pathLen: number | null }
  | { readonly type: 'keyUsage'; readonly usages: readonly KeyUsage[] }
  | { readonly type: 'extKeyUsage'; readonly purposes: readonly Purpose[] }
  | { readonly type: 'subjectAltName'; readonly names: readonly GeneralNameSpec[] }
  | { readonly type: 'subjectKeyIdentifier'; readonly id: Uint8Array }
  | { readonly type: 'authorityKeyIdentifier'; readonly keyId: Uint8Array }
  | { readonly type: 'authorityInfoAccess'; readonly ocsp: readonly string[]; readonly caIssuers: readonly string[] }
  | { readonly type: 'crlDistributionPoints'; readonly uris: readonly string[] }
  /** An address is given with its mask: 8 or 32 octets. */
  | {
      readonly type: 'nameConstraints';
      readonly permitted: readonly GeneralNameSpec[];
      readonly excluded: readonly GeneralNameSpec[];
    }
  /** Dotted object identifiers. */
  | { readonly type: 'certificatePolicies'; readonly policies: readonly string[] }
  | { readonly type: 'policyMappings'; readonly mappings: readonly PolicyMapping[] }
  | {
      readonly type: 'policyConstraints';
      readonly requireExplicitPolicy: number | null;
      readonly inhibitPolicyMapping: number | null;
    }
  | { readonly type: 'inhibitAnyPolicy'; readonly skipCerts: number }
  | { readonly type: 'ocspNonce'; readonly nonce: Uint8Array }
  | { readonly type: 'ocspNoCheck' }
  /** `value` is what goes into the OCTET STRING. */
  | { readonly type: 'unknown'; readonly oid: string; readonly value: Uint8Array }
);

/** Extensions ::= SEQUENCE OF Extension. */
export const encodeExtensions = (extensions: readonly ExtensionSpec[]): Uint8Array =>
  sequence(...extensions.map(encodeExtension));

export function encodeExtension(extension: ExtensionSpec): Uint8Array {
  const id = oid(extension.type === 'unknown' ? extension.oid : EXTENSION_OIDS[extension.type]);
  // X.690 11.5: DEFAULT FALSE is left out.
  return sequence(id, ...(extension.critical ? [boolean(true)] : []), octetString(encodeValue(extension)));
}

function encodeValue(extension: ExtensionSpec): Uint8Array {
  switch (extension.type) {
    case 'basicConstraints': {
      const pathLen = extension.pathLen === null ? [] : [integer(extension.pathLen)];
      return sequence(...(extension.ca ? [boolean(true)] : []), ...pathLen);
    }
    case 'keyUsage':
      return namedBits(extension.usages.map((usage) => KEY_USAGES.indexOf(usage)));
    case 'extKeyUsage':
      return sequence(...extension.purposes.map((purpose) => oid(purposeOid(purpose))));
    case 'subjectAltName':
      return sequence(...extension.names.map(encodeGeneralName));
    case 'subjectKeyIdentifier':
      return octetString(extension.id);
    case 'authorityKeyIdentifier':
      return sequence(implicit(0, extension.keyId));
    case 'authorityInfoAccess':
      return sequence(
        ...extension.ocsp.map((value) => accessDescription(OIDS.ocsp, value)),
        ...extension.caIssuers.map((value) => accessDescription(OIDS.caIssuers, value)),
      );
    case 'crlDistributionPoints':
      return distributionPoints(extension.uris);
    case 'nameConstraints':
      return sequence(...subtrees(0, extension.permitted), ...subtrees(1, extension.excluded));
    case 'certificatePolicies':
      return sequence(...extension.policies.map((policy) => sequence(oid(policy))));
    case 'policyMappings':
      return sequence(...extension.mappings.map(({ issuer, subject }) => sequence(oid(issuer), oid(subject))));
    case 'policyConstraints':
      return sequence(...skip(0, extension.requireExplicitPolicy), ...skip(1, extension.inhibitPolicyMapping));
    case 'inhibitAnyPolicy':
      return integer(extension.skipCerts);
    case 'ocspNonce':
      return octetString(extension.nonce);
    case 'ocspNoCheck':
      return element(0x05);
    case 'unknown':
      return extension.value;
  }
}

/** CRLDistributionPoints (RFC 5280 4.2.1.13), each with one address. */
export const distributionPoints = (uris: readonly string[]): Uint8Array =>
  sequence(...uris.map((value) => sequence(tagged(0, tagged(0, encodeGeneralName({ type: 'uri', value }))))));

/** An absent list rather than an empty one (RFC 5280 4.2.1.10). */
const subtrees = (n: number, names: readonly GeneralNameSpec[]): Uint8Array[] =>
  names.length === 0 ? [] : [tagged(n, ...names.map((name) => sequence(encodeGeneralName(name))))];

/** SkipCerts, IMPLICIT. */
const skip = (n: number, certificates: number | null): Uint8Array[] =>
  certificates === null ? [] : [implicit(n, integer(certificates).subarray(2))];

const accessDescription = (method: string, value: string): Uint8Array =>
  sequence(oid(method), encodeGeneralName({ type: 'uri', value }));

function purposeOid(purpose: Purpose): string {
  switch (purpose) {
    case 'serverAuth':
    case 'clientAuth':
    case 'codeSigning':
    case 'emailProtection':
    case 'timeStamping':
    case 'OCSPSigning':
    case 'anyExtendedKeyUsage':
      return OIDS[purpose];
    default:
      return purpose;
  }
}

const EXTENSION_OIDS = {
  basicConstraints: OIDS.basicConstraints,
  keyUsage: OIDS.keyUsage,
  extKeyUsage: OIDS.extKeyUsage,
  subjectAltName: OIDS.subjectAltName,
  subjectKeyIdentifier: OIDS.subjectKeyIdentifier,
  authorityKeyIdentifier: OIDS.authorityKeyIdentifier,
  authorityInfoAccess: OIDS.authorityInfoAccess,
  crlDistributionPoints: OIDS.cRLDistributionPoints,
  nameConstraints: OIDS.nameConstraints,
  certificatePolicies: OIDS.certificatePolicies,
  policyMappings: OIDS.policyMappings,
  policyConstraints: OIDS.policyConstraints,
  inhibitAnyPolicy: OIDS.inhibitAnyPolicy,
  ocspNonce: OIDS['ocsp-nonce'],
  ocspNoCheck: OIDS['ocsp-nocheck'],
} as const satisfies Record<Exclude<ExtensionSpec['type'], 'unknown'>, string>;
