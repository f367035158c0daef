import * as node from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../bytes/hex.ts';
import { AEAD_KEY_LENGTH, type AeadName, openAead, sealAead } from './aead.ts';
import { seededRandom } from './random.ts';
import { registerEcc } from './registerEcc.ts';

const NODE_NAMES = {
  'AES-128-GCM': 'aes-128-gcm',
  'AES-256-GCM': 'aes-256-gcm',
  'CHACHA20-POLY1305': 'chacha20-poly1305',
} as const satisfies Record<AeadName, string>;
const NAMES = Object.keys(NODE_NAMES) as AeadName[];
const random = seededRandom(1, 'records');

beforeAll(registerEcc);

describe('the AEAD algorithms of TLS', () => {
  it.each(NAMES)('%s seals what Node seals, at every length around a block, and opens it again', (name) => {
    const key = random('key', AEAD_KEY_LENGTH[name]);
    for (const length of [0, 1, 15, 16, 17, 63, 64, 65, 300, 16384]) {
      const [nonce, aad] = [random(`nonce ${length}`, 12), random('aad', length % 20)];
      const plaintext = random('plaintext', length);
      const cipher = node.createCipheriv(NODE_NAMES[name] as 'aes-128-gcm', key, nonce, { authTagLength: 16 });
      cipher.setAAD(aad, { plaintextLength: length });
      const expected = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
      const sealed = sealAead(name, { key, nonce, aad, plaintext });
      expect(toHex(sealed), `${length}`).toBe(expected.toString('hex'));
      expect(openAead(name, { key, nonce, aad, sealed })).toEqual(plaintext);
    }
  });

  it.each(NAMES)('%s opens nothing that was changed anywhere', (name) => {
    const input = { key: random('key', AEAD_KEY_LENGTH[name]), nonce: random('nonce', 12), aad: utf8('header') };
    const sealed = sealAead(name, { ...input, plaintext: utf8('attack at dawn') });
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      expect(openAead(name, { ...input, sealed: changed })).toBeNull();
    }
    for (const other of [sealed.subarray(1), sealed.subarray(0, 15), concat(sealed, Uint8Array.of(0))]) {
      expect(openAead(name, { ...input, sealed: other })).toBeNull();
    }
    expect(openAead(name, { ...input, sealed, aad: utf8('Header') })).toBeNull();
    expect(openAead(name, { ...input, sealed, nonce: random('another', 12) })).toBeNull();
    expect(openAead(name, { ...input, sealed, key: random('another', AEAD_KEY_LENGTH[name]) })).toBeNull();
  });

  it('takes no key and no nonce of another length', () => {
    const input = { key: new Uint8Array(32), nonce: new Uint8Array(12), aad: utf8(''), plaintext: utf8('') };
    expect(() => sealAead('AES-128-GCM', input)).toThrow(RangeError);
    expect(() => sealAead('CHACHA20-POLY1305', { ...input, nonce: new Uint8Array(8) })).toThrow(RangeError);
  });
});

describe('ChaCha20-Poly1305', () => {
  it('seals the example of RFC 8439 2.8.2', () => {
    const sealed = sealAead('CHACHA20-POLY1305', {
      key: fromHex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f'),
      nonce: fromHex('070000004041424344454647'),
      aad: fromHex('50515253c0c1c2c3c4c5c6c7'),
      plaintext: utf8(
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
      ),
    });
    expect(toHex(sealed.subarray(0, 16))).toBe('d31a8d34648e60db7b86afbc53ef7ec2');
    expect(toHex(sealed.subarray(-16))).toBe('1ae10b594f09e26a7e902ecbd0600691');
  });
});
