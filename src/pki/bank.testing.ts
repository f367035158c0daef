// For the tests of this layer: a small PKI whose every part a test can get wrong, and a folder for outside programs.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Span } from '../bytes/span.ts';
import { poolKey, type RsaPoolKeyName } from '../crypto/pool.ts';
import { publicOf, type RsaPrivateKey } from '../crypto/rsa.ts';
import { publicKeyToSpki } from '../crypto/spki.ts';
import { allSpans } from '../testing/spanRules.ts';
import { toPem } from './intake/pem.ts';
import type { PathRequest } from './path/request.ts';
import { type Certificate, inspectCertificate } from './x509/certificate.ts';
import type { ExtensionSpec } from './x509/extensionSpec.ts';
import { keyIdentifier } from './x509/fingerprint.ts';
import { type CertificateSpec, issueCertificate } from './x509/issue.ts';
import { encodeName, type NameSpec } from './x509/name.ts';

export const DAY = 24 * 60 * 60 * 1000;
export const NOW = Date.UTC(2026, 10, 23, 12);
export const HOST = 'api.bank.test';

export interface Party {
  readonly certificate: Certificate;
  readonly key: RsaPrivateKey;
}

export const cn = (value: string): NameSpec[] => [
  { type: 'CN', value },
  { type: 'O', value: 'Bank' },
];

/** A certificate for a key of the pool, valid at NOW, signed by `issuer` or, without one, by itself. */
export function issueTo(
  subject: readonly NameSpec[],
  keyName: RsaPoolKeyName,
  issuer: Party | null,
  extensions: readonly ExtensionSpec[],
  change: Partial<CertificateSpec> = {},
): Party {
  const key = poolKey(keyName);
  const der = issueCertificate(
    {
      serial: '4d00112233445566',
      subject,
      issuer: issuer?.certificate.subject.der ?? encodeName(subject),
      notBefore: NOW - 30 * DAY,
      notAfter: NOW + 60 * DAY,
      publicKey: publicOf(key),
      hash: 'sha256',
      extensions,
      ...change,
    },
    issuer?.key ?? key,
  );
  return { certificate: inspectCertificate(der), key };
}

export const keyId = (key: RsaPrivateKey): Uint8Array => keyIdentifier(publicKeyToSpki(publicOf(key)));

export const skiOf = (name: RsaPoolKeyName): ExtensionSpec => ({
  type: 'subjectKeyIdentifier',
  critical: false,
  id: keyId(poolKey(name)),
});
export const akiOf = (issuer: Party): ExtensionSpec => ({
  type: 'authorityKeyIdentifier',
  critical: false,
  keyId: keyId(issuer.key),
});

export const caExtensions = (pathLen: number | null): ExtensionSpec[] => [
  { type: 'basicConstraints', critical: true, ca: true, pathLen },
  { type: 'keyUsage', critical: true, usages: ['digitalSignature', 'keyCertSign', 'cRLSign'] },
];
export const leafExtensions = (purpose: 'serverAuth' | 'clientAuth', dns: readonly string[]): ExtensionSpec[] => [
  { type: 'basicConstraints', critical: true, ca: false, pathLen: null },
  { type: 'keyUsage', critical: true, usages: ['digitalSignature', 'keyEncipherment'] },
  { type: 'extKeyUsage', critical: false, purposes: [purpose] },
  { type: 'subjectAltName', critical: false, names: dns.map((value) => ({ type: 'dns', value })) },
  { type: 'authorityInfoAccess', critical: false, ocsp: ['http://ocsp.bank.test/'], caIssuers: [] },
];

/** Root, issuing CA and server of an honest bank. */
export function makeBank(): { root: Party; issuing: Party; server: Party } {
  const root = issueTo(cn('Root'), 'root', null, [...caExtensions(null), skiOf('root')]);
  const issuing = issueTo(cn('Issuing'), 'issuing', root, [...caExtensions(0), skiOf('issuing'), akiOf(root)]);
  return { root, issuing, server: makeServer(issuing) };
}

/** The honest server's certificate, with what `change` changes; `edit` may replace extensions. */
export function makeServer(
  issuing: Party,
  change: Partial<CertificateSpec> = {},
  edit: (extensions: ExtensionSpec[]) => ExtensionSpec[] = (extensions) => extensions,
): Party {
  const extensions = edit([...leafExtensions('serverAuth', [HOST]), skiOf('server'), akiOf(issuing)]);
  return issueTo(cn(HOST), 'server', issuing, extensions, change);
}

/** The honest request: a client that asks for HOST at NOW and trusts the last party. */
export function requestFor(parties: readonly Party[], change: Partial<PathRequest> = {}): PathRequest {
  const certificates = parties.map(({ certificate }) => certificate);
  return {
    presented: certificates.slice(0, -1),
    anchors: certificates.slice(-1),
    now: NOW,
    purpose: 'server',
    peerName: { dns: HOST },
    leafKeyUsage: 'keyEncipherment',
    minRsaBits: 2048,
    ...change,
  };
}

/** The spans of elements that have this field id. */
export const spansOf = (spans: readonly Span[], field: string): Span[] =>
  allSpans(spans).filter((span) => span.field === field);

/** Runs `use` with a folder that holds `files`, and removes it. */
export function withFolder<T>(
  files: Record<string, string | Uint8Array>,
  use: (path: (name: string) => string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'pki-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return use((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const certificatePem = (...parties: readonly Party[]): string =>
  parties.map(({ certificate }) => toPem('CERTIFICATE', certificate.der)).join('');
