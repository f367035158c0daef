// The files of `pki` and `listen` for every fault: what a CA could have issued, with the one thing wrong that was asked for.

import { afterAll, describe, expect, it } from 'vitest';
import { readPkcs12 } from '../crypto/pkcs12Read.ts';
import { registerEcc } from '../crypto/registerEcc.ts';
import { FAULTS } from '../lab/faults/catalogue.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { MODES, type Mode, PROTOCOLS, type Protocol } from '../lab/scenario/scenario.ts';
import { fromPem } from '../pki/intake/pem.ts';
import { validatePath } from '../pki/path/validate.ts';
import { type Crl, parseCrl } from '../pki/revocation/crl.ts';
import { type Certificate, parseCertificate } from '../pki/x509/certificate.ts';
import { findExtension, type KeyUsage } from '../pki/x509/extension.ts';
import { type Folder, pkiFolder } from '../testing/commandLine.ts';
import { CLIENT, JUDGED_CLIENTS, JUDGED_SERVERS, SERVER } from '../testing/opensslVerdicts.ts';
import { insideOnly, isOtherDay, someOf } from '../testing/otherDay.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { decoded } from '../testing/spanRules.ts';
import { type Bundle, LOCAL_NAMES, makeBundle } from './bundle.ts';

registerEcc();

const IN_FILES = FAULTS.filter(({ shows }) => shows === 'files');
/** A leap day, the last second of a year, and both sides of 2050, where the encoding of times changes (RFC 5280 4.1.2.5). */
const DAYS = [Date.UTC(2024, 1, 29, 0, 0, 0, 1), Date.UTC(2027, 11, 31, 23, 59, 59, 999), Date.UTC(2050, 5, 1, 12)];
const CASES = [null, ...IN_FILES].flatMap((fault) =>
  (fault?.modes ?? MODES).map((mode) => ({ id: fault?.id ?? 'no fault', faults: fault ? [fault.id] : [], mode })),
);

const textOf = ({ files }: Bundle, name: string): string => {
  const content = files[name];
  return typeof content === 'string' ? content : '';
};
const certificatesIn = (bundle: Bundle, name: string): Certificate[] =>
  textOf(bundle, name) === ''
    ? []
    : decoded(fromPem(textOf(bundle, name), 'CERTIFICATE')).map(({ der }) => parseCertificate(der));
const listsIn = (bundle: Bundle): Crl[] =>
  decoded(fromPem(textOf(bundle, 'crl.pem'), 'X509 CRL')).map(({ der }) => parseCrl(der));
const bundles = new Map<string, Bundle>();
/** By the pool's keys: the same for the same case. */
function bundleOf(faults: readonly FaultId[], mode: Mode, now: number, protocol: Protocol = 'tls1.2-rsa'): Bundle {
  const key = [faults, mode, now, protocol].join();
  const bundle = bundles.get(key) ?? makeBundle({ mode, faults, protocol }, LOCAL_NAMES, 1, now);
  bundles.set(key, bundle);
  return bundle;
}

async function everyCertificate(bundle: Bundle): Promise<Certificate[]> {
  const { files } = bundle;
  const p12 = files['client.p12'];
  const inP12 = p12 instanceof Uint8Array ? decoded(await readPkcs12(p12, '')).certificates.map(parseCertificate) : [];
  return [
    ...['root.pem', 'intermediate.pem', 'server.pem', 'client.pem'].flatMap((name) => certificatesIn(bundle, name)),
    ...inP12,
  ];
}

/** Whose key the authority key identifier names: also of a certificate whose signature no longer fits. */
function issuersOf(certificate: Certificate, among: readonly Certificate[]): Certificate[] {
  const named = findExtension(certificate.extensions, 'authorityKeyIdentifier')?.keyId;
  return among.filter(({ subject, extensions }) => {
    const own = findExtension(extensions, 'subjectKeyIdentifier')?.id;
    return subject.text === certificate.issuer.text && named != null && own != null && hex(named) === hex(own);
  });
}
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe.each((isOtherDay ? [] : DAYS).map((now) => [new Date(now).toISOString(), now] as const))(
  'The files of pki at %s',
  (_, now) => {
    it.each(CASES)(
      'begin before they end, and inside the validity of who issued them: $id, $mode',
      async ({ faults, mode }) => {
        const bundle = bundleOf(faults, mode, now);
        const all = await everyCertificate(bundle);
        expect(all.length).toBeGreaterThanOrEqual(3);
        for (const certificate of all) {
          const { notBefore, notAfter, subject } = certificate;
          expect(notBefore, subject.text).toBeLessThan(notAfter);
          for (const issuer of issuersOf(certificate, all)) {
            expect(notBefore, `${subject.text} begins`).toBeGreaterThanOrEqual(issuer.notBefore);
            expect(notBefore, `${subject.text} begins`).toBeLessThanOrEqual(issuer.notAfter);
            // The fault is that the issuer's certificate ended first.
            const outlives = faults.includes('ca/intermediate-expired') && issuer.notAfter < now;
            if (!outlives) expect(notAfter, `${subject.text} ends`).toBeLessThanOrEqual(issuer.notAfter);
          }
        }
        for (const list of listsIn(bundle)) {
          expect(list.thisUpdate).toBeLessThan(list.nextUpdate ?? 0);
          const [issuer] = all.filter(({ subject }) => subject.text === list.issuer.text);
          expect(list.thisUpdate).toBeGreaterThanOrEqual(issuer?.notBefore ?? Number.POSITIVE_INFINITY);
          for (const { at, serial } of list.revoked) {
            const [revoked] = all.filter((certificate) => certificate.serial === serial);
            expect(at).toBeGreaterThanOrEqual(revoked?.notBefore ?? Number.POSITIVE_INFINITY);
            expect(at).toBeLessThanOrEqual(now);
          }
        }
      },
    );
  },
);

/** What validation must find, from RFC 5280 6.1 and RFC 9525 6; nothing where the fault is elsewhere than in a certificate. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  'server/expired': ['validity.notAfter'],
  'server/not-yet-valid': ['validity.notBefore'],
  'server/wrong-host': ['identity.dns'],
  'server/no-san': ['identity.san'],
  'server/wildcard-too-deep': ['identity.dns'],
  'server/nul-in-name': ['identity.dns'],
  'server/self-signed': ['chain.trustAnchor'],
  'server/untrusted-root': ['chain.trustAnchor'],
  'server/missing-intermediate': ['chain.build'],
  'server/tampered': ['signature.verify'],
  'server/wrong-eku': ['eku.serverAuth'],
  'server/wrong-key-usage': ['leaf.keyUsage'],
  'server/weak-key': ['crypto.keySize'],
  'server/weak-signature': ['crypto.signatureHash'],
  'server/unknown-critical': ['ext.unknownCritical'],
  'ca/intermediate-expired': ['validity.notAfter'],
  // Who is no CA lacks all that a CA has.
  'ca/not-a-ca': ['ca.basicConstraints', 'ca.keyCertSign', 'ca.pathLen'],
  'ca/no-cert-sign': ['ca.keyCertSign'],
  'ca/path-too-long': ['ca.pathLen'],
  'ca/outside-name-constraints': ['nc.permitted'],
  'ca/excluded-name': ['nc.excluded'],
  'ca/same-name-other-key': ['signature.verify'],
  'client/expired': ['validity.notAfter'],
  'client/not-yet-valid': ['validity.notBefore'],
  'client/self-signed': ['chain.trustAnchor'],
  'client/unlisted-issuer': ['chain.trustAnchor'],
  'client/untrusted-root': ['chain.trustAnchor'],
  'client/missing-intermediate': ['chain.build'],
  'client/tampered': ['signature.verify'],
  'client/wrong-eku': ['eku.clientAuth'],
  'client/wrong-key-usage': ['leaf.keyUsage'],
  'client/weak-key': ['crypto.keySize'],
  'client/weak-signature': ['crypto.signatureHash'],
};

/** Faults of the issuing CA that the client's chain shares. */
const SHARED = ['ca/intermediate-expired', 'ca/no-cert-sign', 'ca/path-too-long'];

function findings(bundle: Bundle, side: 'server' | 'client', now: number, name: string, usage: KeyUsage): string[] {
  const presented = certificatesIn(bundle, `${side}.pem`);
  if (presented.length === 0) return [];
  const { failures } = validatePath({
    presented,
    anchors: side === 'server' ? certificatesIn(bundle, 'root.pem') : bundle.world.serverRoots,
    now,
    purpose: side,
    peerName: side === 'client' ? null : { dns: name },
    leafKeyUsage: usage,
    minRsaBits: 2048,
  });
  return [...new Set(failures.map(({ check }) => check))];
}

insideOnly('The files of pki', () => {
  const now = DAYS[0] ?? 0;
  it.each(CASES)('have the one defect that was asked for, and no other: $id, $mode', ({ id, faults, mode }) => {
    for (const protocol of PROTOCOLS) {
      const bundle = bundleOf(faults, mode, now, protocol);
      const usage = protocol === 'tls1.2-rsa' ? 'keyEncipherment' : 'digitalSignature';
      const server = findings(bundle, 'server', now, bundle.plan.serverName, usage);
      const client = findings(bundle, 'client', now, '', 'digitalSignature');
      const found = FOUND[id] ?? [];
      expect(server).toEqual(id.startsWith('client/') ? [] : found);
      // Both chains hang on the issuing CA; what it may not issue, and who stands in its place, concerns servers alone.
      const concerned = id.startsWith('client/') || SHARED.includes(id);
      expect(client).toEqual(mode === 'mutual' && concerned ? found : []);
    }
  });

  it.each([...LOCAL_NAMES, 'api.bank.test'])('are for %s, unless the fault is about names', (name) => {
    const peerName = /^[\d.:]+$/.test(name) ? { ip: name } : { dns: name };
    const failing = CASES.filter(({ faults, mode }) => {
      const bundle = bundleOf(faults, mode, now);
      const path = { presented: certificatesIn(bundle, 'server.pem'), anchors: certificatesIn(bundle, 'root.pem') };
      const { failures } = validatePath({
        ...path,
        ...{ now, purpose: 'server', peerName, leafKeyUsage: null, minRsaBits: 0 },
      });
      return failures.some(({ check }) => check.startsWith('identity.'));
    });
    const names = ['server/wrong-host', 'server/no-san', 'server/nul-in-name', 'server/wildcard-too-deep'];
    // The star stands for the first label of api.bank.test.
    const wanted = name === 'api.bank.test' ? names.slice(0, 3) : names;
    expect([...new Set(failing.map(({ id }) => id))].sort()).toEqual([...wanted].sort());
  });
});

const VERIFY_CODES = new Map<string, number>([
  ...[...SERVER, ...CLIENT].map(({ fault, verifyCode }) => [fault, verifyCode] as const),
  ...[...JUDGED_SERVERS, ...JUDGED_CLIENTS].map(([fault, verifyCode]) => [fault, verifyCode] as const),
]);
/** What OpenSSL says besides of an issuer that is none: purpose, path length, and that it may not sign certificates. */
const FOLLOWING: Readonly<Record<string, readonly number[]>> = {
  'ca/not-a-ca': [26, 25, 32],
  'ca/no-cert-sign': [26, 32],
};

describe.skipIf(!outsideJudge('openssl'))('OpenSSL, given the files of pki', () => {
  const folders: Folder[] = [];
  afterAll(() => {
    for (const folder of folders) folder.remove();
  });

  function verify(folder: Folder, side: 'server' | 'client'): number[] {
    const name = side === 'server' ? ['-verify_hostname', 'api.bank.test'] : [];
    const { stdout, stderr } = openssl([
      ...['verify', '-CAfile', folder.file('root.pem'), '-untrusted', folder.file(`${side}.pem`), '-auth_level', '2'],
      ...['-purpose', `ssl${side}`, ...name, folder.file(`${side}.pem`)],
    ]);
    return [...`${stdout}${stderr}`.matchAll(/^error (\d+) at/gm)].map(([, code]) => Number(code));
  }

  it.each(someOf(CASES.filter(({ mode }) => mode === 'mutual')))('finds the one defect of $id', ({ id, faults }) => {
    const folder = pkiFolder(faults, LOCAL_NAMES);
    folders.push(folder);
    const code = id === 'client/unlisted-issuer' ? 19 : VERIFY_CODES.get(id);
    const found = code === undefined ? [] : [code, ...(FOLLOWING[id] ?? [])];
    expect(verify(folder, 'server')).toEqual(id.startsWith('client/') ? [] : found);
    if (folder.world.client === null) return;
    // There is one root.pem, for both sides.
    const both = [...SHARED, 'ca/same-name-other-key'].includes(id);
    expect(verify(folder, 'client')).toEqual(id.startsWith('client/') || both ? found : []);
  });
});
