// web.*: what the CA/Browser Forum's Baseline Requirements ask of TLS server certificates and their CAs, on top of
// RFC 5280. Each rule is reported where it is broken.

import { nameOrOid, OIDS } from '../../asn1/oids.ts';
import { isoTime } from '../../asn1/time.ts';
import { equalBytes } from '../../bytes/hex.ts';
import { isHost } from '../path/nameMatching.ts';
import { isAnchorAt, type Profile } from '../path/request.ts';
import { isRegistry, publicSuffixes } from '../publicSuffixes.ts';
import { type Certificate, extensionOf, isSelfIssued } from '../x509/certificate.ts';
import type { GeneralName } from '../x509/generalName.ts';
import { escapeControls } from '../x509/name.ts';
import { issuanceRule } from './check.ts';
import { mayBeSelfSigned } from './profileRules.ts';

const WEB: readonly Profile[] = ['web'];
const DAY_MS = 24 * 60 * 60 * 1000;

/** BR 7.1.1. */
export const webVersion = issuanceRule('web.version', 'br.7.1.1', WEB, ({ version }) =>
  version === 3 ? null : { version },
);

/** BR 6.3.2: the longest lifetime of a leaf, by the day on which it begins; the newest rule first. */
const LIFETIMES: readonly { readonly from: number; readonly days: number }[] = [
  { from: Date.UTC(2029, 2, 15), days: 47 },
  { from: Date.UTC(2027, 2, 15), days: 100 },
  { from: Date.UTC(2026, 2, 15), days: 200 },
  { from: Date.UTC(2020, 8, 1), days: 398 },
  { from: Date.UTC(2018, 2, 1), days: 825 },
  // 39 and 60 months, at their longest.
  { from: Date.UTC(2015, 3, 1), days: 1187 },
  { from: Date.UTC(2012, 6, 1), days: 1827 },
];

/** BR 1.6.1: both ends included, and each second begun beyond whole days makes one more. */
export const webLifetime = issuanceRule('web.lifetime', 'br.6.3.2', WEB, ({ notBefore, notAfter }, index) => {
  const limit = LIFETIMES.find(({ from }) => notBefore >= from);
  if (index > 0 || limit === undefined) return null;
  const lifetimeDays = Math.ceil((notAfter - notBefore + 1000) / DAY_MS);
  return lifetimeDays <= limit.days ? null : { lifetimeDays, maximum: limit.days, notBefore: isoTime(notBefore) };
});

/** BR 7.1.2.7.12: names there are, DNS names and addresses only, critical just where there is no subject. */
export const webSubjectAltName = issuanceRule('web.subjectAltName', 'br.7.1.2', WEB, (certificate, index) => {
  if (index > 0) return null;
  const extension = extensionOf(certificate, 'subjectAltName');
  if (extension === null) return { subjectAltName: 'absent' };
  if (extension.critical && certificate.subject.rdns.length > 0) return { critical: 'TRUE' };
  const strange = extension.names.find(({ type }) => type !== 'dns' && type !== 'ip');
  if (strange !== undefined) return { kind: strange.type, name: escapeControls(strange.value.slice(0, 200)) };
  const wide = extension.names.find(({ type, value }) => type === 'dns' && isRegistryWildcard(value));
  return wide === undefined
    ? null
    : {
        name: escapeControls(wide.value.slice(0, 200)),
        wildcard: 'over a registry',
        ...(wide.value.slice(2).includes('.') ? { publicSuffixList: publicSuffixes().source } : {}),
      };
});

/** BR 3.2.2.6: no wildcard directly below a registry, nor below the root or a top-level domain, known or not. */
export function isRegistryWildcard(name: string): boolean {
  if (name === '*') return true;
  if (!name.startsWith('*.')) return false;
  const base = name.slice(2).toLowerCase();
  return !base.includes('.') || isRegistry(base);
}

/**
 * BR 7.1.4.3: a common name is a copy of one of the alternative names, character for character. We hold it against
 * names of its own kind: an address against the addresses, a host name against the DNS names, where there are any of
 * more than one label; and we let the name below which a wildcard stands pass, which the CA has looked at as well.
 */
export const webCommonName = issuanceRule('web.commonName', 'br.7.1.4.3', WEB, (certificate, index) => {
  if (index > 0) return null;
  const names = extensionOf(certificate, 'subjectAltName')?.names ?? [];
  const stray = certificate.subject.rdns
    .flat()
    .find(({ oid, value }) => oid === OIDS.commonName && !isCopy(value, names));
  return stray === undefined ? null : { commonName: escapeControls(stray.value.slice(0, 200)) };
});

function isCopy(commonName: string, names: readonly GeneralName[]): boolean {
  const valuesOf = (type: GeneralName['type']) => names.filter((name) => name.type === type).map(({ value }) => value);
  if (isAddressLike(commonName)) return valuesOf('ip').includes(commonName);
  const hosts = valuesOf('dns');
  if (isHost(commonName.toLowerCase()) && hosts.every((host) => !host.includes('.'))) return true;
  return hosts.some((host) => host === commonName || host === `*.${commonName}`);
}

/** What some program may take for an address: IPv6, or a last label that is a number in any notation. */
const isAddressLike = (text: string): boolean => text.includes(':') || /(^|\.)(\d+|0x[\da-f]*)$/i.test(text);

/** BR 7.1.2.7.10, 7.1.2.1.2: beside serverAuth a leaf may have clientAuth only; a root has none. */
export const webExtKeyUsage = issuanceRule('web.extKeyUsage', 'br.7.1.2', WEB, (certificate, index, path) => {
  const extension = extensionOf(certificate, 'extKeyUsage');
  if (extension === null) return null;
  if (isAnchorAt(path, index) && isSelfIssued(certificate)) return { extKeyUsage: 'in a root' };
  if (index > 0) return null;
  if (extension.critical) return { critical: 'TRUE' };
  const forbidden = extension.purposes.find((purpose) => FORBIDDEN_PURPOSES.has(purpose));
  return forbidden === undefined ? null : { extKeyUsage: nameOrOid(forbidden) };
});

const FORBIDDEN_PURPOSES: ReadonlySet<string> = new Set([
  OIDS.anyExtendedKeyUsage,
  OIDS.codeSigning,
  OIDS.emailProtection,
  OIDS.timeStamping,
  OIDS.OCSPSigning,
]);

/** BR 7.1.2.1.3, 7.1.2.11.1: the key identifier and nothing else; in a root its own. */
export const webAuthorityKeyId = issuanceRule('web.authorityKeyId', 'br.7.1.2', WEB, (certificate) => {
  const authority = extensionOf(certificate, 'authorityKeyIdentifier');
  if (authority === null) return null;
  if (authority.keyId === null) return { keyIdentifier: 'absent' };
  if (authority.issuer !== null) return { authorityCertIssuer: 'present' };
  if (authority.serial !== null) return { authorityCertSerialNumber: 'present' };
  return mayBeSelfSigned(certificate) && !namesItself(certificate, authority.keyId)
    ? { keyIdentifier: 'of another key' }
    : null;
});

function namesItself(certificate: Certificate, keyId: Uint8Array): boolean {
  const own = extensionOf(certificate, 'subjectKeyIdentifier')?.id;
  return own === undefined || equalBytes(own, keyId);
}
