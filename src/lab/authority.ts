// Certification authorities: the bank's, which both endpoints trust, and a rogue one, which nobody does.

import type { PoolKeyName } from '../crypto/poolNames.ts';
import type { Random } from '../crypto/random.ts';
import { publicOf, type RsaPrivateKey, type RsaPublicKey } from '../crypto/rsa.ts';
import { publicKeyToSpki } from '../crypto/spki.ts';
import { type Certificate, parseCertificate } from '../pki/certificate.ts';
import type { ExtensionSpec } from '../pki/extensionSpec.ts';
import { keyIdentifier } from '../pki/fingerprint.ts';
import type { GeneralNameSpec } from '../pki/generalName.ts';
import { issueCertificate } from '../pki/issue.ts';
import { encodeName, type NameSpec } from '../pki/name.ts';
import type { LeafPlan, Validity } from './plan.ts';

export type Keys = (name: PoolKeyName) => RsaPrivateKey;

export interface Issuer {
  readonly certificate: Certificate;
  readonly key: RsaPrivateKey;
}

/** A root and the issuing CA below it. */
export interface Authority {
  readonly root: Issuer;
  readonly issuing: Issuer;
}

export const OCSP_URL = 'http://ocsp.bank.test/';

export function makeAuthority(who: 'bank' | 'rogue', validity: Validity, keys: Keys, random: Random): Authority {
  const { organization, root: rootName, issuing: issuingName } = NAMES[who];
  const name = (common: string): NameSpec[] => [
    { type: 'CN', value: common },
    { type: 'O', value: organization },
  ];
  const rootKey = keys(who === 'bank' ? 'root' : 'rogueRoot');
  const issuingKey = keys(who === 'bank' ? 'issuing' : 'rogueIssuing');
  const rootDn = encodeName(name(rootName));
  const ca = (pathLen: number | null): ExtensionSpec[] => [
    { type: 'basicConstraints', critical: true, ca: true, pathLen },
    // digitalSignature: the CA signs its OCSP answers itself (RFC 6960 4.2.2.2).
    { type: 'keyUsage', critical: true, usages: ['digitalSignature', 'keyCertSign', 'cRLSign'] },
  ];
  const root = issueCertificate(
    {
      serial: serialNumber(random, `${who}.root`),
      subject: rootDn,
      issuer: rootDn,
      ...validity,
      publicKey: publicOf(rootKey),
      hash: 'sha256',
      extensions: [...ca(null), subjectKeyId(publicOf(rootKey))],
    },
    rootKey,
  );
  const issuing = issueCertificate(
    {
      serial: serialNumber(random, `${who}.issuing`),
      subject: name(issuingName),
      issuer: rootDn,
      ...validity,
      publicKey: publicOf(issuingKey),
      hash: 'sha256',
      extensions: [...ca(0), subjectKeyId(publicOf(issuingKey)), authorityKeyId(publicOf(rootKey))],
    },
    rootKey,
  );
  return {
    root: { certificate: parseCertificate(root), key: rootKey },
    issuing: { certificate: parseCertificate(issuing), key: issuingKey },
  };
}

/** The leaf that the plan asks for, by an issuer, or by its own key where `issuer` is null. DER. */
export function issueLeaf(
  plan: LeafPlan,
  publicKey: RsaPublicKey,
  issuer: Issuer | null,
  ownKey: RsaPrivateKey,
  serial: Uint8Array,
  ocspUrl: string | null,
): Uint8Array {
  const subject = encodeName(subjectOf(plan));
  const issuerKey = issuer ? publicOf(issuer.key) : publicKey;
  const names: GeneralNameSpec[] = [
    ...plan.dnsNames.map((value) => ({ type: 'dns', value }) as const),
    ...plan.emails.map((value) => ({ type: 'email', value }) as const),
    ...plan.ips.map((value) => ({ type: 'ip', value }) as const),
  ];
  return issueCertificate(
    {
      serial,
      subject,
      issuer: issuer ? issuer.certificate.subject.der : subject,
      notBefore: plan.notBefore,
      notAfter: plan.notAfter,
      publicKey,
      hash: 'sha256',
      extensions: [
        { type: 'basicConstraints', critical: true, ca: false, pathLen: null },
        { type: 'keyUsage', critical: true, usages: plan.keyUsage },
        { type: 'extKeyUsage', critical: false, purposes: plan.extendedKeyUsage },
        ...(names.length > 0 ? [{ type: 'subjectAltName', critical: false, names } as const] : []),
        subjectKeyId(publicKey),
        authorityKeyId(issuerKey),
        ...(ocspUrl ? [{ type: 'authorityInfoAccess', critical: false, ocsp: [ocspUrl], caIssuers: [] } as const] : []),
      ],
    },
    issuer ? issuer.key : ownKey,
  );
}

export const subjectOf = (plan: LeafPlan): NameSpec[] => [
  { type: 'CN', value: plan.commonName },
  { type: 'O', value: plan.organization },
];

/** 16 bytes, positive, and at least 64 bits of it random (CA/Browser Forum 7.1). */
export function serialNumber(random: Random, label: string): Uint8Array {
  const serial = random(`serial.${label}`, 16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

const subjectKeyId = (key: RsaPublicKey): ExtensionSpec => ({
  type: 'subjectKeyIdentifier',
  critical: false,
  id: keyIdentifier(publicKeyToSpki(key)),
});

const authorityKeyId = (key: RsaPublicKey): ExtensionSpec => ({
  type: 'authorityKeyIdentifier',
  critical: false,
  keyId: keyIdentifier(publicKeyToSpki(key)),
});

const NAMES = {
  bank: { organization: 'Bank', root: 'Bank Root CA', issuing: 'Bank Issuing CA 1' },
  rogue: { organization: 'Shadow Trust', root: 'Shadow Root CA', issuing: 'Shadow Issuing CA' },
} as const;
