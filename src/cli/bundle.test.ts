// The files of `pki` and `listen` for every fault: what a CA could have issued, with the one thing wrong that was asked for.

import { afterAll, describe, expect, it } from 'vitest';
import { readPkcs12 } from '../crypto/pkcs12Read.ts';
import { registerEcc } from '../crypto/registerEcc.ts';
import { FAULTS } from '../lab/faults/catalogue.ts';
import { findingsInFiles } from '../lab/faults/expected.testing.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { HARD_NAMES } from '../lab/scenario/names.testing.ts';
import { MODES, type Mode, PROTOCOLS, type Protocol } from '../lab/scenario/scenario.ts';
import { fromPem } from '../pki/intake/pem.ts';
import { validatePath } from '../pki/path/validate.ts';
import { type Crl, parseCrl } from '../pki/revocation/crl.ts';
import { type Certificate, parseCertificate } from '../pki/x509/certificate.ts';
import { findExtension, type KeyUsage } from '../pki/x509/extension.ts';
import { type Folder, pkiFolder } from '../testing/commandLine.ts';
import { insideOnly, isOtherDay, someOf } from '../testing/otherDay.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { decoded } from '../testing/spanRules.ts';
import { type Bundle, LOCAL_NAMES, makeBundle } from './bundle.ts';

registerEcc();

const IN_FILES = FAULTS.filter(({ shows }) => shows === 'files');
/** A leap day, the last second of a year, and both sides of 2050, where the encoding of times changes (RFC 5280 4.1.2.5). */
const DAYS = [Date.UTC(2024, 1, 29, 0, 0, 0, 1), Date.UTC(2027, 11, 31, 23, 59, 59, 999), Date.UTC(2050, 5, 1, 12)];
const CASES = [null, ...IN_FILES].flatMap((fault) =>
  (fault?.modes ?? MODES).map((mode) => ({
    id: fault?.id ?? null,
    name: fault?.id ?? 'no fault',
    faults: fault ? [fault.id] : [],
    mode,
  })),
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
      'begin before they end, and inside the validity of who issued them: $name, $mode',
      async ({ faults, mode }) => {
        const bundle = bundleOf(faults, mode, now);
        const all = await everyCertificate(bundle);
        expect(all.length).toBeGreaterThanOrEqual(3);
        for (const certificate of all) {
          const { notBefore, notAfter, subject } = certificate;
          expect(notBefore, subject.text).toBeLessThan(notAfter);
          // A CA that renewed its certificate has several with one key: one of them counted on that day.
          const issuers = issuersOf(certificate, all);
          const counted = issuers.filter((each) => notBefore >= each.notBefore && notBefore <= each.notAfter);
          expect(counted.length > 0, `${subject.text} begins`).toBe(issuers.length > 0);
          for (const issuer of counted) {
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

/** Faults of the issuing CA that the client's chain shares. */
const SHARED: readonly FaultId[] = ['ca/intermediate-expired', 'ca/no-cert-sign', 'ca/path-too-long'];

const isShared = (id: FaultId | null): boolean => id !== null && SHARED.includes(id);
const isOfClient = (id: FaultId | null): boolean => id?.startsWith('client/') ?? false;

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
  it.each(CASES)('have the one defect that was asked for, and no other: $name, $mode', ({ id, faults, mode }) => {
    for (const protocol of PROTOCOLS) {
      const bundle = bundleOf(faults, mode, now, protocol);
      const usage = protocol === 'tls1.2-rsa' ? 'keyEncipherment' : 'digitalSignature';
      const server = findings(bundle, 'server', now, bundle.plan.serverName, usage);
      const client = findings(bundle, 'client', now, '', 'digitalSignature');
      const found = id === null ? [] : findingsInFiles(id).checks;
      expect(server).toEqual(isOfClient(id) ? [] : found);
      // Both chains hang on the issuing CA; what it may not issue, and who stands in its place, concerns servers alone.
      const concerned = isOfClient(id) || isShared(id);
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

  it.each(HARD_NAMES)('finds the names of one’s own: $bank, $host, $customer', (names) => {
    const folder = pkiFolder([], LOCAL_NAMES, names);
    folders.push(folder);
    const server = folder.file('server.pem');
    const path = ['-CAfile', folder.file('root.pem'), '-untrusted', server];
    expect(String(openssl(['verify', ...path, '-verify_hostname', names.host, server]).stdout)).toContain('OK');
    const shown = ['-noout', '-subject', '-nameopt', 'utf8,sep_comma_plus'];
    const subject = (file: string) => String(openssl(['x509', '-in', folder.file(file), ...shown]).stdout).trim();
    expect(subject('server.pem')).toBe(`subject=O=${names.bank},CN=${names.host}`);
    expect(subject('client.pem')).toBe(`subject=O=${names.bank} Customers,CN=${names.customer}`);
    expect(subject('root.pem')).toBe(`subject=O=${names.bank},CN=${names.bank} Root CA`);
  });

  it.each(someOf(CASES.filter(({ mode }) => mode === 'mutual')))('finds the one defect of $name', ({ id, faults }) => {
    const folder = pkiFolder(faults, LOCAL_NAMES);
    folders.push(folder);
    const found = id === null ? [] : findingsInFiles(id).codes;
    expect(verify(folder, 'server')).toEqual(isOfClient(id) ? [] : found);
    if (folder.world.client === null) return;
    // There is one root.pem, for both sides.
    const both = isShared(id) || id === 'ca/same-name-other-key';
    expect(verify(folder, 'client')).toEqual(isOfClient(id) || both ? found : []);
  });
});
