import * as node from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes, toHex, utf8 } from '../bytes/hex.ts';
import { digest, HASH_LENGTH, type HashName, hmac } from './hash.ts';
import { disagreements, wycheproof } from './wycheproof.testing.ts';

const HASHES: readonly HashName[] = ['sha1', 'sha256', 'sha384', 'sha512'];
const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 });

describe('digest', () => {
  // The examples "abc" of FIPS 180-4, as NIST publishes them.
  it.each([
    ['sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['sha256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['sha384', 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7'],
    [
      'sha512',
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    ],
  ] as const)('%s of "abc" is the one of FIPS 180-4', (hash, expected) => {
    expect(toHex(digest(hash, utf8('abc')))).toBe(expected);
  });

  it.each(HASHES)('%s of some parts is that of their concatenation, and has its length', (hash) => {
    fc.assert(
      fc.property(parts, (pieces) => {
        const outside = node.createHash(hash).update(Buffer.concat(pieces)).digest('hex');
        const ours = digest(hash, ...pieces);
        expect(toHex(ours)).toBe(outside);
        expect(ours.length).toBe(HASH_LENGTH[hash]);
      }),
    );
  });

  it('takes inputs of more than one chunk', () => {
    const long = new Uint8Array(100_000).map((_, i) => i);
    expect(toHex(digest('sha256', long))).toBe(node.createHash('sha256').update(long).digest('hex'));
  });
});

describe('hmac', () => {
  it.each(HASHES)('with %s agrees with Node for keys shorter and longer than a block', (hash) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), parts, (key, pieces) => {
        const outside = node.createHmac(hash, key).update(Buffer.concat(pieces)).digest('hex');
        expect(toHex(hmac(hash, key, ...pieces))).toBe(outside);
      }),
    );
  });

  const vectors = wycheproof('hmac_sha256_test.json');
  it.skipIf(vectors === null)('agrees with Wycheproof on every HMAC-SHA-256 tag, truncated ones included', () => {
    const wrong = disagreements(vectors ?? [], (vector) => {
      const tag = hmac('sha256', vector.bytes('key'), vector.bytes('msg'));
      return equalBytes(tag.subarray(0, vector.number('tagSize') / 8), vector.bytes('tag'));
    });
    expect(wrong).toEqual([]);
  });
});
