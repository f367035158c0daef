// Known answers of OpenSSL (src/testing/knownAnswers/primitives.json, made by scripts/makeKnownAnswers.ts): each primitive
// is held to an outside program even where that program is absent. Beside each answer stands the command that made it.
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../bytes/hex.ts';
import answers from '../testing/knownAnswers/primitives.json' with { type: 'json' };
import { decryptCbc, encryptCbc, openGcm, sealGcm } from './aes.ts';
import { digest, type HashName, hmac } from './hash.ts';
import { hkdfExpand, hkdfExtract } from './hkdf.ts';
import { privateKeyFromPem } from './keyFormat.ts';
import { registerEcc } from './registerEcc.ts';
import { elliptic } from './registered.ts';
import { decryptPkcs1 } from './rsa.ts';
import { type PrivateKey, type SignatureSchemeName, sign, verify } from './signingKey.ts';

beforeAll(registerEcc);

/** A PrivateKeyInfo in hex, read by the reader that the command line uses. */
function keyOf(pkcs8: string): PrivateKey {
  const base64 = Buffer.from(pkcs8, 'hex').toString('base64');
  const read = privateKeyFromPem(`-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`);
  if (!read.ok) throw read.error;
  return read.value;
}

describe('what OpenSSL computed, we compute', () => {
  it.each(answers.digests)('$command of $input', ({ hash, input, output }) => {
    expect(toHex(digest(hash as HashName, fromHex(input)))).toBe(output);
  });

  it.each(answers.hmacs)('$command', ({ hash, key, input, output }) => {
    expect(toHex(hmac(hash as HashName, fromHex(key), fromHex(input)))).toBe(output);
  });

  it.each(answers.hkdf)('HKDF with $hash: $extract.command', ({ hash, key, salt, info, length, extract, expand }) => {
    const prk = hkdfExtract(hash as HashName, fromHex(salt), fromHex(key));
    expect(toHex(prk)).toBe(extract.output);
    expect(toHex(hkdfExpand(hash as HashName, prk, fromHex(info), length))).toBe(expand.output);
  });

  it.each(answers.cbc)('$command', ({ key, iv, input, output }) => {
    expect(toHex(encryptCbc(fromHex(key), fromHex(iv), fromHex(input)))).toBe(output);
    expect(toHex(decryptCbc(fromHex(key), fromHex(iv), fromHex(output)))).toBe(input);
  });

  it.each(answers.gmac)('$command', ({ key, nonce, aad, tag }) => {
    const input = { key: fromHex(key), nonce: fromHex(nonce), aad: fromHex(aad) };
    expect(toHex(sealGcm({ ...input, plaintext: new Uint8Array() }))).toBe(tag);
    expect(openGcm({ ...input, sealed: fromHex(tag) })).toEqual(new Uint8Array());
    expect(openGcm({ ...input, aad: concat(input.aad, Uint8Array.of(1)), sealed: fromHex(tag) })).toBeNull();
  });
});

describe('what OpenSSL signed with', () => {
  it.each(answers.signatures)('$scheme passes, and with one bit changed anywhere it does not', (answer) => {
    const [spki, message, signature] = [answer.spki, answer.message, answer.signature].map(fromHex);
    if (!spki || !message || !signature) throw new Error('incomplete');
    const scheme = answer.scheme as SignatureSchemeName;
    const passes = (said: Uint8Array, by: Uint8Array): boolean => verify(spki, scheme, said, by, 'tls1.2');
    expect(passes(message, signature)).toBe(true);
    for (const at of [0, message.length - 1]) expect(passes(changed(message, at), signature)).toBe(false);
    for (let at = 0; at < signature.length; at += 7) expect(passes(message, changed(signature, at))).toBe(false);
  });

  it.each(answers.signatures.filter(({ scheme }) => /pkcs1|ed25519/.test(scheme)))(
    '$scheme, which has no randomness, is the signature that we make with the same key',
    ({ pkcs8, scheme, message, signature }) => {
      const own = sign(keyOf(pkcs8), scheme as SignatureSchemeName, fromHex(message), () => new Uint8Array(64));
      expect(toHex(own)).toBe(signature);
    },
  );
});

describe('what OpenSSL encrypted and agreed on', () => {
  it.each(answers.decryptions)('opens with the private key: $plaintext', ({ pkcs8, plaintext, ciphertext }) => {
    const key = keyOf(pkcs8);
    if (key.kind !== 'rsa') throw new Error('no RSA key');
    expect(toHex(decryptPkcs1(key, fromHex(ciphertext)) ?? Uint8Array.of(255))).toBe(plaintext);
    expect(toHex(decryptPkcs1(key, changed(fromHex(ciphertext), 9)) ?? Uint8Array.of(255))).not.toBe(plaintext);
  });

  it.each(answers.agreements)('$kind: $command', ({ kind, pkcs8, peer, secret }) => {
    if (kind === 'x25519') {
      // RFC 8410 7: the scalar is the last 32 bytes of the PrivateKeyInfo, the public value the last of the SPKI.
      const shared = elliptic().x25519(fromHex(pkcs8).subarray(-32), fromHex(peer).subarray(-32));
      expect(toHex(shared ?? new Uint8Array())).toBe(secret);
      return;
    }
    const key = keyOf(pkcs8);
    if (key.kind !== 'ec') throw new Error('no EC key');
    const shared = elliptic().ecdh('P-256', key.scalar, fromHex(peer).subarray(-65));
    expect(toHex(shared ?? new Uint8Array())).toBe(secret);
  });
});

const changed = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
