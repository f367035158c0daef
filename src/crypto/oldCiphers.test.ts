// What only the traffic of others uses, against OpenSSL and the test vectors of the standards.
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../bytes/hex.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { decryptCamelliaCbc } from './camellia.ts';
import { openCcm } from './ccm.ts';
import { hmacMd5 } from './md5.ts';
import { Rc4 } from './rc4.ts';
import { decryptTripleDesCbc } from './tripleDes.ts';

const text = utf8('Whole blocks of sixteen bytes each, forty-eight.');
const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => 7 * i + 1);

describe('AES-CCM', () => {
  // NIST SP 800-38C, example 3: a nonce of 12 bytes, a tag of 8.
  const example = {
    key: fromHex('404142434445464748494a4b4c4d4e4f'),
    nonce: fromHex('101112131415161718191a1b'),
    aad: fromHex('000102030405060708090a0b0c0d0e0f10111213'),
    sealed: fromHex('e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951'),
    tagLength: 8,
  } as const;

  it('opens the third example of NIST SP 800-38C', () => {
    const opened = openCcm(example);
    expect(opened && toHex(opened)).toBe('202122232425262728292a2b2c2d2e2f3031323334353637');
  });

  it('opens nothing where a byte of ciphertext, tag, nonce or additional data differs', () => {
    const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte));
    expect(openCcm({ ...example, sealed: flipped(example.sealed) })).toBeNull();
    expect(openCcm({ ...example, sealed: example.sealed.map((byte, i) => (i === 31 ? byte ^ 1 : byte)) })).toBeNull();
    expect(openCcm({ ...example, nonce: flipped(example.nonce) })).toBeNull();
    expect(openCcm({ ...example, aad: flipped(example.aad) })).toBeNull();
    expect(openCcm({ ...example, sealed: example.sealed.subarray(0, 7) })).toBeNull();
  });
});

describe('RC4', () => {
  // RFC 6229 2: the first bytes of the stream for the key 01 02 03 04 05.
  it('gives the stream of RFC 6229, also in two parts', () => {
    const stream = 'b2396305f03dc027ccc3524a0a1118a8';
    expect(toHex(new Rc4(fromHex('0102030405')).apply(new Uint8Array(16)))).toBe(stream);
    const parts = new Rc4(fromHex('0102030405'));
    const first = toHex(parts.apply(new Uint8Array(5)));
    expect(first + toHex(parts.copy().apply(new Uint8Array(11)))).toBe(stream);
  });
});

// RFC 2202 2, the second case.
it('HMAC-MD5 gives the second result of RFC 2202', () => {
  expect(toHex(hmacMd5(utf8('Jefe'), utf8('what do ya want '), utf8('for nothing?')))).toBe(
    '750c783e6ab0b503eaa86e310a5db738',
  );
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL encrypts, and this decrypts', () => {
  const sealed = (cipher: string, key: Uint8Array, iv: Uint8Array): Uint8Array => {
    const options = ['-K', toHex(key), '-iv', toHex(iv), '-nopad'];
    const { status, stdout, stderr } = openssl(['enc', `-${cipher}`, ...options], text);
    if (status !== 0) throw new Error(stderr);
    return new Uint8Array(stdout);
  };

  it.each([16, 32])('Camellia with a key of %i bytes', (length) => {
    const [key, iv] = [counting(length), counting(16)];
    expect(decryptCamelliaCbc(key, iv, sealed(`camellia-${8 * length}-cbc`, key, iv))).toEqual(text);
  });

  it('Triple DES', () => {
    const [key, iv] = [counting(24), counting(8)];
    expect(decryptTripleDesCbc(key, iv, sealed('des-ede3-cbc', key, iv))).toEqual(text);
  });
});
