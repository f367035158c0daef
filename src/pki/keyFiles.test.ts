// Keys that are no PEM: JWKs as Node writes them, and what OpenSSH and PuTTY wrote (src/testing/knownAnswers/keyFiles.json).
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../bytes/hex.ts';
import known from '../testing/knownAnswers/keyFiles.json' with { type: 'json' };
import { makeBank } from './bank.testing.ts';
import { readInput } from './intake/readInput.ts';

const read = (given: string) => readInput(utf8(given));

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}
const PAIRS: readonly (readonly [string, Pair])[] = [
  ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ...['P-256', 'P-384', 'P-521'].map((curve) => [curve, generateKeyPairSync('ec', { namedCurve: curve })] as const),
  ['Ed25519', generateKeyPairSync('ed25519')],
];
const OTHERS: readonly (readonly [string, Pair])[] = [
  ['secp256k1', generateKeyPairSync('ec', { namedCurve: 'secp256k1' })],
  ['X25519', generateKeyPairSync('x25519')],
  ['Ed448', generateKeyPairSync('ed448')],
];
const jwkOf = (key: KeyObject) => key.export({ format: 'jwk' });
const spkiOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('hex');

describe('a private JWK (RFC 7517)', () => {
  it.each(PAIRS)('has the public half that Node computes, alone and in other JSON: %s', async (_kind, pair) => {
    const jwk = jwkOf(pair.privateKey);
    for (const given of [
      JSON.stringify(jwk),
      JSON.stringify({ keys: [{ kid: 'a{"}', ...jwk }] }, null, 2),
      JSON.stringify({ secret: JSON.stringify(jwk) }),
      JSON.stringify({ a: JSON.stringify({ b: JSON.stringify(jwk) }) }),
      `const key = '${JSON.stringify(jwk)}';`,
      `String key = ${JSON.stringify(JSON.stringify(jwk))};`,
      `data:\n  jwk: ${Buffer.from(JSON.stringify(jwk)).toString('base64')}\n`,
    ]) {
      const { items, problems } = await read(given);
      expect(problems, given).toEqual([]);
      expect(items, given).toMatchObject([
        { kind: 'privateKey', format: 'jwk', encrypted: false, sealed: null, problem: null },
      ]);
      const [key] = items;
      expect(key?.kind === 'privateKey' && key.spki && toHex(key.spki), given).toBe(spkiOf(pair.publicKey));
    }
  });

  it.each(OTHERS)('of a kind that can’t be judged is called by its name: %s', async (kind, pair) => {
    const { items } = await read(JSON.stringify(jwkOf(pair.privateKey)));
    expect(items).toMatchObject([
      { kind: 'privateKey', format: 'jwk', spki: null, problem: expect.stringContaining(kind) },
    ]);
  });

  it('whose halves are of two keys is told', async () => {
    for (const [curve, type] of [
      ['P-256', 'ec'],
      ['Ed25519', 'ed25519'],
    ] as const) {
      const pair = (): Pair =>
        type === 'ec' ? generateKeyPairSync(type, { namedCurve: curve }) : generateKeyPairSync(type);
      const mixed = { ...jwkOf(pair().publicKey), d: jwkOf(pair().privateKey)['d'] };
      expect((await read(JSON.stringify(mixed))).items).toMatchObject([
        { kind: 'privateKey', spki: null, problem: expect.stringContaining('belongs to another private key') },
      ]);
    }
  });

  it('of which a member is missing or no base64url says which', async () => {
    const [, pair] = PAIRS[1] ?? [];
    const jwk = pair === undefined ? {} : jwkOf(pair.privateKey);
    for (const [name, value] of [
      ['x', undefined],
      ['y', 'a+/b'],
      ['d', 'AAAA'],
    ] as const) {
      const { items } = await read(JSON.stringify({ ...jwk, [name]: value }));
      expect(items).toMatchObject([{ kind: 'privateKey', spki: null, problem: expect.stringContaining(`“${name}”`) }]);
    }
  });
});

describe('other JSON of keys', () => {
  const [, rsa] = PAIRS[0] ?? [];
  const jwk = rsa === undefined ? {} : jwkOf(rsa.publicKey);

  it('is a public key, a secret key, or a set of them', async () => {
    expect((await read(JSON.stringify(jwk))).items).toMatchObject([{ kind: 'other', what: 'publicKey', label: 'jwk' }]);
    const set = { keys: [jwk, { kty: 'oct', k: 'c2VjcmV0LW9mLW5vYm9keQ' }, jwk] };
    const { items, problems } = await read(JSON.stringify(set));
    expect(items.map((item) => (item.kind === 'other' ? item.what : item.kind))).toEqual([
      'publicKey',
      'secretKey',
      'publicKey',
    ]);
    expect(problems).toEqual([]);
  });

  it('with certificates in x5c (RFC 7517 4.7) is these; its private key stands beside them', async () => {
    const x5c = [Buffer.from(makeBank().server.certificate.der).toString('base64')];
    const kinds = async (given: object) => (await read(JSON.stringify(given))).items.map(({ kind }) => kind);
    expect(await kinds({ ...jwk, x5c })).toEqual(['certificate']);
    const own = rsa === undefined ? {} : jwkOf(rsa.privateKey);
    expect((await kinds({ ...own, x5c })).sort()).toEqual(['certificate', 'privateKey']);
  });

  it('that is signed or encrypted is named, unless something of use is in it', async () => {
    const head = (members: object): string => Buffer.from(JSON.stringify(members)).toString('base64url');
    const jwt = `${head({ alg: 'RS256', typ: 'JWT' })}.${head({ sub: '1234567890' })}.c2lnbmF0dXJlLXNpZ25hdHVyZQ`;
    expect((await read(`Authorization: Bearer ${jwt}`)).items).toMatchObject([{ kind: 'other', what: 'jwt' }]);
    const jwe = `${head({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' })}.AAAA.BBBB.CCCC.DDDD`;
    expect((await read(jwe)).items).toMatchObject([{ kind: 'other', what: 'jwe' }]);
    const withKey = `${head({ alg: 'RS256', jwk })}.e30.c2lnbmF0dXJlLXNpZ25hdHVyZQ`;
    expect((await read(withKey)).items).toMatchObject([{ kind: 'other', what: 'publicKey', label: 'jwk' }]);
  });

  it('of any damage ends in items or problems', async () => {
    const own = rsa === undefined ? '' : JSON.stringify({ keys: [jwkOf(rsa.privateKey)] });
    await fc.assert(
      fc.asyncProperty(fc.nat(own.length - 1), fc.string({ maxLength: 3 }), fc.nat(30), async (at, other, cut) => {
        const { items, problems } = await read(own.slice(0, at) + other + own.slice(at + cut));
        expect(items.length + problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe.each(known.keys)('a key of OpenSSH and PuTTY: $kind', ({ spki, files, publicKey, rfc4716 }) => {
  it.each(files)('has its public half in the clear: $command', async ({ encrypted, text }) => {
    for (const given of [text, text.replaceAll('\n', '\r\n'), `Here:\n\n${text}\n\nThat was it.`]) {
      const { items, problems } = await read(given);
      expect(problems).toEqual([]);
      expect(items).toMatchObject([{ kind: 'privateKey', sealed: null, problem: null }]);
      const [key] = items;
      if (key?.kind !== 'privateKey' || key.spki === null) throw new Error('no key');
      expect(Buffer.from(key.spki).toString('base64')).toBe(spki);
      expect(createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' }).type).toBe('public');
      expect(key.format).toBe(text.startsWith('PuTTY') ? 'ppk' : 'openssh');
      // OpenSSH's file tells this only inside.
      expect(key.encrypted).toBe(encrypted && key.format === 'ppk');
    }
  });

  it('is a public key, as one line and as RFC 4716 has it', async () => {
    for (const [given, label] of [
      [publicKey, 'ssh'],
      [`host.test,192.0.2.1 ${publicKey}`, 'ssh'],
      [rfc4716, 'ssh2'],
    ] as const)
      expect((await read(given)).items).toMatchObject([{ kind: 'other', what: 'publicKey', label }]);
  });

  it('of any damage ends in items or problems', async () => {
    const text = files.find(({ text: given }) => given.startsWith('PuTTY'))?.text ?? '';
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), fc.nat(30), async (at, other, cut) => {
        const { items, problems } = await read(text.slice(0, at) + other + text.slice(at + cut));
        expect(items.length + problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});

it('an SSH certificate is no certificate, and is named', async () => {
  expect((await read(known.certificate)).items).toMatchObject([{ kind: 'other', what: 'sshCertificate' }]);
});

it('a key as XML of .NET, and one of SSH Communications Security, are named', async () => {
  const xml = '<RSAKeyValue><Modulus>AQAB</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>';
  expect((await read(xml)).items).toMatchObject([{ kind: 'other', what: 'xmlKey' }]);
  const ssh2 = '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAAi4=\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n';
  expect((await read(ssh2)).items).toMatchObject([{ kind: 'other', what: 'ssh2Private' }]);
});
