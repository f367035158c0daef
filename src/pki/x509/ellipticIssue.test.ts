// What is issued for and with elliptic keys: openssl judges it, and our own validator.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicPart } from '../../crypto/ellipticKey.ts';
import { type PoolKeyName, poolKey } from '../../crypto/pool.ts';
import { registerEcc } from '../../crypto/registerEcc.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import { decodeRequest } from '../csr/csr.ts';
import { createRequest, verifyRequest } from '../csr/request.ts';
import { toPem } from '../intake/pem.ts';
import { validatePath } from '../path/validate.ts';
import { issueCrl } from '../revocation/crlIssue.ts';
import { decodeCertificate, parseCertificate } from './certificate.ts';
import { issueCertificate } from './issue.ts';
import { verifySigned } from './signature.ts';

beforeAll(registerEcc);

const NOW = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;
const KEYS = ['server', 'server.p256', 'server.ed25519'] as const satisfies readonly PoolKeyName[];
const ISSUERS = ['root', 'root.p256', 'customer.ed25519'] as const satisfies readonly PoolKeyName[];

/** A root with the issuer's key, and a leaf below it. */
function chain(issuer: PoolKeyName, subject: PoolKeyName, hash: 'sha256' | 'sha384') {
  const name = [{ type: 'CN', value: 'Root' }] as const;
  const common = { notBefore: NOW - DAY, notAfter: NOW + DAY, hash, issuer: name } as const;
  const key = poolKey(issuer);
  const root = issueCertificate(
    {
      ...common,
      serial: '01',
      subject: name,
      publicKey: publicPart(key),
      extensions: [
        { type: 'basicConstraints', critical: true, ca: true, pathLen: null },
        { type: 'keyUsage', critical: true, usages: ['keyCertSign', 'cRLSign'] },
      ],
    },
    key,
  );
  const leaf = issueCertificate(
    {
      ...common,
      serial: '02',
      subject: [{ type: 'CN', value: 'leaf' }],
      publicKey: publicPart(poolKey(subject)),
      extensions: [{ type: 'keyUsage', critical: true, usages: ['digitalSignature'] }],
    },
    key,
  );
  return { root, leaf };
}

const pairs = ISSUERS.flatMap((issuer) => KEYS.map((subject) => [issuer, subject] as const));

insideOnly('a certificate', () => {
  it.each(pairs)('by %s for %s carries a signature that verifies, and no other key verifies it', (issuer, subject) => {
    const { leaf } = chain(issuer, subject, 'sha384');
    const { tbsBytes, signatureAlgorithm, signature, spki } = parseCertificate(leaf);
    expect(spki).toEqual(publicKeyToSpki(publicPart(poolKey(subject))));
    const verdict = (name: PoolKeyName) =>
      verifySigned(publicKeyToSpki(publicPart(poolKey(name))), signatureAlgorithm, tbsBytes, signature);
    expect(verdict(issuer)).toBe('valid');
    expect(verdict('thief.p256')).not.toBe('valid');
    // RFC 5758 3.2, RFC 8410 3: without parameters. RFC 4055 5: NULL.
    expect(signatureAlgorithm.parameters === null).toBe(issuer !== 'root');
  });

  it.each(KEYS)('request with %s proves possession, and an altered one does not', (name) => {
    const der = createRequest({
      subject: [{ type: 'CN', value: 'leaf' }],
      dnsNames: ['api.bank.test'],
      key: poolKey(name),
    });
    const read = decodeRequest(der);
    if (!read.ok) throw read.error;
    expect(verifyRequest(read.value)).toBe(true);
    const other = publicKeyToSpki(publicPart(poolKey(name === 'server' ? 'client' : 'client.p256')));
    expect(verifyRequest({ ...read.value, spki: other })).toBe(false);
  });
});

insideOnly('an elliptic key', () => {
  const leafWith = (change: (point: Uint8Array) => void) => {
    const name = [{ type: 'CN', value: 'Root' }] as const;
    const key = publicPart(poolKey('server.p256'));
    if (key.kind !== 'ec') throw new Error('another kind of key');
    const point = key.point.slice();
    change(point);
    const spec = { serial: '02', issuer: name, subject: name, notBefore: NOW - DAY, notAfter: NOW + DAY } as const;
    const leaf = issueCertificate(
      { ...spec, publicKey: { ...key, point }, hash: 'sha256', extensions: [] },
      poolKey('root'),
    );
    return { leaf, root: chain('root', 'server', 'sha256').root };
  };
  const weak = ({ leaf, root }: { leaf: Uint8Array; root: Uint8Array }) =>
    validatePath({
      presented: [parseCertificate(leaf)],
      anchors: [parseCertificate(root)],
      now: NOW,
      purpose: 'any',
      peerName: null,
      leafKeyUsage: null,
      minRsaBits: 2048,
    }).failures.map(({ check, evidence }) => [check, evidence.point]);

  it('is a point of its curve, of a leaf too, of which nothing in the path depends (SP 800-56A 5.6.2.3)', () => {
    expect(weak(leafWith(() => {}))).toEqual([]);
    expect(weak(leafWith((point) => point.set([1], 10)))).toEqual([['crypto.keySize', 'not on the curve']]);
  });
});

describe.skipIf(!outsideJudge('openssl'))('openssl', () => {
  const directory = mkdtempSync(join(tmpdir(), 'issue-'));
  const path = (name: string) => join(directory, name);
  afterAll(() => rmSync(directory, { recursive: true }));
  const write = (name: string, label: string, der: Uint8Array) => writeFileSync(path(name), toPem(label, der));

  it.each(pairs)(
    'accepts the chain and the list of revoked certificates by %s, and the leaf for %s',
    (issuer, subject) => {
      const { root, leaf } = chain(issuer, subject, 'sha256');
      const decoded = decodeCertificate(root);
      if (!decoded.ok) throw decoded.error;
      const crl = issueCrl(
        { issuer: decoded.value.subject.der, thisUpdate: NOW - DAY, nextUpdate: NOW + DAY, number: 1, revoked: [] },
        poolKey(issuer),
      );
      write('root.pem', 'CERTIFICATE', root);
      write('leaf.pem', 'CERTIFICATE', leaf);
      write('crl.pem', 'X509 CRL', crl);
      const args = [
        '-attime',
        String(NOW / 1000),
        '-CAfile',
        path('root.pem'),
        '-CRLfile',
        path('crl.pem'),
        '-crl_check',
      ];
      const run = openssl(['verify', ...args, path('leaf.pem')]);
      expect(run.stdout.toString() + run.stderr).toContain('leaf.pem: OK');
    },
  );

  it.each(KEYS)('verifies the request signed with %s', (name) => {
    write(
      'request.pem',
      'CERTIFICATE REQUEST',
      createRequest({ subject: [{ type: 'CN', value: 'leaf' }], key: poolKey(name) }),
    );
    const run = openssl(['req', '-in', path('request.pem'), '-verify', '-noout']);
    expect(run.stdout.toString() + run.stderr).toMatch(/verify OK/);
  });
});
