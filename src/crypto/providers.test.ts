// Each provider by itself, held to Node's own cryptography (OpenSSL).
import * as node from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, toHex } from '../bytes/hex.ts';
import { forge } from './forge/index.ts';
import { toBytes } from './integer.ts';
import { privateKeyToPem } from './keyFormat.ts';
import { noble } from './noble/index.ts';
import { poolKey } from './pool.ts';
import type { CryptoProvider, HashName } from './provider.ts';
import { modulusLength, publicOf } from './rsaKey.ts';

const HASHES = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const satisfies readonly HashName[];
const hash = fc.constantFrom(...HASHES);
const bytes = fc.uint8Array({ maxLength: 300 });
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const aesKey = fc.constantFrom(16, 24, 32).chain(bytesOf);
/** As many records under one key as a provider may treat in different ways. */
const MANY = 40;

const key = poolKey('server');
const nodeKey = node.createPrivateKey(privateKeyToPem(key));
const raw = { key: nodeKey, padding: node.constants.RSA_NO_PADDING };

describe.each([forge, noble] as const)('the provider $name', (provider: CryptoProvider) => {
  it('hashes the parts that it is given, one after the other, as Node does', () => {
    fc.assert(
      fc.property(hash, fc.array(bytes), bytes, (name, parts, secret) => {
        const whole = concat(...parts);
        const outside = [node.createHash(name).update(whole), node.createHmac(name, secret).update(whole)];
        const inside = [provider.digest(name, parts), provider.hmac(name, secret, parts)];
        expect(inside.map(toHex)).toEqual(outside.map((each) => each.digest('hex')));
      }),
    );
  });

  it('seals and opens records with AES-GCM as Node does, and refuses a tag with one wrong bit', () => {
    fc.assert(
      fc.property(aesKey, bytesOf(12), bytes, bytes, (secret, nonce, aad, plaintext) => {
        const name = `aes-${8 * secret.length}-gcm` as node.CipherGCMTypes;
        const cipher = node.createCipheriv(name, secret, nonce).setAAD(aad);
        const outside = concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
        expect(toHex(provider.sealGcm({ key: secret, nonce, aad, plaintext }))).toBe(toHex(outside));
        expect(provider.openGcm({ key: secret, nonce, aad, sealed: outside })).toEqual(plaintext);
        const wrong = outside.map((byte, i) => (i === outside.length - 1 ? byte ^ 1 : byte));
        expect(provider.openGcm({ key: secret, nonce, aad, sealed: wrong })).toBeNull();
      }),
    );
  });

  it('encrypts and decrypts whole blocks with AES-CBC as Node does, without padding', () => {
    const blocks = fc.nat(12).chain((count) => bytesOf(16 * count));
    fc.assert(
      fc.property(aesKey, bytesOf(16), blocks, (secret, iv, data) => {
        const cipher = node.createCipheriv(`aes-${8 * secret.length}-cbc`, secret, iv).setAutoPadding(false);
        const outside = concat(cipher.update(data), cipher.final());
        expect(toHex(provider.encryptCbc(secret, iv, data))).toBe(toHex(outside));
        expect(toHex(provider.decryptCbc(secret, iv, outside))).toBe(toHex(data));
      }),
    );
  });

  it('treats the last of many records under one key as the first', () => {
    const [secret, iv] = [new Uint8Array(16).fill(3), new Uint8Array(16).fill(5)];
    const input = { key: secret, nonce: iv.subarray(0, 12), aad: iv, plaintext: new Uint8Array(48).fill(7) };
    const results = Array.from({ length: MANY }, () => {
      const sealed = provider.sealGcm(input);
      const opened = provider.openGcm({ ...input, sealed }) ?? new Uint8Array();
      const encrypted = provider.encryptCbc(secret, iv, input.plaintext);
      return [sealed, opened, encrypted, provider.decryptCbc(secret, iv, encrypted)].map(toHex).join();
    });
    expect(new Set(results).size).toBe(1);
  });

  it('computes the powers of RSA as Node does, also where the result begins with zeros', () => {
    const blocks = fc.bigInt({ min: 0n, max: key.n - 1n }).map((value) => toBytes(value, modulusLength(key)));
    fc.assert(
      fc.property(blocks, (block) => {
        const sealed = provider.rsaPublic(publicOf(key), block);
        expect(toHex(sealed)).toBe(node.publicEncrypt(raw, block).toString('hex'));
        expect(toHex(provider.rsaPrivate(key, block))).toBe(node.privateDecrypt(raw, block).toString('hex'));
        // The power of this is as short as the block: it has to be filled up.
        expect(toHex(provider.rsaPrivate(key, sealed))).toBe(toHex(block));
      }),
      { numRuns: 15, examples: [[toBytes(1n, modulusLength(key))], [toBytes(255n, modulusLength(key))]] },
    );
  });

  it('signs with PKCS #1 v1.5 as Node does', () => {
    fc.assert(
      fc.property(hash, bytes, (name, data) => {
        expect(toHex(provider.rsaSign(key, name, data))).toBe(node.sign(name, data, nodeKey).toString('hex'));
      }),
      { numRuns: 15 },
    );
  });
});
