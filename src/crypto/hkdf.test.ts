import * as node from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../bytes/hex.ts';
import { hkdfExpand, hkdfExtract } from './hkdf.ts';
import { wycheproof } from './wycheproof.testing.ts';

describe('HKDF (RFC 5869)', () => {
  it('computes test case 1 of appendix A', () => {
    const prk = hkdfExtract('sha256', fromHex('000102030405060708090a0b0c'), new Uint8Array(22).fill(0x0b));
    expect(toHex(prk)).toBe('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
    expect(toHex(hkdfExpand('sha256', prk, fromHex('f0f1f2f3f4f5f6f7f8f9'), 42))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  });

  const vectors = wycheproof('hkdf_sha256_test.json');
  it.skipIf(vectors === null)('agrees with the Wycheproof vectors', () => {
    const wrong = (vectors ?? []).filter((vector) => {
      const prk = hkdfExtract('sha256', vector.bytes('salt'), vector.bytes('ikm'));
      const run = () => toHex(hkdfExpand('sha256', prk, vector.bytes('info'), vector.number('size')));
      if (vector.result !== 'invalid') return run() !== vector.field('okm');
      expect(run).toThrow(RangeError);
      return false;
    });
    expect(vectors?.length).toBeGreaterThan(80);
    expect(wrong.map(({ tcId }) => tcId)).toEqual([]);
  });

  it.each(['sha256', 'sha384'] as const)('with %s agrees with Node', (hash) => {
    const [salt, ikm, info] = [new Uint8Array(0), new Uint8Array(48).fill(7), Uint8Array.of(1, 2, 3)];
    const expected = new Uint8Array(node.hkdfSync(hash, ikm, salt, info, 77));
    expect(hkdfExpand(hash, hkdfExtract(hash, salt, ikm), info, 77)).toEqual(expected);
  });
});
