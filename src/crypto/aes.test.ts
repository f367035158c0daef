import * as node from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, equalBytes, toHex } from '../bytes/hex.ts';
import { decryptCbc, encryptCbc, GCM_TAG_LENGTH, openGcm, sealGcm } from './aes.ts';
import { disagreements, wycheproof } from './wycheproof.testing.ts';

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const key = fc.constantFrom(16, 32).chain(bytesOf);
const text = fc.uint8Array({ maxLength: 200 });
const gcmInput = fc.record({ key, nonce: bytesOf(12), aad: text, plaintext: text });

describe('AES-GCM', () => {
  const vectors = wycheproof('aes_gcm_test.json');

  it.skipIf(vectors === null)('seals and opens as Wycheproof says, and takes no nonce below 8 bytes', () => {
    const wrong = disagreements(vectors ?? [], (vector) => {
      const nonce = vector.bytes('iv');
      const [key, aad] = [vector.bytes('key'), vector.bytes('aad')];
      const [plaintext, sealed] = [vector.bytes('msg'), concat(vector.bytes('ct'), vector.bytes('tag'))];
      // SP 800-38D 5.2.1.1: the nonce has at least one bit, and an implementation may ask for more; TLS has 12 bytes.
      if (nonce.length < 8) {
        expect(() => openGcm({ key, nonce, aad, sealed })).toThrow(RangeError);
        return vector.result === 'valid';
      }
      const opened = openGcm({ key, nonce, aad, sealed });
      const resealed = sealGcm({ key, nonce, aad, plaintext });
      return opened !== null && equalBytes(opened, plaintext) && equalBytes(resealed, sealed);
    });
    expect(wrong).toEqual([]);
  });

  it('writes what Node writes: the ciphertext, then a tag of 16 bytes', () => {
    fc.assert(
      fc.property(gcmInput, (input) => {
        const name = input.key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm';
        const cipher = node.createCipheriv(name, input.key, input.nonce).setAAD(input.aad);
        const ciphertext = Buffer.concat([cipher.update(input.plaintext), cipher.final()]);
        expect(toHex(sealGcm(input))).toBe(toHex(concat(ciphertext, cipher.getAuthTag())));
      }),
    );
  });

  it('seals and opens each of many records under one key as Node does, around the lengths at which its way changes', () => {
    const lengths = fc.constantFrom(0, 1, 15, 16, 17, 64, 1023, 1024, 1025, 2000);
    const records = fc.array(fc.tuple(bytesOf(12), text, lengths.chain(bytesOf)), { minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(key, records, (secret, each) => {
        for (const [nonce, aad, plaintext] of each) {
          const name = secret.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm';
          const cipher = node.createCipheriv(name, secret, nonce).setAAD(aad);
          const outside = concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
          expect(toHex(sealGcm({ key: secret, nonce, aad, plaintext }))).toBe(toHex(outside));
          // Somewhere in a longer string of bytes, as records are.
          const within = concat(Uint8Array.of(0), outside).subarray(1);
          expect(openGcm({ key: secret, nonce, aad, sealed: within })).toEqual(plaintext);
          within[within.length - 1] = (within.at(-1) ?? 0) ^ 1;
          expect(openGcm({ key: secret, nonce, aad, sealed: within })).toBeNull();
        }
      }),
    );
  });

  it('uses the bytes that a key has now, also where they were others before', () => {
    const secret = new Uint8Array(16);
    const input = { key: secret, nonce: new Uint8Array(12), aad: new Uint8Array(), plaintext: new Uint8Array(20) };
    for (let i = 0; i < 3; i++) sealGcm(input);
    secret.fill(9);
    expect(toHex(sealGcm(input))).toBe(toHex(sealGcm({ ...input, key: secret.slice() })));
  });

  it('opens what it sealed', () => {
    fc.assert(
      fc.property(gcmInput, (input) => {
        expect(openGcm({ ...input, sealed: sealGcm(input) })).toEqual(input.plaintext);
      }),
    );
  });

  it('gives nothing back when one bit of ciphertext, tag, additional data or nonce differs', () => {
    const flipped = (bytes: Uint8Array, at: number) =>
      bytes.map((byte, i) => (i === at % bytes.length ? byte ^ (1 << (at % 8)) : byte));
    fc.assert(
      fc.property(gcmInput, fc.nat(), (input, at) => {
        const sealed = sealGcm(input);
        expect(openGcm({ ...input, sealed: flipped(sealed, at) })).toBeNull();
        expect(openGcm({ ...input, nonce: flipped(input.nonce, at), sealed })).toBeNull();
        if (input.aad.length > 0) expect(openGcm({ ...input, aad: flipped(input.aad, at), sealed })).toBeNull();
      }),
    );
  });

  it('gives nothing back for less than a tag', () => {
    fc.assert(
      fc.property(gcmInput, fc.uint8Array({ maxLength: GCM_TAG_LENGTH - 1 }), (input, sealed) => {
        expect(openGcm({ ...input, sealed })).toBeNull();
      }),
    );
  });
});

describe('AES-CBC', () => {
  const blocks = fc.nat(12).chain((count) => bytesOf(16 * count));

  it('encrypts and decrypts whole blocks as Node does, without padding', () => {
    fc.assert(
      fc.property(key, bytesOf(16), blocks, (secret, iv, data) => {
        const name = secret.length === 16 ? 'aes-128-cbc' : 'aes-256-cbc';
        const cipher = node.createCipheriv(name, secret, iv).setAutoPadding(false);
        const outside = Buffer.concat([cipher.update(data), cipher.final()]);
        const encrypted = encryptCbc(secret, iv, data);
        expect(toHex(encrypted)).toBe(toHex(outside));
        expect(decryptCbc(secret, iv, encrypted)).toEqual(data);
      }),
    );
  });

  it('refuses parts of blocks, and keys and vectors of other lengths', () => {
    const block = new Uint8Array(16);
    expect(() => encryptCbc(block, block, new Uint8Array(15))).toThrow(RangeError);
    expect(() => decryptCbc(block, block, new Uint8Array(17))).toThrow(RangeError);
    expect(() => encryptCbc(block, new Uint8Array(12), block)).toThrow(RangeError);
    expect(() => encryptCbc(new Uint8Array(15), block, block)).toThrow(RangeError);
  });
});
