// profile.*: what RFC 5280 section 4 asks of those who issue certificates. Path validation does not depend on it.
// Each rule is reported where it is broken. A trust anchor is taken for what it is, not for how it was issued (6.1.1(d));
// what binds of it nevertheless says each rule, and docs/conformance.md.

import { nameOrOid, OIDS } from '../../asn1/oids.ts';
import { isoTime } from '../../asn1/time.ts';
import { isHost, parseMailbox, prepareBase } from '../path/nameMatching.ts';
import { ISSUANCE_PROFILES, isAnchorAt, type PathRequest } from '../path/request.ts';
import { signedBy } from '../path/signedBy.ts';
import { type Certificate, extensionOf, isSelfIssued } from '../x509/certificate.ts';
import type { ExtensionType, KeyUsage } from '../x509/extension.ts';
import type { GeneralName } from '../x509/generalName.ts';
import { escapeControls } from '../x509/name.ts';
import { Against, issuanceRule } from './check.ts';

/** 4.1.2.2: positive, and at most 20 octets. */
export const profileSerialNumber = issuanceRule(
  'profile.serialNumber',
  'pkix.4.1.2.2',
  ISSUANCE_PROFILES,
  ({ serial }, index, path) => {
    if (isAnchorAt(path, index)) return null;
    const isPositive = !serial.startsWith('-') && !/^0*$/.test(serial);
    return isPositive && contentLength(serial) <= 20 ? null : { serial };
  },
);

/** Octets of an INTEGER's content: one more where the first bit of the magnitude would be read as a sign. */
function contentLength(serial: string): number {
  const digits = serial.replace(/^0+/, '');
  return Math.floor(digits.length / 2) + 1 - Number(digits.length % 2 === 0 && digits < '8');
}

/** 4.1.2.5: UTCTime through the year 2049, which reaches back to 1950. */
export const profileValidity = issuanceRule(
  'profile.validity',
  'pkix.4.1.2.5',
  ISSUANCE_PROFILES,
  (certificate, index, path) => {
    if (isAnchorAt(path, index)) return null;
    const early = (['notBefore', 'notAfter'] as const).find(
      (end) =>
        certificate.longDates[end] && certificate[end] >= Date.UTC(1950, 0) && certificate[end] < Date.UTC(2050, 0),
    );
    return early === undefined ? null : { [early]: isoTime(certificate[early]), format: 'GeneralizedTime' };
  },
);

/**
 * 4.1.2.4, 4.1.2.6: the issuer has a name; so has a subject that is a CA. 4.1.2.8: no unique identifiers, which allow one
 * name to be used again. Appendix A.1: each value within the bounds of its attribute; an anchor's own, as they are.
 */
export const profileNames = issuanceRule(
  'profile.names',
  'pkix.4.1.2.4',
  ISSUANCE_PROFILES,
  (certificate, index, path) => {
    const { issuer, subject } = certificate;
    if (issuer.rdns.length === 0) return { issuer: 'empty' };
    const isCa = index > 0 || extensionOf(certificate, 'basicConstraints')?.ca === true;
    if (isCa && subject.rdns.length === 0) return { subject: 'empty' };
    if (isAnchorAt(path, index)) return null;
    const [identifier] = certificate.uniqueIdentifiers;
    if (identifier !== undefined) return new Against('pkix.4.1.2.8', { [identifier]: 'present' });
    for (const { oid, type, value, encoding } of subject.rdns.flat()) {
      const [least, most] = BOUNDS.get(oid) ?? [0, Number.POSITIVE_INFINITY];
      const characters = Array.from(value).length;
      if (encoding.endsWith('String') && (characters < least || characters > most))
        return new Against('pkix.A.1', { attribute: type, characters, bound: most });
    }
    return null;
  },
);

/** In characters. */
const BOUNDS: ReadonlyMap<string, readonly [number, number]> = new Map([
  [OIDS.commonName, [1, 64]],
  [OIDS.localityName, [1, 128]],
  [OIDS.stateOrProvinceName, [1, 128]],
  [OIDS.organizationName, [1, 64]],
  [OIDS.organizationalUnitName, [1, 64]],
  [OIDS.title, [1, 64]],
  [OIDS.serialNumber, [1, 64]],
  [OIDS.surname, [1, 32768]],
  [OIDS.givenName, [1, 32768]],
  [OIDS.countryName, [2, 2]],
  [OIDS.emailAddress, [1, 255]],
]);

/**
 * X.690 11.5: a default value is not written out; 11.2.2: no zeros at the end of a list of named bits. 4.1 wants DER. An
 * anchor stands as it is.
 */
export const profileEncoding = issuanceRule(
  'profile.encoding',
  'der.11.5',
  ISSUANCE_PROFILES,
  (certificate, index, path) => {
    if (isAnchorAt(path, index)) return null;
    const { extensions } = certificate;
    const written = extensions.find(({ writesFalse }) => writesFalse);
    if (written !== undefined) return { extension: nameOrOid(written.oid), critical: 'FALSE, written out' };
    const constraints = extensionOf(certificate, 'basicConstraints');
    if (constraints?.caWritten === true && !constraints.ca)
      return { extension: 'basicConstraints', cA: 'FALSE, written out' };
    return extensionOf(certificate, 'keyUsage')?.hasTrailingZeros === true
      ? new Against('der.11.2.2', { extension: 'keyUsage', bits: 'zeros at the end' })
      : null;
  },
);

/**
 * 4.2.1.1, 4.2.1.2: a certificate names its issuer's key, unless that is its own; a CA's names its own, so that those
 * below it can. Who issued a trust anchor does not matter. Certificates before version 3 have no room for either.
 */
export const profileKeyIdentifiers = issuanceRule(
  'profile.keyIdentifiers',
  'pkix.4.2.1.1',
  ISSUANCE_PROFILES,
  (certificate, index, path) => {
    const isAnchor = isAnchorAt(path, index);
    if (isAnchor && certificate.version < 3) return null;
    const authority = extensionOf(certificate, 'authorityKeyIdentifier');
    if (authority !== null && (authority.issuer === null) !== (authority.serial === null)) {
      return { authorityKeyIdentifier: 'issuer or serial number alone' };
    }
    if ((authority?.keyId ?? null) === null && !isAnchor && !mayBeSelfSigned(certificate))
      return { authorityKeyIdentifier: 'absent' };
    const isCa = index > 0 || extensionOf(certificate, 'basicConstraints')?.ca === true;
    const hasSubjectKey = extensionOf(certificate, 'subjectKeyIdentifier') !== null;
    return isCa && !hasSubjectKey ? { subjectKeyIdentifier: 'absent' } : null;
  },
);

/** Nothing speaks against it: self-issued, and its own key does not refute the signature. `isSelfSigned` asks for more. */
export const mayBeSelfSigned = (certificate: Certificate): boolean =>
  isSelfIssued(certificate) && signedBy(certificate, certificate) !== 'mismatch';

/** Which extensions conforming CAs MUST mark as critical, and which they MUST NOT. */
export const profileCriticality = issuanceRule(
  'profile.criticality',
  'pkix.4.2',
  ISSUANCE_PROFILES,
  (certificate, index, _path, request) => {
    for (const { type, oid, critical } of certificate.extensions) {
      if (critical && (NEVER_CRITICAL.has(type) || NEVER_CRITICAL_OIDS.has(oid)))
        return { extension: nameOrOid(oid), critical: 'TRUE' };
      if (critical || !ALWAYS_CRITICAL.has(type)) continue;
      // 4.2.1.9 asks it of certificates whose key verifies certificates only.
      if (type === 'basicConstraints' && !(index > 0 || isCertSigner(certificate))) continue;
      // BR 7.1.2.10.8 lets it be, for the sake of old clients.
      if (type === 'nameConstraints' && request.profile === 'web') continue;
      return { extension: nameOrOid(oid), critical: 'FALSE' };
    }
    return null;
  },
);

const isCertSigner = (certificate: Certificate): boolean =>
  extensionOf(certificate, 'basicConstraints')?.ca === true &&
  extensionOf(certificate, 'keyUsage')?.usages.has('keyCertSign') !== false;

const NEVER_CRITICAL: ReadonlySet<ExtensionType> = new Set<ExtensionType>([
  'authorityKeyIdentifier',
  'subjectKeyIdentifier',
  'authorityInfoAccess',
  'freshestCrl',
]);
const NEVER_CRITICAL_OIDS: ReadonlySet<string> = new Set([
  OIDS.subjectInfoAccess,
  OIDS.subjectDirectoryAttributes,
  OIDS.authorityInfoAccess,
]);
const ALWAYS_CRITICAL: ReadonlySet<ExtensionType> = new Set<ExtensionType>([
  'basicConstraints',
  'nameConstraints',
  'policyConstraints',
  'inhibitAnyPolicy',
]);

const NOT_SIGNING = ['keyEncipherment', 'dataEncipherment', 'keyAgreement', 'encipherOnly', 'decipherOnly'] as const;

/** 4.2.1.3, 4.2.1.9: keyUsage and basicConstraints agree; who issues certificates has both. 4.2.1.12: extKeyUsage, too. */
export const profileKeyUsage = issuanceRule(
  'profile.keyUsage',
  'pkix.4.2.1.3',
  ISSUANCE_PROFILES,
  (certificate, index, path, request) => {
    const usages = extensionOf(certificate, 'keyUsage')?.usages ?? null;
    const constraints = extensionOf(certificate, 'basicConstraints');
    if (usages === null) return index > 0 && !isAnchorAt(path, index) ? { keyUsage: 'absent' } : null;
    if (usages.size === 0) return { keyUsage: 'none' };
    // RFC 9881 5: such a key signs, and can do nothing else.
    const strange = certificate.publicKey.algorithm === 'ml-dsa' && NOT_SIGNING.find((usage) => usages.has(usage));
    if (strange) return new Against('mldsa.5', { keyUsage: strange });
    const cA = constraints?.ca === true;
    const signs = usages.has('keyCertSign');
    if (signs && !cA) return { keyUsage: 'keyCertSign', cA: constraints === null ? 'absent' : 'FALSE' };
    const { pathLen } = constraints ?? { pathLen: null };
    // In the leaf's place nothing is below it, and its limit limits nothing.
    if (pathLen !== null && !(cA && (signs || index === 0)))
      return { pathLenConstraint: pathLen, keyCertSign: String(signs) };
    return index === 0 && !cA ? inconsistentPurposes(certificate, usages, request) : null;
  },
);

/**
 * 4.2.1.12: "MUST only be used for a purpose consistent with both": with the one that is asked for, if it is among them,
 * otherwise with any. Of purposes that the section does not name, it does not say which uses they have.
 */
function inconsistentPurposes(
  certificate: Certificate,
  usages: ReadonlySet<KeyUsage>,
  { purpose, anyKeyUsage }: PathRequest,
): Against<'profile.keyUsage'> | null {
  const purposes = extensionOf(certificate, 'extKeyUsage')?.purposes ?? [];
  const asked = purpose === 'server' ? OIDS.serverAuth : purpose === 'client' ? OIDS.clientAuth : null;
  // Where the request lists uses of its own, leaf.keyUsage says what is wrong.
  const wanted = asked !== null && anyKeyUsage === undefined && purposes.includes(asked) ? [asked] : purposes;
  const isConsistent = (oid: string): boolean => USAGES_OF.get(oid)?.some((usage) => usages.has(usage)) ?? true;
  if (wanted.length === 0 || wanted.some(isConsistent)) return null;
  const evidence = { keyUsage: [...usages].join(', '), extKeyUsage: wanted.slice(0, 8).map(nameOrOid).join(', ') };
  return new Against('pkix.4.2.1.12', evidence);
}

const USAGES_OF: ReadonlyMap<string, readonly KeyUsage[]> = new Map<string, readonly KeyUsage[]>([
  [OIDS.serverAuth, ['digitalSignature', 'keyEncipherment', 'keyAgreement']],
  [OIDS.clientAuth, ['digitalSignature', 'keyAgreement']],
  [OIDS.codeSigning, ['digitalSignature']],
  [OIDS.emailProtection, ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'keyAgreement']],
  [OIDS.timeStamping, ['digitalSignature', 'nonRepudiation']],
  [OIDS.OCSPSigning, ['digitalSignature', 'nonRepudiation']],
]);

/** 4.2.1.6: each name has the syntax of its kind; a certificate without subject has names, and they are critical. */
export const profileSubjectAltName = issuanceRule(
  'profile.subjectAltName',
  'pkix.4.2.1.6',
  ISSUANCE_PROFILES,
  (certificate, index) => {
    const extension = extensionOf(certificate, 'subjectAltName');
    if (certificate.subject.rdns.length === 0 && index === 0) {
      if (extension === null) return { subject: 'empty', subjectAltName: 'absent' };
      if (!extension.critical) return { subject: 'empty', critical: 'FALSE' };
    }
    const malformed = extension?.names.find((name) => !isWellFormed(name));
    return malformed === undefined
      ? null
      : { kind: malformed.type, name: escapeControls(malformed.value.slice(0, 200)) };
  },
);

function isWellFormed({ type, value, bytes }: GeneralName): boolean {
  switch (type) {
    case 'dns':
      return isPreferredName(value.startsWith('*.') ? value.slice(2) : value);
    case 'ip':
      return bytes.length === 4 || bytes.length === 16;
    case 'email':
      return parseMailbox(value) !== null;
    case 'uri':
      return /^[a-z][a-z0-9+.-]*:[!-~]+$/i.test(value);
    case 'dirName':
    case 'other':
      return true;
  }
}

/** RFC 1034 3.5 with RFC 1123 2.1: letters, digits, and hyphens within labels. */
function isPreferredName(name: string): boolean {
  const labels = name.toLowerCase().split('.');
  return isHost(labels.join('.')) && labels.every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label));
}

/** 4.2.1.10: in CA certificates only, never empty, without distances, of well-formed names. */
export const profileNameConstraints = issuanceRule(
  'profile.nameConstraints',
  'pkix.4.2.1.10',
  ISSUANCE_PROFILES,
  (certificate, index) => {
    const constraints = extensionOf(certificate, 'nameConstraints');
    if (constraints === null) return null;
    if (index === 0 && extensionOf(certificate, 'basicConstraints')?.ca !== true) return { cA: 'FALSE' };
    const trees = [...constraints.permitted, ...constraints.excluded];
    if (trees.length === 0) return { subtrees: 0 };
    const distant = trees.find(({ minimum, maximum }) => minimum !== 0 || maximum !== null);
    if (distant !== undefined) return { minimum: distant.minimum, maximum: distant.maximum ?? 'absent' };
    const malformed = trees.find(({ base }) => prepareBase(base).kind === 'malformed');
    return malformed === undefined
      ? null
      : { kind: malformed.base.type, constraint: escapeControls(malformed.base.value.slice(0, 200)) };
  },
);

/** 4.2.1.4: no policy twice. */
export const profilePolicies = issuanceRule('profile.policies', 'pkix.4.2.1.4', ISSUANCE_PROFILES, (certificate) => {
  const policies = extensionOf(certificate, 'certificatePolicies')?.policies ?? [];
  const seen = new Set<string>();
  for (const { oid } of policies) {
    if (seen.has(oid)) return { policy: nameOrOid(oid), times: 2 };
    seen.add(oid);
  }
  return null;
});
