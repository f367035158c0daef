import * as node from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '../bytes/hex.ts';
import { clearEcdsaMemo, isPointOn, verifyEcdsa } from './ecdsa.ts';
import { verifyEd25519 } from './ed25519.ts';
import type { HashName } from './hash.ts';
import { disagreements, wycheproof } from './wycheproof.testing.ts';

const data = utf8('to be signed');

describe('ECDSA verification (FIPS 186-5 6.4.2)', () => {
  const vectors = wycheproof('ecdsa_secp256r1_sha256_test.json');
  it.skipIf(vectors === null)('agrees with the Wycheproof vectors for P-256', () => {
    const points = vectors?.map((vector) => vector.bytes('msg').length) ?? [];
    expect(points.length).toBeGreaterThan(400);
    // The key stands in the group as SubjectPublicKeyInfo, whose last 65 bytes are the point.
    const accepts = (vector: NonNullable<typeof vectors>[number]) =>
      verifyEcdsa(
        'P-256',
        vector.bytes('publicKeyDer').subarray(-65),
        'sha256',
        vector.bytes('msg'),
        vector.bytes('sig'),
      );
    expect(disagreements(vectors ?? [], accepts)).toEqual([]);
    // Most keys of the file stand for one vector only: once more, with the table that a key gets when it is used often.
    clearEcdsaMemo();
    const often = (vector: NonNullable<typeof vectors>[number]) => {
      for (let use = 0; use < 5; use++) {
        verifyEcdsa('P-256', vector.bytes('publicKeyDer').subarray(-65), 'sha256', data, Uint8Array.of(use));
      }
      return accepts(vector);
    };
    expect(disagreements((vectors ?? []).slice(0, 300), often)).toEqual([]);
  });

  it.each([
    ['P-256', 'prime256v1', 65],
    ['P-384', 'secp384r1', 97],
    ['P-521', 'secp521r1', 133],
  ] as const)(
    'on %s accepts what Node signs, with each of the hashes, and nothing else',
    (curve, namedCurve, length) => {
      const { publicKey, privateKey } = node.generateKeyPairSync('ec', { namedCurve });
      const point = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })).subarray(-length);
      for (const hash of ['sha1', 'sha256', 'sha384', 'sha512'] as const satisfies readonly HashName[]) {
        const signature = new Uint8Array(node.sign(hash, data, privateKey));
        expect(verifyEcdsa(curve, point, hash, data, signature), hash).toBe(true);
        expect(verifyEcdsa(curve, point, hash, utf8('another'), signature)).toBe(false);
        expect(verifyEcdsa(curve, point, hash, data, signature.subarray(1))).toBe(false);
        expect(verifyEcdsa(curve, point, hash, data, concat(signature, Uint8Array.of(0)))).toBe(false);
      }
    },
  );

  it('knows which points lie on the curve', () => {
    const { publicKey } = node.generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const point = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })).subarray(-65);
    expect(isPointOn('P-256', point)).toBe(true);
    const beside = point.slice();
    beside[64] = (beside[64] ?? 0) ^ 1;
    expect(isPointOn('P-256', beside)).toBe(false);
    expect(isPointOn('P-384', point)).toBe(false);
    expect(isPointOn('P-256', Uint8Array.of(0))).toBe(false);
    expect(verifyEcdsa('P-256', beside, 'sha256', data, data)).toBe(false);
  });
});

describe('Ed25519 verification (RFC 8032 5.1.7)', () => {
  it('accepts what Node signs, and nothing else', () => {
    const { publicKey, privateKey } = node.generateKeyPairSync('ed25519');
    const key = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })).subarray(-32);
    const signature = new Uint8Array(node.sign(null, data, privateKey));
    expect(verifyEd25519(key, data, signature)).toBe(true);
    expect(verifyEd25519(key, utf8('another'), signature)).toBe(false);
    expect(verifyEd25519(key, data, signature.subarray(1))).toBe(false);
    expect(verifyEd25519(key.subarray(1), data, signature)).toBe(false);
  });
});
