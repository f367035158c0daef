import { describe, expect, it } from 'vitest';
import { poolKey } from '../../crypto/pool.ts';
import { publicOf } from '../../crypto/rsa.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import {
  akiOf,
  caExtensions,
  certificatePem,
  cn,
  DAY,
  HOST,
  issueTo,
  leafExtensions,
  makeBank,
  makeServer,
  NOW,
  type Party,
  requestFor,
  skiOf,
  withFolder,
} from '../bank.testing.ts';
import { CITATIONS } from '../citations.ts';
import { parseCertificate } from '../x509/certificate.ts';
import type { ExtensionSpec } from '../x509/extensionSpec.ts';
import type { CertificateSpec } from '../x509/issue.ts';
import type { PathRequest } from './request.ts';
import { CHECKS } from './result.ts';
import { validatePath } from './validate.ts';

const { root, issuing, server } = makeBank();
const validate = (parties: readonly Party[], change: Partial<PathRequest> = {}) =>
  validatePath(requestFor(parties, change));
/** `check@index`, in the order in which they are reported. */
const failures = (parties: readonly Party[], change: Partial<PathRequest> = {}) =>
  validate(parties, change).failures.map(({ check, certificate }) => `${check}@${certificate}`);
const notReached = (parties: readonly Party[], change: Partial<PathRequest> = {}) =>
  validate(parties, change)
    .checks.filter(({ result }) => result === 'not-reached')
    .map(({ check, certificate }) => `${check}@${certificate}`);
const evidence = (parties: readonly Party[], check: string, index: number | null = 0) =>
  validate(parties).checks.find((result) => result.check === check && result.certificate === index)?.evidence;

const serverWith = (change: Partial<CertificateSpec>, edit?: (extensions: ExtensionSpec[]) => ExtensionSpec[]) => [
  makeServer(issuing, change, edit),
  issuing,
  root,
];
/** Root, issuing CA with these extensions, server. */
const issuingWith = (extensions: readonly ExtensionSpec[], change: Partial<CertificateSpec> = {}) => {
  const ca = issueTo(cn('Issuing'), 'issuing', root, [...extensions, skiOf('issuing'), akiOf(root)], change);
  return [makeServer(ca), ca, root];
};
const without = (type: ExtensionSpec['type']) => (extensions: ExtensionSpec[]) =>
  extensions.filter((extension) => extension.type !== type);
const instead = (extension: ExtensionSpec) => (extensions: ExtensionSpec[]) =>
  extensions.map((old) => (old.type === extension.type ? extension : old));
const honest = [server, issuing, root];

insideOnly('the honest path', () => {
  const result = validate(honest);

  it('is accepted, with every check made and passed', () => {
    expect(result).toMatchObject({ accepted: true, anchored: true, failures: [] });
    expect(result.path).toEqual(honest.map(({ certificate }) => certificate));
    expect(new Set(result.checks.map((check) => check.result))).toEqual(new Set(['pass']));
    expect(result.checks.map(({ check, certificate }) => `${check}@${certificate}`)).toEqual([
      'chain.build@null',
      'chain.trustAnchor@2',
      'chain.nameChaining@0',
      'chain.nameChaining@1',
      'aki.match@0',
      'aki.match@1',
      'signature.verify@0',
      'signature.verify@1',
      ...[0, 1, 2].map((i) => `validity.notBefore@${i}`),
      ...[0, 1, 2].map((i) => `validity.notAfter@${i}`),
      ...[1, 2].map((i) => `ca.basicConstraints@${i}`),
      ...[1, 2].map((i) => `ca.keyCertSign@${i}`),
      ...[1, 2].map((i) => `ca.pathLen@${i}`),
      ...[0, 1, 2].map((i) => `ext.unknownCritical@${i}`),
      ...[0, 1, 2].map((i) => `crypto.keySize@${i}`),
      'crypto.signatureHash@0',
      'crypto.signatureHash@1',
      'identity.san@0',
      'identity.dns@0',
      'eku.serverAuth@0',
      'eku.serverAuth@1',
      'leaf.keyUsage@0',
    ]);
  });

  it('has a citation and evidence for each check', () => {
    for (const { reference, evidence, check } of result.checks) {
      expect(CITATIONS[reference].text).toMatch(/^(RFC \d+|local policy)/);
      expect(Object.keys(evidence).length, check).toBeGreaterThan(0);
    }
  });

  it('is checked in the order of CHECKS', () => {
    const positions = result.checks.map(({ check }) => CHECKS.indexOf(check));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('is the same whatever the order in which its certificates were presented', () => {
    const bag = [server, root, issuing].map(({ certificate }) => certificate);
    expect(validate(honest, { presented: bag })).toEqual(result);
  });

  it('serves a client too, with its own purpose and key usage', () => {
    const alice = issueTo(
      cn('alice'),
      'client',
      issuing,
      [...leafExtensions('clientAuth', []), skiOf('client')].filter(({ type }) => type !== 'subjectAltName'),
    );
    const change = { purpose: 'client', peerName: null, leafKeyUsage: 'digitalSignature' } as const;
    expect(failures([alice, issuing, root], change)).toEqual([]);
    expect(failures([alice, issuing, root])).toEqual(['identity.san@0', 'eku.serverAuth@0']);
  });
});

insideOnly('building (RFC 5280 6.1, 6.1.1(d))', () => {
  it('fails where an intermediate is missing, and what needs an issuer is not reached', () => {
    const parties = [server, root];
    expect(failures(parties)).toEqual(['chain.build@0']);
    expect(notReached(parties)).toEqual([
      'chain.trustAnchor@null',
      'chain.nameChaining@0',
      'aki.match@0',
      'signature.verify@0',
    ]);
    expect(validate(parties)).toMatchObject({ accepted: false, anchored: false, path: [server.certificate] });
  });

  it('succeeds for a whole chain of a CA that nobody trusts; the trust anchor fails', () => {
    const rogueRoot = issueTo(cn('Rogue'), 'rogueRoot', null, [...caExtensions(null), skiOf('rogueRoot')]);
    const rogueServer = makeServer(rogueRoot);
    expect(failures([rogueServer, rogueRoot, root])).toEqual(['chain.trustAnchor@1']);
    expect(notReached([rogueServer, rogueRoot, root])).toEqual([]);
  });

  it('finds a self-signed leaf untrusted, and checks its signature with its own key', () => {
    const own = issueTo(cn(HOST), 'server', null, [...leafExtensions('serverAuth', [HOST]), skiOf('server')]);
    expect(failures([own, root])).toEqual(['chain.trustAnchor@0']);
    expect(evidence([own, root], 'signature.verify')).toMatchObject({
      signature: 'valid',
      signer: `CN=${HOST}, O=Bank`,
    });
  });

  it('accepts a leaf that is itself trusted', () => {
    expect(failures([server, server])).toEqual([]);
  });

  it('takes the candidate path that passes, among several', () => {
    // Two roots of one name: the newer key signed, and no key identifiers tell them apart.
    const plain = (key: 'root' | 'rogueRoot') => issueTo(cn('Twin'), key, null, caExtensions(null));
    const [older, newer] = [plain('rogueRoot'), plain('root')];
    const leaf = issueTo(cn(HOST), 'server', newer, leafExtensions('serverAuth', [HOST]));
    const anchors = [older.certificate, newer.certificate];
    const result = validate([leaf, newer], { anchors });
    expect(result).toMatchObject({ accepted: true, path: [leaf.certificate, newer.certificate] });
  });

  it('reports the anchored path where none passes', () => {
    const fakeRoot = issueTo(cn('Root'), 'rogueRoot', null, [...caExtensions(null), skiOf('rogueRoot')]);
    const expired = makeServer(issuing, { notAfter: NOW - DAY });
    expect(failures([expired, issuing, fakeRoot, root])).toEqual(['validity.notAfter@0']);
  });
});

insideOnly('signatures (RFC 5280 6.1.3(a)(1))', () => {
  it('fail when a byte was changed after signing', () => {
    const der = server.certificate.der.slice();
    const at = Buffer.from(der).indexOf(
      HOST,
      server.certificate.subject.der.byteOffset - server.certificate.der.byteOffset,
    );
    der[at] = 'b'.charCodeAt(0);
    const tampered = { certificate: parseCertificate(der), key: server.key };
    expect(tampered.certificate.subject.text).toBe('CN=bpi.bank.test, O=Bank');
    expect(failures([tampered, issuing, root])).toEqual(['signature.verify@0']);
    expect(evidence([tampered, issuing, root], 'signature.verify')).toMatchObject({ signature: 'mismatch' });
  });

  it('fail when the trusted root has the name, not the key', () => {
    const other = issueTo(cn('Root'), 'rogueRoot', null, [...caExtensions(null), skiOf('rogueRoot')]);
    expect(failures([server, issuing, other])).toEqual(['aki.match@1', 'signature.verify@1']);
  });

  it('fail when the algorithm beside the signature is not the one that was signed (4.1.1.2)', () => {
    const der = server.certificate.der.slice();
    // sha256WithRSAEncryption ends in 0b; the last occurrence stands before the signature. 0c is SHA-384.
    const at = Buffer.from(der).lastIndexOf(Buffer.from('2a864886f70d01010b', 'hex'));
    der[at + 8] = 0x0c;
    const altered = { certificate: parseCertificate(der), key: server.key };
    expect(failures([altered, issuing, root])).toEqual(['signature.verify@0']);
    expect(evidence([altered, issuing, root], 'signature.verify')).toMatchObject({ signature: 'algorithms-differ' });
  });

  it('with SHA-1 are right, and yet refused by policy; the anchor’s own does not matter', () => {
    expect(failures(serverWith({ hash: 'sha1' }))).toEqual(['crypto.signatureHash@0']);
    const oldRoot = issueTo(cn('Root'), 'root', null, [...caExtensions(null), skiOf('root')], { hash: 'sha1' });
    expect(failures([server, issuing, oldRoot])).toEqual([]);
  });
});

insideOnly('validity (RFC 5280 4.1.2.5, 6.1.3(a)(2))', () => {
  it('ends with the second of notAfter and begins with that of notBefore, both included', () => {
    const { notBefore, notAfter } = server.certificate;
    expect(failures(honest, { now: notAfter })).toEqual([]);
    expect(failures(honest, { now: notAfter + 999 })).toEqual([]);
    expect(failures(honest, { now: notBefore })).toEqual([]);
    expect(failures(honest, { now: notBefore - 1 })).toEqual([0, 1, 2].map((i) => `validity.notBefore@${i}`));
    expect(failures(honest, { now: notAfter + 1000 })).toEqual([0, 1, 2].map((i) => `validity.notAfter@${i}`));
  });

  it('is checked for each certificate, the anchor included', () => {
    expect(failures(serverWith({ notAfter: NOW - DAY }))).toEqual(['validity.notAfter@0']);
    expect(failures(issuingWith(caExtensions(0), { notBefore: NOW + DAY }))).toEqual(['validity.notBefore@1']);
    const late = issueTo(cn('Root'), 'root', null, [...caExtensions(null), skiOf('root')], { notAfter: NOW - DAY });
    expect(failures([server, issuing, late])).toEqual(['validity.notAfter@2']);
  });

  it('gives both dates as evidence', () => {
    expect(evidence(serverWith({ notAfter: Date.UTC(2026, 2, 1) }), 'validity.notAfter')).toEqual({
      notAfter: '2026-03-01T00:00:00Z',
      now: '2026-11-23T12:00:00Z',
    });
  });
});

insideOnly('issuers', () => {
  it('are marked as CAs (6.1.4(k))', () => {
    const [, keyUsage] = caExtensions(null);
    expect(failures(issuingWith(keyUsage ? [keyUsage] : []))).toEqual(['ca.basicConstraints@1']);
    const no: ExtensionSpec = { type: 'basicConstraints', critical: true, ca: false, pathLen: null };
    expect(failures(issuingWith([no, ...(keyUsage ? [keyUsage] : [])]))).toEqual(['ca.basicConstraints@1']);
  });

  it('that are customers fail on all counts', () => {
    const victim = issueTo(cn(HOST), 'client', server, [...leafExtensions('serverAuth', [HOST]), akiOf(server)]);
    expect(failures([victim, server, issuing, root])).toEqual([
      'ca.basicConstraints@1',
      'ca.keyCertSign@1',
      // Who goes beyond the limit, and whose limit it is.
      'ca.pathLen@1',
      'ca.pathLen@2',
    ]);
  });

  it('may sign certificates where their keyUsage is given (6.1.4(n))', () => {
    const constraints: ExtensionSpec = { type: 'basicConstraints', critical: true, ca: true, pathLen: 0 };
    const keyUsage: ExtensionSpec = { type: 'keyUsage', critical: true, usages: ['cRLSign'] };
    expect(failures(issuingWith([constraints, keyUsage]))).toEqual(['ca.keyCertSign@1']);
    expect(failures(issuingWith([constraints]))).toEqual([]);
  });

  it('have no more CAs below them than they allow, self-issued ones not counted (6.1.4(l), (m))', () => {
    const top = issueTo(cn('Top'), 'root', null, [...caExtensions(0), skiOf('root')]);
    const again = issueTo(cn('Top'), 'rogueRoot', top, [...caExtensions(0), skiOf('rogueRoot'), akiOf(top)]);
    expect(failures([makeServer(again), again, top])).toEqual([]);
    const below = issueTo(cn('Below'), 'issuing', again, [...caExtensions(null), skiOf('issuing'), akiOf(again)]);
    expect(failures([makeServer(below), below, again, top])).toEqual(['ca.pathLen@1', 'ca.pathLen@2', 'ca.pathLen@3']);
    expect(evidence([makeServer(below), below, again, top], 'ca.pathLen', 3)).toEqual({
      pathLenConstraint: 0,
      below: 1,
    });
  });

  it('carry the key identifier that their certificates name (4.2.1.1)', () => {
    const parties = serverWith({}, (extensions) => [...without('authorityKeyIdentifier')(extensions), akiOf(root)]);
    expect(failures(parties)).toEqual(['aki.match@0']);
    expect(failures(serverWith({}, without('authorityKeyIdentifier')))).toEqual([]);
  });
});

insideOnly('critical extensions (RFC 5280 4.2, 6.1.4(o), 6.1.5(f))', () => {
  const unknown = (critical: boolean): ExtensionSpec => ({
    type: 'unknown',
    oid: '1.2.3.4',
    critical,
    value: new Uint8Array([5, 0]),
  });

  it('that nobody processes are refused in each certificate', () => {
    expect(failures(serverWith({}, (all) => [...all, unknown(true)]))).toEqual(['ext.unknownCritical@0']);
    expect(failures(issuingWith([...caExtensions(0), unknown(true)]))).toEqual(['ext.unknownCritical@1']);
    const odd = issueTo(cn('Root'), 'root', null, [...caExtensions(null), skiOf('root'), unknown(true)]);
    expect(failures([server, issuing, odd])).toEqual(['ext.unknownCritical@2']);
    expect(evidence([server, issuing, odd], 'ext.unknownCritical', 2)).toEqual({ unknown: '1.2.3.4' });
  });

  it('matter only where they are critical', () => {
    expect(failures(serverWith({}, (all) => [...all, unknown(false)]))).toEqual([]);
  });

  it('that were decoded but not acted upon count as unknown', () => {
    const points: ExtensionSpec = { type: 'crlDistributionPoints', critical: true, uris: ['http://crl.bank.test/'] };
    expect(failures(serverWith({}, (all) => [...all, points]))).toEqual(['ext.unknownCritical@0']);
  });
});

insideOnly('policy on keys', () => {
  it('refuses RSA keys below the floor', () => {
    const weak = serverWith({ publicKey: publicOf(poolKey('weak')) });
    expect(failures(weak)).toEqual(['crypto.keySize@0']);
    expect(evidence(weak, 'crypto.keySize')).toEqual({ algorithm: 'RSA', bits: 1024, minimum: 2048 });
    expect(failures(weak, { minRsaBits: 1024 })).toEqual([]);
  });
});

insideOnly('the name (RFC 9525 6)', () => {
  const san = (...names: string[]) =>
    serverWith(
      {},
      instead({ type: 'subjectAltName', critical: false, names: names.map((value) => ({ type: 'dns', value })) }),
    );

  it('must be among the alternative names', () => {
    expect(failures(san('www.bank.test', 'shop.test'))).toEqual(['identity.dns@0']);
    expect(evidence(san('www.bank.test', 'shop.test'), 'identity.dns')).toEqual({
      wanted: HOST,
      found: 'www.bank.test, shop.test',
    });
    expect(failures(san('www.bank.test', HOST))).toEqual([]);
    expect(failures(san('*.bank.test'))).toEqual([]);
  });

  it('in the common name alone does not count', () => {
    const parties = serverWith({}, without('subjectAltName'));
    expect(failures(parties)).toEqual(['identity.san@0']);
    expect(notReached(parties)).toEqual(['identity.dns@0']);
  });

  it('is not matched by one with NUL in it, which is shown as such', () => {
    const nul = san(`${HOST}\0.evil.test`);
    expect(failures(nul)).toEqual(['identity.dns@0']);
    expect(evidence(nul, 'identity.dns')).toMatchObject({ found: `${HOST}\\00.evil.test` });
  });

  it('is not looked at where none is asked for', () => {
    expect(failures(serverWith({}, without('subjectAltName')), { peerName: null })).toEqual([]);
  });
});

insideOnly('extended key usage (RFC 5280 4.2.1.12)', () => {
  const eku = (...purposes: ('serverAuth' | 'clientAuth' | 'anyExtendedKeyUsage')[]): ExtensionSpec => ({
    type: 'extKeyUsage',
    critical: false,
    purposes,
  });

  it('must hold the purpose where it is given, in the leaf and in the CAs below the anchor', () => {
    expect(failures(serverWith({}, instead(eku('clientAuth'))))).toEqual(['eku.serverAuth@0']);
    expect(failures(serverWith({}, instead(eku('clientAuth'))), { purpose: 'client' })).toEqual([]);
    expect(failures(serverWith({}, instead(eku('clientAuth'))), { purpose: 'any' })).toEqual([]);
    expect(failures(issuingWith([...caExtensions(0), eku('clientAuth')]))).toEqual(['eku.serverAuth@1']);
    expect(failures(honest, { purpose: 'client' })).toEqual(['eku.clientAuth@0']);
  });

  it('allows every purpose where it is absent or anyExtendedKeyUsage', () => {
    expect(failures(serverWith({}, without('extKeyUsage')))).toEqual([]);
    expect(failures(serverWith({}, instead(eku('anyExtendedKeyUsage'))))).toEqual([]);
    expect(failures(issuingWith([...caExtensions(0), eku('anyExtendedKeyUsage')]))).toEqual([]);
  });
});

insideOnly('Netscape’s server gated crypto', () => {
  const gated: ExtensionSpec = { type: 'extKeyUsage', critical: false, purposes: ['2.16.840.1.113730.4.1'] };
  const gatedCa = (hash: 'sha1' | 'sha256') =>
    issueTo(cn('Issuing'), 'issuing', root, [...caExtensions(0), gated], { hash });
  const asked = (parties: readonly Party[], change: Partial<PathRequest> = {}) =>
    failures(parties, { weakHashes: 'accept', ...change });

  it('is no serverAuth, in a CA of its time either (RFC 5280 4.2.1.12)', () => {
    const [old, later] = [gatedCa('sha1'), gatedCa('sha256')];
    expect(asked([makeServer(old), old, root])).toEqual(['eku.serverAuth@1']);
    expect(asked([makeServer(later), later, root])).toEqual(['eku.serverAuth@1']);
    expect(asked([makeServer(old), old, root], { purpose: 'client' })).toEqual([
      'eku.clientAuth@0',
      'eku.clientAuth@1',
    ]);
    expect(asked([makeServer(old), old, root], { profile: 'web' })).toContain('eku.serverAuth@1');
    expect(asked(serverWith({ hash: 'sha1' }, instead(gated)))).toEqual(['eku.serverAuth@0']);
  });
});

insideOnly('key usage of the leaf (RFC 5280 4.2.1.3)', () => {
  it('must hold the bit that the key exchange needs, where it is given', () => {
    const onlySign = serverWith({}, instead({ type: 'keyUsage', critical: true, usages: ['digitalSignature'] }));
    expect(failures(onlySign)).toEqual(['leaf.keyUsage@0']);
    expect(failures(onlySign, { leafKeyUsage: 'digitalSignature' })).toEqual([]);
    expect(failures(onlySign, { leafKeyUsage: null })).toEqual([]);
    expect(failures(serverWith({}, without('keyUsage')))).toEqual([]);
  });
});

insideOnly('several defects at once', () => {
  it('are all reported, in the order of CHECKS', () => {
    const parties = serverWith({ notAfter: NOW - DAY, hash: 'sha1', publicKey: publicOf(poolKey('weak')) }, (all) =>
      instead({ type: 'extKeyUsage', critical: false, purposes: ['clientAuth'] })(without('subjectAltName')(all)),
    );
    expect(failures(parties)).toEqual([
      'validity.notAfter@0',
      'crypto.keySize@0',
      'crypto.signatureHash@0',
      'identity.san@0',
      'eku.serverAuth@0',
    ]);
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL comes to the same verdict', () => {
  /** OpenSSL's verify codes for each defect, or 0. */
  const verify = ([leaf, ...rest]: readonly Party[], ...more: readonly string[]) => {
    if (leaf === undefined) throw new Error('no leaf');
    const files = {
      'root.pem': certificatePem(...rest.slice(-1)),
      'cas.pem': certificatePem(...rest.slice(0, -1)),
      'leaf.pem': certificatePem(leaf),
    };
    return withFolder(files, (path) => {
      const cas = rest.length > 1 ? ['-untrusted', path('cas.pem')] : [];
      const run = openssl([
        ...[
          'verify',
          '-attime',
          String(NOW / 1000),
          '-purpose',
          'sslserver',
          '-verify_hostname',
          HOST,
          '-auth_level',
          '2',
        ],
        ...['-CAfile', path('root.pem'), ...cas, ...more, path('leaf.pem')],
      ]);
      return [...run.stderr.matchAll(/error (\d+) at/g)].map(([, code]) => Number(code));
    });
  };
  const constraints: ExtensionSpec = { type: 'basicConstraints', critical: true, ca: false, pathLen: null };
  const [, caKeyUsage = constraints] = caExtensions(null);
  const ownRoot = issueTo(cn(HOST), 'server', null, [...leafExtensions('serverAuth', [HOST]), skiOf('server')]);
  const rogueRoot = issueTo(cn('Rogue'), 'rogueRoot', null, [...caExtensions(null), skiOf('rogueRoot')]);

  // Numbers from OpenSSL's x509_vfy.h.
  it.each<[string, readonly Party[], number]>([
    ['honest', honest, 0],
    ['expired', serverWith({ notAfter: NOW - DAY }), 10],
    ['not yet valid', serverWith({ notBefore: NOW + DAY }), 9],
    ['expired intermediate', issuingWith(caExtensions(0), { notAfter: NOW - DAY }), 10],
    ['self-signed leaf', [ownRoot, root], 18],
    ['untrusted root, sent along', [makeServer(rogueRoot), rogueRoot, root], 19],
    ['missing intermediate', [server, root], 20],
    [
      'other host',
      serverWith({}, instead({ type: 'subjectAltName', critical: false, names: [{ type: 'dns', value: 'x.test' }] })),
      62,
    ],
    [
      'wildcard too deep',
      serverWith({}, instead({ type: 'subjectAltName', critical: false, names: [{ type: 'dns', value: '*.test' }] })),
      62,
    ],
    ['intermediate is no CA', issuingWith([constraints, caKeyUsage]), 79],
    [
      'no keyCertSign',
      issuingWith([...caExtensions(0).slice(0, 1), { type: 'keyUsage', critical: true, usages: ['cRLSign'] }]),
      79,
    ],
    [
      'for clients only',
      serverWith({}, instead({ type: 'extKeyUsage', critical: false, purposes: ['clientAuth'] })),
      26,
    ],
    [
      'unknown critical extension',
      serverWith({}, (all) => [
        ...all,
        { type: 'unknown', oid: '1.2.3.4', critical: true, value: new Uint8Array([5, 0]) },
      ]),
      34,
    ],
    ['weak key', serverWith({ publicKey: publicOf(poolKey('weak')) }), 66],
    ['SHA-1', serverWith({ hash: 'sha1' }), 68],
    ['purposes absent', serverWith({}, without('extKeyUsage')), 0],
  ])('%s', (_name, parties, code) => {
    const theirs = verify(parties);
    expect(theirs[0] ?? 0).toBe(code);
    expect(validate(parties).accepted).toBe(code === 0);
  });
});
