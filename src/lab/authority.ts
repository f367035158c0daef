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
import type { Granted } from './caDecision.ts';
import { type CaPlan, type LeafPlan, midnight, type Validity } from './plan.ts';

export type Keys = (name: PoolKeyName) => RsaPrivateKey;

export interface Issuer {
  readonly certificate: Certificate;
  readonly key: RsaPrivateKey;
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

export const STATUS_URLS = { ocsp: 'http://ocsp.bank.test/', crl: 'http://crl.bank.test/issuing.crl' } as const;

export function makeAuthority(who: 'bank' | 'rogue', plan: CaPlan, keys: Keys, random: Random): Authority {
  const isBank = who === 'bank';
  const root = makeRoot(who, plan.root, keys(isBank ? 'root' : 'rogueRoot'), serialNumber(random, `${who}.root`));
  const limits = isBank ? plan.issuing : { ...plan.root, ...UNLIMITED };
  const issuing = makeCa(root, NAMES[who].issuing, limits, keys(isBank ? 'issuing' : 'rogueIssuing'), random, who);
  const below =
    isBank && plan.subordinate
      ? makeCa(issuing, SUBORDINATE, { ...plan.root, ...UNLIMITED }, keys('subordinate'), random, 'subordinate')
      : null;
  return {
    root,
    issuing: below ?? issuing,
    chain: [...(below ? [below.certificate] : []), issuing.certificate],
    status: isBank ? { via: plan.publishes, url: STATUS_URLS[plan.publishes] } : null,
  };
}

/** A root of the bank's name that is not the bank's: it has another key, and like many an old root no key identifier. */
export const makeNamesake = (plan: CaPlan, keys: Keys, random: Random): Certificate =>
  makeRoot('bank', plan.root, keys('namesakeRoot'), serialNumber(random, 'namesake.root'), []).certificate;

function makeRoot(
  who: 'bank' | 'rogue',
  validity: Validity,
  key: RsaPrivateKey,
  serial: Uint8Array,
  identifiers = [subjectKeyId(publicOf(key))],
): Issuer {
  const dn = encodeName(nameOf(NAMES[who].root, NAMES[who].organization));
  const publicKey = publicOf(key);
  const der = issueCertificate(
    {
      serial,
      subject: dn,
      issuer: dn,
      notBefore: validity.notBefore,
      notAfter: validity.notAfter,
      publicKey,
      hash: 'sha256',
      extensions: [
        { type: 'basicConstraints', critical: true, ca: true, pathLen: null },
        { type: 'keyUsage', critical: true, usages: UNLIMITED.keyUsage },
        ...identifiers,
      ],
    },
    key,
  );
  return { certificate: parseCertificate(der), key };
}

/** A CA that may issue leaves only. */
function makeCa(
  above: Issuer,
  common: string,
  { notBefore, notAfter, keyUsage, permitted, excluded }: CaPlan['issuing'],
  key: RsaPrivateKey,
  random: Random,
  label: string,
): Issuer {
  const publicKey = publicOf(key);
  const dns = (value: string) => ({ type: 'dns', value }) as const;
  const constraints: ExtensionSpec[] =
    permitted.length + excluded.length === 0
      ? []
      : [{ type: 'nameConstraints', critical: true, permitted: permitted.map(dns), excluded: excluded.map(dns) }];
  const organization = above.certificate.subject.rdns.flat().find(({ type }) => type === 'O')?.value ?? '';
  const der = issueCertificate(
    {
      serial: serialNumber(random, `${label}.issuing`),
      subject: nameOf(common, organization),
      issuer: above.certificate.subject.der,
      notBefore,
      notAfter,
      publicKey,
      hash: 'sha256',
      extensions: [
        { type: 'basicConstraints', critical: true, ca: true, pathLen: 0 },
        // digitalSignature: the CA signs its OCSP answers itself (RFC 6960 4.2.2.2).
        { type: 'keyUsage', critical: true, usages: keyUsage },
        subjectKeyId(publicKey),
        authorityKeyId(publicOf(above.key)),
        ...constraints,
      ],
    },
    above.key,
  );
  return { certificate: parseCertificate(der), key };
}

/** The leaf that the plan asks for, by an issuer, or by its own key where `issuer` is null. DER. */
export function issueLeaf(
  plan: LeafPlan,
  publicKey: RsaPublicKey,
  issuer: Issuer | null,
  ownKey: RsaPrivateKey,
  serial: Uint8Array,
  status: StatusAddress | null,
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
      hash: plan.hash,
      extensions: [
        { type: 'basicConstraints', critical: true, ca: false, pathLen: null },
        { type: 'keyUsage', critical: true, usages: plan.keyUsage },
        { type: 'extKeyUsage', critical: false, purposes: plan.extendedKeyUsage },
        ...(names.length > 0 ? [{ type: 'subjectAltName', critical: false, names } as const] : []),
        subjectKeyId(publicKey),
        authorityKeyId(issuerKey),
        ...(status ? [statusExtension(status)] : []),
        ...(plan.unknownCritical ? [UNKNOWN_CRITICAL] : []),
      ],
    },
    issuer ? issuer.key : ownKey,
  );
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
          usages: purposes.includes('serverAuth') ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'],
        },
        { type: 'extKeyUsage', critical: false, purposes },
        // RFC 5280 4.1.2.6: without a subject, the other names are critical.
        ...(names.length > 0 ? [{ type: 'subjectAltName', critical: !hasSubject, names } as const] : []),
        subjectKeyId(key),
        authorityKeyId(publicOf(issuing.key)),
        ...(status ? [statusExtension(status)] : []),
      ],
    },
    issuing.key,
  );
}

export const subjectOf = ({ commonName, organization }: LeafPlan): NameSpec[] => nameOf(commonName, organization);

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

const UNLIMITED = { keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'], permitted: [], excluded: [] } as const;

/** An identifier from the arc for examples (ITU-T X.660), which no standard gives a meaning; its value is NULL. */
const UNKNOWN_CRITICAL: ExtensionSpec = { type: 'unknown', critical: true, oid: '2.999.1', value: Uint8Array.of(5, 0) };

const SUBORDINATE = 'Bank Issuing CA 2';

const NAMES = {
  bank: { organization: 'Bank', root: 'Bank Root CA', issuing: 'Bank Issuing CA 1' },
  rogue: { organization: 'Shadow Trust', root: 'Shadow Root CA', issuing: 'Shadow Issuing CA' },
} as const;
