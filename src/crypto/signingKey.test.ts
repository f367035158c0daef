import * as node from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../bytes/hex.ts';
import type { EcPrivateKey, Ed25519PrivateKey } from './ellipticKey.ts';
import { publicPart } from './ellipticKey.ts';
import { poolKey } from './pool.ts';
import { seededRandom } from './random.ts';
import { registerEcc } from './registerEcc.ts';
import { elliptic } from './registered.ts';
import { type PrivateKey, type SignatureSchemeName, schemesOf, sign, verify } from './signingKey.ts';
import { anyPublicKeyFromSpki, publicKeyToSpki } from './spki.ts';
import type { CurveName } from './verifiers.ts';

const message = utf8('to be signed');
const random = seededRandom(1, 'server');
const LENGTHS = { 'P-256': 32, 'P-384': 48, 'P-521': 66 } as const;
const NODE_CURVES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const;

beforeAll(registerEcc);

function ecKey(curve: CurveName): EcPrivateKey {
  const scalar = new Uint8Array(LENGTHS[curve]).fill(7, 1);
  const point = elliptic().pointOf(curve, scalar);
  if (point === null) throw new Error('no key');
  return { kind: 'ec', curve, point, scalar };
}

function edKey(): Ed25519PrivateKey {
  const seed = new Uint8Array(32).fill(9);
  return { kind: 'ed25519', seed, bytes: elliptic().ed25519Public(seed) };
}

const nodePublic = (key: PrivateKey) =>
  node.createPublicKey({ key: Buffer.from(publicKeyToSpki(publicPart(key))), format: 'der', type: 'spki' });

/** Whether Node verifies what we signed. */
function nodeVerifies(key: PrivateKey, name: SignatureSchemeName, signature: Uint8Array): boolean {
  const hash = /sha\d+$/.exec(name)?.[0] ?? null;
  const pss = { padding: node.constants.RSA_PKCS1_PSS_PADDING, saltLength: node.constants.RSA_PSS_SALTLEN_DIGEST };
  return node.verify(hash, message, { key: nodePublic(key), ...(name.includes('pss') ? pss : {}) }, signature);
}

describe('signatures by the name of their scheme (RFC 9846 4.3.3)', () => {
  const keys: [string, () => PrivateKey][] = [
    ['RSA-2048', () => poolKey('server')],
    ['P-256', () => ecKey('P-256')],
    ['P-384', () => ecKey('P-384')],
    ['P-521', () => ecKey('P-521')],
    ['Ed25519', edKey],
  ];

  it.each(keys)('of a key %s pass here and in Node, and no other message or signature does', (_, make) => {
    const key = make();
    const spki = publicKeyToSpki(key);
    for (const version of ['tls1.2', 'tls1.3'] as const) {
      expect(schemesOf(key, version).length).toBeGreaterThan(0);
      for (const name of schemesOf(key, version)) {
        const signature = sign(key, name, message, random);
        expect(verify(spki, name, message, signature, version), name).toBe(true);
        expect(nodeVerifies(key, name, signature), name).toBe(true);
        expect(sign(key, name, message, random)).toEqual(signature);
        expect(verify(spki, name, utf8('another'), signature, version), name).toBe(false);
        expect(verify(spki, name, message, signature.subarray(1), version), name).toBe(false);
        expect(verify(spki, name, message, concat(signature, Uint8Array.of(0)), version), name).toBe(false);
      }
    }
  });

  it('are those that each kind of key may make: in TLS 1.3 no PKCS #1 v1.5, and one hash for each curve', () => {
    const pss = ['rsa_pss_rsae_sha256', 'rsa_pss_rsae_sha384', 'rsa_pss_rsae_sha512'];
    const pkcs1 = ['rsa_pkcs1_sha256', 'rsa_pkcs1_sha384', 'rsa_pkcs1_sha512'];
    const ecdsa = ['ecdsa_secp256r1_sha256', 'ecdsa_secp384r1_sha384', 'ecdsa_secp521r1_sha512'];
    expect(schemesOf(poolKey('server'), 'tls1.3')).toEqual(pss);
    expect(schemesOf(poolKey('server'), 'tls1.2')).toEqual([...pss, ...pkcs1]);
    expect(schemesOf(ecKey('P-256'), 'tls1.3')).toEqual([ecdsa[0]]);
    expect(schemesOf(ecKey('P-384'), 'tls1.3')).toEqual([ecdsa[1]]);
    expect(schemesOf(ecKey('P-256'), 'tls1.2')).toEqual(ecdsa);
    expect(schemesOf(edKey(), 'tls1.2')).toEqual(['ed25519']);
    // RFC 8017 9.1.1: emLen is at least hLen + sLen + 2, and 130 bytes are more than 128.
    expect(schemesOf(poolKey('weak'), 'tls1.3')).toEqual(pss.slice(0, 2));
  });

  it('are refused where the key may not make them in that version, though the numbers fit', () => {
    const rsa = poolKey('server');
    const pkcs1 = sign(rsa, 'rsa_pkcs1_sha256', message, random);
    expect(verify(publicKeyToSpki(rsa), 'rsa_pkcs1_sha256', message, pkcs1, 'tls1.2')).toBe(true);
    expect(verify(publicKeyToSpki(rsa), 'rsa_pkcs1_sha256', message, pkcs1, 'tls1.3')).toBe(false);
    const ec = ecKey('P-384');
    const sha256 = sign(ec, 'ecdsa_secp256r1_sha256', message, random);
    expect(verify(publicKeyToSpki(ec), 'ecdsa_secp256r1_sha256', message, sha256, 'tls1.2')).toBe(true);
    expect(verify(publicKeyToSpki(ec), 'ecdsa_secp256r1_sha256', message, sha256, 'tls1.3')).toBe(false);
  });

  it('by a key of another kind are an error of the program, and verify nothing', () => {
    expect(() => sign(edKey(), 'rsa_pss_rsae_sha256', message, random)).toThrow(RangeError);
    const signature = sign(edKey(), 'ed25519', message, random);
    expect(verify(publicKeyToSpki(ecKey('P-256')), 'ed25519', message, signature, 'tls1.3')).toBe(false);
    expect(verify(Uint8Array.of(0x30, 0), 'ed25519', message, signature, 'tls1.3')).toBe(false);
  });

  it('by Node pass here', () => {
    for (const curve of ['P-256', 'P-384', 'P-521'] as const) {
      const pair = node.generateKeyPairSync('ec', { namedCurve: NODE_CURVES[curve] });
      const spki = new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }));
      const [name] = schemesOf({ kind: 'ec', curve, point: spki }, 'tls1.3');
      if (name === undefined) throw new Error('no scheme');
      const signature = new Uint8Array(node.sign(/sha\d+$/.exec(name)?.[0] ?? null, message, pair.privateKey));
      expect(verify(spki, name, message, signature, 'tls1.3'), curve).toBe(true);
    }
  });
});

describe('deterministic ECDSA (RFC 6979)', () => {
  it('signs "sample" on P-256 with SHA-256 as appendix A.2.5 says', () => {
    const scalar = fromHex('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721');
    const r = 'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716';
    const s = 'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8';
    // Both have their first bit set: in DER a zero goes before them.
    const expected = `3046022100${r}022100${s}`;
    expect(toHex(elliptic().signEcdsa('P-256', scalar, 'sha256', utf8('sample')))).toBe(expected);
  });
});

describe('Ed25519 (RFC 8032)', () => {
  it('signs the empty message as the first test of 7.1 says', () => {
    const seed = fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
    expect(toHex(elliptic().ed25519Public(seed))).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
    expect(toHex(elliptic().signEd25519(seed, new Uint8Array()))).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });
});

describe('public keys as SubjectPublicKeyInfo', () => {
  it.each([
    ['P-256', () => ecKey('P-256')],
    ['P-384', () => ecKey('P-384')],
    ['Ed25519', edKey],
    ['RSA', () => poolKey('server')],
  ] as const)('of %s are those that Node writes, and are read back', (_, make) => {
    const spki = publicKeyToSpki(make());
    const read = anyPublicKeyFromSpki(spki);
    expect(read).toEqual({ ok: true, value: publicPart(make()) });
    expect(new Uint8Array(nodePublic(make()).export({ format: 'der', type: 'spki' }))).toEqual(spki);
    expect(anyPublicKeyFromSpki(concat(spki, Uint8Array.of(0))).ok).toBe(false);
  });

  it('of an unknown curve are refused', () => {
    const pair = node.generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const spki = new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }));
    expect(anyPublicKeyFromSpki(spki).ok).toBe(false);
  });
});
