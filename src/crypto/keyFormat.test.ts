import * as node from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../bytes/error.ts';
import { concat, toHex } from '../bytes/hex.ts';
import { insideOnly } from '../testing/otherDay.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { privateKeyFromPem, privateKeyToPem, privateKeyToPkcs8 } from './keyFormat.ts';
import { poolKey } from './pool.ts';
import { publicOf } from './rsa.ts';
import { publicKeyFromSpki, publicKeyToSpki } from './spki.ts';

const key = poolKey('server');
const spki = publicKeyToSpki(key);

const armour = (label: string, der: Uint8Array) =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;

/** A copy of `bytes` with one byte changed, or cut short. */
const damaged = (bytes: Uint8Array) =>
  fc.oneof(
    fc.nat(bytes.length - 1).map((length) => bytes.slice(0, length)),
    fc
      .tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }))
      .map(([at, mask]) => bytes.map((byte, i) => (i === at ? byte ^ mask : byte))),
  );

insideOnly('SubjectPublicKeyInfo', () => {
  it('is what Node writes for the same key', () => {
    for (const each of [key, poolKey('weak')]) {
      const outside = node.createPublicKey(privateKeyToPem(each)).export({ format: 'der', type: 'spki' });
      expect(toHex(publicKeyToSpki(each))).toBe(toHex(outside));
    }
  });

  it('is read back to the same key', () => {
    expect(publicKeyFromSpki(spki)).toEqual({ ok: true, value: publicOf(key) });
  });

  it('of another kind of key is refused', () => {
    const { publicKey } = node.generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const read = publicKeyFromSpki(publicKey.export({ format: 'der', type: 'spki' }));
    expect(read).toMatchObject({ ok: false, error: { field: 'spki.algorithm' } });
  });

  it('must have parameters NULL with rsaEncryption (RFC 3279 2.3.1)', () => {
    const withoutNull = Buffer.from(spki);
    const at = withoutNull.indexOf(Buffer.from('0500', 'hex'));
    const shorter = concat(withoutNull.subarray(0, at), withoutNull.subarray(at + 2));
    // Outer length (two bytes behind 30 82) and length of the AlgorithmIdentifier.
    shorter[3] = (shorter[3] ?? 0) - 2;
    shorter[5] = (shorter[5] ?? 0) - 2;
    expect(publicKeyFromSpki(shorter).ok).toBe(false);
  });

  it('must be DER: no longer form of a length, no zeros in front of a number, nothing behind', () => {
    const longer = concat(Uint8Array.of(0x30, 0x83, 0), spki.subarray(2));
    expect(publicKeyFromSpki(longer).ok).toBe(false);
    expect(publicKeyFromSpki(concat(spki, Uint8Array.of(0))).ok).toBe(false);
    // The exponent 02 03 01 00 01 stands last: as 02 04 00 01 00 01, with each length around it one more.
    const padded = Uint8Array.from(concat(spki.subarray(0, -5), Uint8Array.of(2, 4, 0, 1, 0, 1)));
    for (const low of [3, 22, 27]) padded[low] = (padded[low] ?? 0) + 1;
    const outside = node.createPublicKey({ key: Buffer.from(padded), format: 'der', type: 'spki' });
    expect(outside.asymmetricKeyDetails?.publicExponent, 'a lenient reader takes it').toBe(65537n);
    expect(publicKeyFromSpki(padded).ok).toBe(false);
  });

  it('that is damaged yields a key whose encoding it is, or a DecodeError', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(spki), fc.uint8Array({ maxLength: 400 })), (bytes) => {
        const read = publicKeyFromSpki(bytes);
        if (read.ok) expect(toHex(publicKeyToSpki(read.value))).toBe(toHex(bytes));
        else expect(read.error).toBeInstanceOf(DecodeError);
      }),
      { numRuns: 500 },
    );
  });
});

insideOnly('private keys', () => {
  const nodeKey = node.createPrivateKey(privateKeyToPem(key));

  it('are written as Node writes PKCS #8', () => {
    expect(toHex(privateKeyToPkcs8(key))).toBe(toHex(nodeKey.export({ format: 'der', type: 'pkcs8' })));
    expect(privateKeyToPem(key)).toBe(nodeKey.export({ format: 'pem', type: 'pkcs8' }));
  });

  it.each(['pkcs8', 'pkcs1'] as const)('are read from %s PEM that Node wrote, with any line ends', (type) => {
    const pem = nodeKey.export({ format: 'pem', type }).toString();
    expect(privateKeyFromPem(pem)).toEqual({ ok: true, value: key });
    expect(privateKeyFromPem(pem.replaceAll('\n', '\r\n'))).toEqual({ ok: true, value: key });
    expect(privateKeyFromPem(`Bag Attributes\n  friendlyName: alice\n${pem}`)).toEqual({ ok: true, value: key });
  });

  it('that Node generated are read with the numbers that Node gives', () => {
    const { privateKey } = node.generateKeyPairSync('rsa', { modulusLength: 1024 });
    const jwk = privateKey.export({ format: 'jwk' });
    const read = privateKeyFromPem(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    const number = (text: string | undefined) => BigInt(`0x${Buffer.from(text ?? '', 'base64url').toString('hex')}`);
    expect(read).toMatchObject({
      ok: true,
      value: { n: number(jwk.n), d: number(jwk.d), p: number(jwk.p), dP: number(jwk.dp), qInv: number(jwk.qi) },
    });
  });

  it('of other kinds, encrypted ones, and texts without a key are refused', () => {
    const agreeing = node.generateKeyPairSync('x25519').privateKey;
    const longer = node.generateKeyPairSync('ed448').privateKey;
    const secret = { format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' } as const;
    const refused = [
      agreeing.export({ format: 'pem', type: 'pkcs8' }),
      longer.export({ format: 'pem', type: 'pkcs8' }),
      nodeKey.export({ ...secret, type: 'pkcs8' }),
      nodeKey.export({ ...secret, type: 'pkcs1' }),
      node.createPublicKey(nodeKey).export({ format: 'pem', type: 'spki' }),
      'no key at all',
      '',
    ];
    for (const text of refused) {
      const read = privateKeyFromPem(text.toString());
      expect(read.ok ? read.value : read.error).toBeInstanceOf(DecodeError);
    }
  });

  it('whose numbers do not belong together are refused', () => {
    const other = poolKey('client');
    for (const wrong of [
      { ...key, p: other.p },
      { ...key, d: other.d },
      { ...key, n: other.n },
      { ...key, e: 3n },
    ]) {
      const read = privateKeyFromPem(privateKeyToPem(wrong));
      expect(read).toMatchObject({ ok: false, error: { field: 'rsaPrivateKey' } });
    }
  });

  it('that are damaged yield a key that fits together, or a DecodeError', () => {
    const der = privateKeyToPkcs8(poolKey('weak'));
    const text = fc.oneof(
      damaged(der).map((bytes) => armour('PRIVATE KEY', bytes)),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => armour('RSA PRIVATE KEY', bytes)),
      fc.nat(900).map((length) => privateKeyToPem(poolKey('weak')).slice(0, length)),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (pem) => {
        const read = privateKeyFromPem(pem);
        if (read.ok && read.value.kind === 'rsa') expect(read.value.p * read.value.q).toBe(read.value.n);
        else if (!read.ok) expect(read.error).toBeInstanceOf(DecodeError);
      }),
      { numRuns: 500 },
    );
  });
});

describe.skipIf(!outsideJudge('openssl'))('the openssl program', () => {
  it('reads our public key', () => {
    const run = openssl(['pkey', '-pubin', '-inform', 'DER', '-noout', '-text_pub'], publicKeyToSpki(key));
    expect(run.stdout.toString()).toContain('Public-Key: (2048 bit)');
    const digits = run.stdout.toString().replace(/[\s:]/g, '');
    expect(digits).toContain(`Modulus00${key.n.toString(16)}Exponent65537`);
  });

  it('finds our private keys valid', () => {
    for (const name of ['root', 'weak'] as const) {
      const run = openssl(['pkey', '-check', '-noout'], privateKeyToPem(poolKey(name)));
      expect(run.stdout.toString()).toContain('Key is valid');
    }
  });
});
