// Certification authorities: the bank's, which both endpoints trust, and a rogue one, which nobody does.

import { type PrivateKey, type PublicKey, publicPart } from '../../crypto/ellipticKey.ts';
import type { PoolKeyName } from '../../crypto/poolNames.ts';
import type { Random } from '../../crypto/random.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import { type Certificate, parseCertificate } from '../../pki/x509/certificate.ts';
import type { ExtensionSpec } from '../../pki/x509/extensionSpec.ts';
import { keyIdentifier } from '../../pki/x509/fingerprint.ts';
import type { GeneralNameSpec } from '../../pki/x509/generalName.ts';
import { type CertificateSpec, issueCertificate } from '../../pki/x509/issue.ts';
import { encodeName, type NameSpec } from '../../pki/x509/name.ts';
import { type CaPlan, ISSUING_CA, type LeafPlan, midnight, type Validity } from '../plan/plan.ts';
import { caKeyName } from '../scenario/keyKinds.ts';
import type { Granted } from './caDecision.ts';
import { editSpec } from './editSpec.ts';

export type KeyStore = (name: PoolKeyName) => PrivateKey;

export interface Issuer {
  readonly certificate: Certificate;
  readonly key: PrivateKey;
}

/** A root and the CAs below it. */
export interface Authority {
  readonly root: Issuer;
  /** The one that issues to others. */
  readonly issuing: Issuer;
  /** From the issuing CA up, without the root: what goes out behind a leaf. */
  readonly chain: readonly Certificate[];
  /** Where one learns of revocation; null for a CA that says nothing of it. */
  readonly status: StatusAddress | null;
}

export interface StatusAddress {
  readonly via: 'ocsp' | 'crl';
  readonly url: string;
}

/** Where a CA answers, and where its list lies. */
export const statusUrl = (via: StatusAddress['via'], domain: string): string =>
  via === 'ocsp' ? `http://ocsp.${domain}/` : `http://crl.${domain}/issuing.crl`;

/** Where the deltas lie. */
export const deltaUrl = (domain: string): string => `http://crl.${domain}/issuing-delta.crl`;

export function makeAuthority(who: 'bank' | 'rogue', plan: CaPlan, keys: KeyStore, random: Random): Authority {
  const isBank = who === 'bank';
  const ids = CA_IDS[who];
  const root = makeRoot(ids.root, plan, keys, serialNumber(random, `${who}.root`));
  const limits = isBank ? plan.issuing : { ...plan.root, ...UNLIMITED };
  const issuing = makeCa(ids.issuing, plan, limits, keys, serialNumber(random, `${who}.issuing`));
  const below =
    isBank && plan.subordinate
      ? makeCa('subordinate', plan, { ...plan.root, ...UNLIMITED }, keys, serialNumber(random, 'subordinate.issuing'))
      : null;
  return {
    root,
    issuing: below ?? issuing,
    chain: [...(below ? [below.certificate] : []), issuing.certificate],
    status: isBank ? { via: plan.publishes, url: statusUrl(plan.publishes, plan.domain) } : null,
  };
}

/** The issuing CA's certificate before it was renewed: the same name and key, another life. */
export function makeFormerIssuing(plan: CaPlan, life: Validity, keys: KeyStore, random: Random): Certificate {
  const limits = { ...plan.issuing, ...life };
  return makeCa('issuing', plan, limits, keys, serialNumber(random, 'bank.issuing.former')).certificate;
}

/** A root of the bank's name that is not the bank's: it has another key, and like many an old root no key identifier. */
export function makeNamesake(plan: CaPlan, keys: KeyStore, random: Random): Certificate {
  const key = keys(caKeyName('namesakeRoot', plan.key));
  const name = nameOfCa('root', plan);
  const spec = rootSpec(plan.root, name, name, publicPart(key), serialNumber(random, 'namesake.root'), []);
  return parseCertificate(issueCertificate(spec, key));
}

type CaId = keyof typeof CAS;

/** Who signs, as far as a signature needs them. */
interface Signatory {
  /** DER of the name. */
  readonly name: Uint8Array;
  readonly key: PrivateKey;
}

/** A CA by name and key, whether or not its certificate is made yet. */
const signatory = (id: CaId, plan: CaPlan, keys: KeyStore): Signatory => ({
  name: nameOfCa(id, plan),
  key: keyOf(id, plan, keys),
});

const nameOfCa = (id: CaId, { edits = {}, organization }: CaPlan): Uint8Array => {
  const { name, ...foreign } = CAS[id];
  const whose = 'organization' in foreign ? foreign : { short: organization, organization };
  return encodeName(edits[id]?.subject ?? nameOf(`${whose.short} ${name}`, whose.organization));
};

const keyOf = (id: CaId, { edits = {}, key }: CaPlan, keys: KeyStore): PrivateKey =>
  keys(edits[id]?.key ?? caKeyName(id, key));

function signerOf(id: CaId, plan: CaPlan, keys: KeyStore): Signatory {
  switch (plan.edits?.[id]?.signer) {
    case 'self':
      return signatory(id, plan, keys);
    case 'root':
      return signatory('root', plan, keys);
    case 'rogue':
      return signatory('rogueRoot', plan, keys);
    default:
      return signatory(CAS[id].above, plan, keys);
  }
}

function makeRoot(id: 'root' | 'rogueRoot', plan: CaPlan, keys: KeyStore, serial: Uint8Array): Issuer {
  const { name, key } = signatory(id, plan, keys);
  const by = signerOf(id, plan, keys);
  const publicKey = publicPart(key);
  const identifiers = [
    subjectKeyId(publicKey),
    // A root names no other key; one that somebody else signed does (RFC 5280 4.2.1.1).
    ...(by.key === key ? [] : [authorityKeyId(publicPart(by.key))]),
  ];
  const spec = rootSpec(plan.root, name, by.name, publicKey, serial, identifiers);
  return { certificate: parseCertificate(issueCertificate(editSpec(spec, plan.edits?.[id]), by.key)), key };
}

const rootSpec = (
  { notBefore, notAfter }: Validity,
  subject: Uint8Array,
  issuer: Uint8Array,
  publicKey: PublicKey,
  serial: Uint8Array,
  identifiers: readonly ExtensionSpec[],
): CertificateSpec => ({
  serial,
  subject,
  issuer,
  notBefore,
  notAfter,
  publicKey,
  hash: 'sha256',
  extensions: [
    { type: 'basicConstraints', critical: true, ca: true, pathLen: null },
    { type: 'keyUsage', critical: true, usages: UNLIMITED.keyUsage },
    ...identifiers,
  ],
});

/** A CA that may issue leaves only. */
function makeCa(
  id: Exclude<CaId, 'root' | 'rogueRoot'>,
  plan: CaPlan,
  { notBefore, notAfter, keyUsage, permitted, excluded }: CaPlan['issuing'],
  keys: KeyStore,
  serial: Uint8Array,
): Issuer {
  const { name, key } = signatory(id, plan, keys);
  const by = signerOf(id, plan, keys);
  const publicKey = publicPart(key);
  const dns = (value: string) => ({ type: 'dns', value }) as const;
  const constraints: ExtensionSpec[] =
    permitted.length + excluded.length === 0
      ? []
      : [{ type: 'nameConstraints', critical: true, permitted: permitted.map(dns), excluded: excluded.map(dns) }];
  const spec: CertificateSpec = {
    serial,
    subject: name,
    issuer: by.name,
    notBefore,
    notAfter,
    publicKey,
    hash: 'sha256',
    extensions: [
      { type: 'basicConstraints', critical: true, ca: true, pathLen: 0 },
      // digitalSignature: the CA signs its OCSP answers itself (RFC 6960 4.2.2.2).
      { type: 'keyUsage', critical: true, usages: keyUsage },
      subjectKeyId(publicKey),
      authorityKeyId(publicPart(by.key)),
      ...constraints,
    ],
  };
  return { certificate: parseCertificate(issueCertificate(editSpec(spec, plan.edits?.[id]), by.key)), key };
}

/** The leaf that the plan asks for, by an issuer, or by its own key where `issuer` is null. DER. */
export function issueLeaf(
  plan: LeafPlan,
  publicKey: PublicKey,
  issuer: Issuer | null,
  ownKey: PrivateKey,
  serial: Uint8Array,
  status: StatusAddress | null,
): Uint8Array {
  const subject = encodeName(leafSubject(plan));
  const issuerKey = issuer ? publicPart(issuer.key) : publicKey;
  const names: GeneralNameSpec[] = [
    ...plan.dnsNames.map((value) => ({ type: 'dns', value }) as const),
    ...plan.emails.map((value) => ({ type: 'email', value }) as const),
    ...plan.ips.map((value) => ({ type: 'ip', value }) as const),
    ...(plan.uris ?? []).map((value) => ({ type: 'uri', value }) as const),
  ];
  const spec: CertificateSpec = {
    serial,
    subject,
    issuer: issuer ? issuer.certificate.subject.der : subject,
    notBefore: plan.notBefore,
    notAfter: plan.notAfter,
    publicKey,
    hash: plan.hash,
    extensions: [
      { type: 'basicConstraints', critical: true, ca: false, pathLen: null },
      { type: 'keyUsage', critical: true, usages: plan.keyUsage },
      { type: 'extKeyUsage', critical: false, purposes: plan.extendedKeyUsage },
      ...(names.length > 0 ? [{ type: 'subjectAltName', critical: false, names } as const] : []),
      ...(plan.withoutKeyIds ? [] : [subjectKeyId(publicKey), authorityKeyId(issuerKey)]),
      ...(status ? [statusExtension(status)] : []),
      ...(plan.unknownCritical ? [UNKNOWN_CRITICAL] : []),
    ],
  };
  return issueCertificate(editSpec(spec, plan.edit), issuer ? issuer.key : ownKey);
}

/** What the CA grants on a request that is no endpoint's; valid for 90 days. DER. */
export function issueGranted(
  granted: Granted,
  { issuing, status }: Authority,
  serial: Uint8Array,
  from: number,
): Uint8Array {
  const { key, subject, hasSubject, names, purposes } = granted;
  return issueCertificate(
    {
      serial,
      subject,
      issuer: issuing.certificate.subject.der,
      notBefore: from,
      notAfter: midnight(from, 90) - 1000,
      publicKey: key,
      hash: 'sha256',
      extensions: [
        { type: 'basicConstraints', critical: true, ca: false, pathLen: null },
        {
          type: 'keyUsage',
          critical: true,
          // Elliptic keys encipher no keys (RFC 8813 3, RFC 8410 5).
          usages:
            key.kind === 'rsa' && purposes.includes('serverAuth')
              ? ['digitalSignature', 'keyEncipherment']
              : ['digitalSignature'],
        },
        { type: 'extKeyUsage', critical: false, purposes },
        // RFC 5280 4.1.2.6: without a subject, the other names are critical.
        ...(names.length > 0 ? [{ type: 'subjectAltName', critical: !hasSubject, names } as const] : []),
        subjectKeyId(key),
        authorityKeyId(publicPart(issuing.key)),
        ...(status ? [statusExtension(status)] : []),
      ],
    },
    issuing.key,
  );
}

export const leafSubject = ({ commonName, organization, edit }: LeafPlan): readonly NameSpec[] =>
  edit?.subject ?? nameOf(commonName, organization);

const nameOf = (common: string, organization: string): NameSpec[] => [
  { type: 'CN', value: common },
  { type: 'O', value: organization },
];

function statusExtension({ via, url }: StatusAddress): ExtensionSpec {
  return via === 'ocsp'
    ? { type: 'authorityInfoAccess', critical: false, ocsp: [url], caIssuers: [] }
    : { type: 'crlDistributionPoints', critical: false, uris: [url] };
}

/** 16 bytes, positive, and at least 64 bits of it random (CA/Browser Forum 7.1). */
export function serialNumber(random: Random, label: string): Uint8Array {
  const serial = random(`serial.${label}`, 16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

const subjectKeyId = (key: PublicKey): ExtensionSpec => ({
  type: 'subjectKeyIdentifier',
  critical: false,
  id: keyIdentifier(publicKeyToSpki(key)),
});

const authorityKeyId = (key: PublicKey): ExtensionSpec => ({
  type: 'authorityKeyIdentifier',
  critical: false,
  keyId: keyIdentifier(publicKeyToSpki(key)),
});

const UNLIMITED = { keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'], permitted: [], excluded: [] } as const;

/** An identifier from the arc for examples (ITU-T X.660), which no standard gives a meaning; its value is NULL. */
const UNKNOWN_CRITICAL: ExtensionSpec = { type: 'unknown', critical: true, oid: '2.999.1', value: Uint8Array.of(5, 0) };

/**
 * Each CA by the name of its key in the pool: what stands behind the bank's name, or another one's; `above` signs it where
 * nobody says otherwise.
 */
const CAS = {
  root: { name: 'Root CA', above: 'root' },
  issuing: { name: ISSUING_CA, above: 'root' },
  subordinate: { name: 'Issuing CA 2', above: 'issuing' },
  rogueRoot: { name: 'Root CA', short: 'Shadow', organization: 'Shadow Trust', above: 'rogueRoot' },
  rogueIssuing: { name: 'Issuing CA', short: 'Shadow', organization: 'Shadow Trust', above: 'rogueRoot' },
} as const satisfies Partial<Record<PoolKeyName, unknown>>;

const CA_IDS = {
  bank: { root: 'root', issuing: 'issuing' },
  rogue: { root: 'rogueRoot', issuing: 'rogueIssuing' },
} as const;
