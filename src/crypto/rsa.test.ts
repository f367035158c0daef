import * as node from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { concat, equalBytes, utf8 } from '../bytes/hex.ts';
import { insideOnly } from '../testing/otherDay.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import type { HashName } from './hash.ts';
import { fromBytes, toBytes } from './integer.ts';
import { privateKeyFromPem, privateKeyToPem } from './keyFormat.ts';
import { poolKey } from './pool.ts';
import { seededRandom } from './random.ts';
import {
  clearRsaMemo,
  decryptPkcs1,
  encryptPkcs1,
  publicOf,
  signPkcs1,
  signPss,
  verifyPkcs1,
  verifyPss,
} from './rsa.ts';
import { generateRsa } from './rsaGenerate.ts';
import { publicPower } from './rsaPower.ts';
import { publicKeyFromSpki, publicKeyToSpki } from './spki.ts';
import { disagreements, type Vector, wycheproof } from './wycheproof.testing.ts';

const HASHES: readonly HashName[] = ['sha1', 'sha256', 'sha384', 'sha512'];
const KEYS = [poolKey('server'), poolKey('weak')];
const random = seededRandom(1, 'rsa test');
const message = fc.uint8Array({ maxLength: 100 });

const nodePublic = (key = KEYS[0] ?? poolKey('server')) =>
  node.createPublicKey({ key: Buffer.from(publicKeyToSpki(key)), format: 'der', type: 'spki' });

/** A good signature or ciphertext, plus the modulus: the same number modulo n, and so no longer below n. */
function plusModulus(bytes: Uint8Array, n: bigint): Uint8Array | null {
  const sum = fromBytes(bytes) + n;
  return sum >> BigInt(8 * bytes.length) === 0n ? toBytes(sum, bytes.length) : null;
}

insideOnly('RSASSA-PKCS1-v1_5', () => {
  it.each(HASHES)('with %s writes the signature that Node writes (it is deterministic)', (hash) => {
    for (const key of KEYS) {
      const pem = privateKeyToPem(key);
      fc.assert(
        fc.property(message, (data) => {
          const signature = signPkcs1(key, hash, data);
          expect(equalBytes(signature, node.sign(hash, data, pem))).toBe(true);
          expect(verifyPkcs1(publicOf(key), hash, data, signature)).toBe(true);
        }),
        { numRuns: 5 },
      );
    }
  });

  it('refuses other data, another hash, another key and every changed byte', () => {
    const [key, data] = [poolKey('client'), utf8('transcript')];
    const signature = signPkcs1(key, 'sha256', data);
    expect(verifyPkcs1(key, 'sha256', utf8('Transcript'), signature)).toBe(false);
    expect(verifyPkcs1(key, 'sha384', data, signature)).toBe(false);
    expect(verifyPkcs1(poolKey('thief'), 'sha256', data, signature)).toBe(false);
    for (let at = 0; at < signature.length; at++) {
      const changed = signature.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(verifyPkcs1(key, 'sha256', data, changed)).toBe(false);
    }
  });

  it('refuses a signature that is shorter or longer than the modulus (RFC 8017 8.2.2 step 1)', () => {
    const [key, data] = [poolKey('client'), utf8('transcript')];
    const signature = signPkcs1(key, 'sha256', data);
    expect(verifyPkcs1(key, 'sha256', data, concat(Uint8Array.of(0), signature))).toBe(false);
    expect(verifyPkcs1(key, 'sha256', data, signature.subarray(1))).toBe(false);
    expect(verifyPkcs1(key, 'sha256', data, new Uint8Array(0))).toBe(false);
  });

  it('refuses a signature that is not below the modulus (RFC 8017 5.2.2 step 1)', () => {
    const key = poolKey('client');
    const forgeries = Array.from({ length: 20 }, (_, i) => Uint8Array.of(i)).flatMap((data) => {
      const forged = plusModulus(signPkcs1(key, 'sha256', data), key.n);
      return forged ? [verifyPkcs1(key, 'sha256', data, forged)] : [];
    });
    expect(forgeries.length).toBeGreaterThan(0);
    expect(forgeries).not.toContain(true);
  });

  it('refuses to sign, and to verify, where the modulus is too short for the hash (RFC 8017 9.2 step 3)', () => {
    const key = generateRsa(512, seededRandom(1, 'short'));
    expect(() => signPkcs1(key, 'sha512', utf8('x'))).toThrow(RangeError);
    expect(verifyPkcs1(key, 'sha512', utf8('x'), new Uint8Array(64))).toBe(false);
  });

  const vectors = wycheproof('rsa_signature_2048_sha256_test.json');
  it.skipIf(vectors === null)('agrees with Wycheproof on every signature', () => {
    const wrong = disagreements(vectors ?? [], (vector) =>
      verifyPkcs1(publicKeyOf(vector), 'sha256', vector.bytes('msg'), vector.bytes('sig')),
    );
    expect(wrong).toEqual([]);
  });
});

insideOnly('RSAES-PKCS1-v1_5', () => {
  it('decrypts what it encrypted, and shows the block 00 02 PS 00 M with PS free of zeros', () => {
    for (const key of KEYS) {
      fc.assert(
        fc.property(message, fc.nat(), (plain, seed) => {
          const { ciphertext, block } = encryptPkcs1(publicOf(key), plain, seededRandom(seed, 'client'));
          expect(decryptPkcs1(key, ciphertext)).toEqual(plain);
          const padding = block.subarray(2, block.length - plain.length - 1);
          expect(padding.length).toBeGreaterThanOrEqual(8);
          expect(padding.includes(0)).toBe(false);
          expect(block).toEqual(concat(Uint8Array.of(0, 2), padding, Uint8Array.of(0), plain));
          expect(publicPower(key, fromBytes(block))).toBe(fromBytes(ciphertext));
        }),
        { numRuns: 10 },
      );
    }
  });

  it('decrypts what Node encrypted', () => {
    const plain = utf8('premaster');
    const padding = node.constants.RSA_PKCS1_PADDING;
    const ciphertext = node.publicEncrypt({ key: nodePublic(), padding }, plain);
    expect(decryptPkcs1(poolKey('server'), ciphertext)).toEqual(plain);
  });

  it('gives null for another key, other lengths, and a number that is not below the modulus', () => {
    const key = poolKey('server');
    const { ciphertext } = encryptPkcs1(key, utf8('premaster'), random);
    expect(decryptPkcs1(poolKey('thief'), ciphertext)).toBeNull();
    expect(decryptPkcs1(key, ciphertext.subarray(1))).toBeNull();
    expect(decryptPkcs1(key, concat(Uint8Array.of(0), ciphertext))).toBeNull();
    expect(decryptPkcs1(key, toBytes(key.n, 256))).toBeNull();
    expect(decryptPkcs1(key, new Uint8Array(256).fill(255))).toBeNull();
  });

  it('refuses a message that leaves less than 8 bytes for the padding (RFC 8017 7.2.1 step 1)', () => {
    const key = poolKey('weak');
    expect(decryptPkcs1(key, encryptPkcs1(key, new Uint8Array(117), random).ciphertext)?.length).toBe(117);
    expect(() => encryptPkcs1(key, new Uint8Array(118), random)).toThrow(RangeError);
  });

  it('gives up on a random source that yields only zeros', () => {
    const zeros = (_: string, length: number) => new Uint8Array(length);
    expect(() => encryptPkcs1(poolKey('server'), utf8('x'), zeros)).toThrow('zeros');
  });

  const vectors = wycheproof('rsa_pkcs1_2048_test.json');
  it.skipIf(vectors === null)('agrees with Wycheproof on every ciphertext', () => {
    const wrong = disagreements(vectors ?? [], (vector) => {
      const base64 = Buffer.from(vector.bytes('privateKeyPkcs8')).toString('base64');
      const key = privateKeyFromPem(`-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`);
      if (!key.ok) throw key.error;
      if (key.value.kind !== 'rsa') throw new Error('no RSA key');
      const plain = decryptPkcs1(key.value, vector.bytes('ct'));
      return plain !== null && equalBytes(plain, vector.bytes('msg'));
    });
    expect(wrong).toEqual([]);
  });
});

insideOnly('RSASSA-PSS', () => {
  it.each(HASHES)('with %s is verified by Node, and verifies what Node signed', (hash) => {
    const padding = node.constants.RSA_PKCS1_PSS_PADDING;
    for (const key of KEYS) {
      for (const saltLength of [0, 20, 32]) {
        const [data, pem] = [utf8(`salt ${saltLength}`), privateKeyToPem(key)];
        const signature = signPss(key, hash, saltLength, data, random);
        expect(verifyPss(key, hash, saltLength, data, signature)).toBe(true);
        expect(node.verify(hash, data, { key: nodePublic(key), padding, saltLength }, signature)).toBe(true);
        const theirs = node.sign(hash, data, { key: pem, padding, saltLength });
        expect(verifyPss(publicOf(key), hash, saltLength, data, theirs)).toBe(true);
      }
    }
  });

  it('refuses other data, another salt length, other lengths and every changed byte', () => {
    const [key, data] = [poolKey('client'), utf8('transcript')];
    const signature = signPss(key, 'sha256', 32, data, random);
    expect(verifyPss(key, 'sha256', 32, utf8('Transcript'), signature)).toBe(false);
    expect(verifyPss(key, 'sha256', 20, data, signature)).toBe(false);
    expect(verifyPss(key, 'sha256', 33, data, signature)).toBe(false);
    expect(verifyPss(key, 'sha256', 32, data, concat(Uint8Array.of(0), signature))).toBe(false);
    for (let at = 0; at < signature.length; at++) {
      const changed = signature.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(verifyPss(key, 'sha256', 32, data, changed)).toBe(false);
    }
  });

  const vectors = wycheproof('rsa_pss_2048_sha256_mgf1_32_test.json');
  it.skipIf(vectors === null)('agrees with Wycheproof on every signature', () => {
    const wrong = disagreements(vectors ?? [], (vector) =>
      verifyPss(publicKeyOf(vector), 'sha256', vector.number('sLen'), vector.bytes('msg'), vector.bytes('sig')),
    );
    expect(wrong).toEqual([]);
  });
});

insideOnly('the memory of private operations', () => {
  it('does not mix up keys or inputs, neither full nor cleared', () => {
    const data = Array.from({ length: 300 }, (_, i) => Uint8Array.of(i >> 8, i & 255));
    const weak = poolKey('weak');
    for (const each of data) expect(verifyPkcs1(weak, 'sha256', each, signPkcs1(weak, 'sha256', each))).toBe(true);
    const other = generateRsa(1024, seededRandom(1, 'other'));
    for (const each of data.slice(-20)) {
      const again = signPkcs1(weak, 'sha256', each);
      expect(verifyPkcs1(weak, 'sha256', each, again)).toBe(true);
      expect(verifyPkcs1(other, 'sha256', each, signPkcs1(other, 'sha256', each))).toBe(true);
      clearRsaMemo();
      expect(signPkcs1(weak, 'sha256', each)).toEqual(again);
    }
  });
});

insideOnly('generateRsa', () => {
  it('gives the same key for the same randomness, and another for other randomness', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => generateRsa(1024, seededRandom(seed, 'key')));
    expect(one).toEqual(same);
    expect(one?.n).not.toBe(other?.n);
  });

  it('without a seed gives another key each time', () => {
    expect(generateRsa(512).n).not.toBe(generateRsa(512).n);
  });

  it.each([512, 1024, 2048])('of %i bits has a modulus of that length and numbers that fit together', (bits) => {
    const { n, e, d, p, q, dP, dQ, qInv, ...key } = generateRsa(bits, seededRandom(bits, 'key'));
    expect(key.bits).toBe(bits);
    expect(n.toString(2).length).toBe(bits);
    expect(p * q).toBe(n);
    expect(e).toBe(65537n);
    for (const prime of [p, q]) {
      expect(node.checkPrimeSync(prime)).toBe(true);
      expect((e * d) % (prime - 1n)).toBe(1n);
    }
    expect([dP, dQ]).toEqual([d % (p - 1n), d % (q - 1n)]);
    expect((qInv * q) % p).toBe(1n);
  });
});

describe.skipIf(!outsideJudge('openssl'))('the openssl program', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rsa-'));
  const file = (name: string, content: Uint8Array | string) => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  };
  afterAll(() => rmSync(directory, { recursive: true }));

  it('decrypts our ciphertext', () => {
    const key = file('key.pem', privateKeyToPem(poolKey('server')));
    const { ciphertext } = encryptPkcs1(publicOf(poolKey('server')), utf8('premaster'), random);
    const run = openssl(['pkeyutl', '-decrypt', '-inkey', key, '-pkeyopt', 'rsa_padding_mode:pkcs1'], ciphertext);
    expect(run.stdout.toString()).toBe('premaster');
  });

  it('verifies our signature', () => {
    const key = file('public.der', publicKeyToSpki(poolKey('client')));
    const signature = file('signature', signPkcs1(poolKey('client'), 'sha256', utf8('transcript')));
    const run = openssl(['dgst', '-sha256', '-verify', key, '-keyform', 'DER', '-signature', signature], 'transcript');
    expect(run.stdout.toString()).toContain('Verified OK');
  });

  it('finds a generated key valid', () => {
    const pem = privateKeyToPem(generateRsa(2048, seededRandom(3, 'key')));
    const run = openssl(['pkey', '-check', '-noout'], pem);
    expect(run.stdout.toString()).toContain('Key is valid');
  });
});

function publicKeyOf(vector: Vector) {
  const key = publicKeyFromSpki(vector.bytes('publicKeyDer'));
  if (!key.ok) throw key.error;
  return key.value;
}
