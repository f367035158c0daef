import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../../bytes/hex.ts';
import type { HashName } from '../../crypto/hash.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import { suiteByName } from '../suites.ts';
import { extendedMasterSecret, keyBlock, masterSecret, prf, verifyData } from './prf.ts';

const random = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

/** What OpenSSL's PRF makes of the same input. */
function judge(hash: HashName, secret: Uint8Array, label: string, seed: Uint8Array, length: number): string {
  const { status, stdout, stderr } = openssl([
    ...['kdf', '-binary', '-keylen', String(length), '-digest', hash],
    ...['-kdfopt', `hexsecret:${toHex(secret)}`, '-kdfopt', `hexseed:${toHex(concat(utf8(label), seed))}`, 'TLS1-PRF'],
  ]);
  if (status !== 0) throw new Error(stderr);
  return toHex(stdout);
}

describe('the PRF of TLS 1.2 (RFC 5246 5)', () => {
  it('gives the published test vector for P_SHA256', () => {
    // "TLS 1.2 PRF test vectors", posted to the IETF's TLS working group.
    const output = prf(
      'sha256',
      fromHex('9bbe436ba940f017b17652849a71db35'),
      'test label',
      fromHex('a0ba9f936cda311827a6f796ffd5198c'),
      100,
    );
    expect(toHex(output)).toBe(
      'e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af' +
        '0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701' +
        '87347b66',
    );
  });

  it('gives a prefix of the longer output when less is asked for', () => {
    const long = prf('sha384', utf8('secret'), 'label', utf8('seed'), 200);
    for (const length of [0, 1, 47, 48, 49, 96, 200]) {
      expect(prf('sha384', utf8('secret'), 'label', utf8('seed'), length)).toEqual(long.slice(0, length));
    }
  });

  describe.skipIf(!outsideJudge('openssl'))('as OpenSSL computes it', () => {
    it.each(['sha256', 'sha384'] as const)('for any secret, seed and length, with %s', (hash) => {
      const input = [
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        random(64),
        fc.integer({ min: 1, max: 300 }),
      ] as const;
      fc.assert(
        fc.property(...input, (secret, seed, length) => {
          expect(toHex(prf(hash, secret, 'any label', seed, length))).toBe(
            judge(hash, secret, 'any label', seed, length),
          );
        }),
        { numRuns: 10 },
      );
    });

    const premaster = fromHex(`0303${'5a'.repeat(46)}`);
    const clientRandom = fromHex('c1'.repeat(32));
    const serverRandom = fromHex('5e'.repeat(32));

    it('master_secret = PRF(pre_master_secret, "master secret", client_random + server_random) (8.1)', () => {
      const expected = judge('sha256', premaster, 'master secret', concat(clientRandom, serverRandom), 48);
      expect(toHex(masterSecret('sha256', premaster, clientRandom, serverRandom))).toBe(expected);
    });

    it('the extended one = PRF(pre_master_secret, "extended master secret", session_hash) (RFC 7627 4)', () => {
      const sessionHash = fromHex('ab'.repeat(48));
      const expected = judge('sha384', premaster, 'extended master secret', sessionHash, 48);
      expect(toHex(extendedMasterSecret('sha384', premaster, sessionHash))).toBe(expected);
    });

    it.each(['client finished', 'server finished'] as const)(
      'verify_data has 12 bytes, labelled "%s" (7.4.9)',
      (label) => {
        const master = fromHex('77'.repeat(48));
        const hash = fromHex('ab'.repeat(32));
        expect(toHex(verifyData('sha256', master, label, hash))).toBe(judge('sha256', master, label, hash, 12));
      },
    );

    it.each([
      // Lengths of MAC key, key and fixed IV: RFC 5246 appendix C, RFC 5288 3.
      ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'sha256', 0, 16, 4],
      ['TLS_RSA_WITH_AES_256_GCM_SHA384', 'sha384', 0, 32, 4],
      ['TLS_RSA_WITH_AES_128_CBC_SHA256', 'sha256', 32, 16, 0],
    ] as const)(
      'the key block of %s is cut in the order of 6.3, the server random first',
      (name, hash, mac, key, iv) => {
        const master = fromHex('77'.repeat(48));
        const total = 2 * (mac + key + iv);
        const block = judge(hash, master, 'key expansion', concat(serverRandom, clientRandom), total);
        const keys = keyBlock(suiteByName(name), master, clientRandom, serverRandom);
        const { clientMacKey, serverMacKey, clientKey, serverKey, clientIv, serverIv } = keys;
        const parts = [clientMacKey, serverMacKey, clientKey, serverKey, clientIv, serverIv];
        expect(parts.map((part) => part.length)).toEqual([mac, mac, key, key, iv, iv]);
        expect(toHex(concat(...parts))).toBe(block);
      },
    );
  });
});
