// ML-DSA against OpenSSL 3.5 (knownAnswers/mlDsa.json, by scripts/makeMlDsaAnswers.ts, which also held our keys, signatures and
// certificates to it), and against the OpenSSL of this Node, where that is new enough.
import * as node from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { implicit, integer, nul, octetString, oid, sequence } from '../asn1/derWriter.ts';
import { attempt } from '../bytes/error.ts';
import { fromHex, toHex, utf8 } from '../bytes/hex.ts';
import known from '../testing/knownAnswers/mlDsa.json' with { type: 'json' };
import { privateKeyFromPem, privateKeyToPem } from './keyFormat.ts';
import { ML_DSA_SETS, type MlDsaSet } from './mlDsaKey.ts';
import { ML_DSA_OIDS } from './mlDsaOids.ts';
import { mlDsaKeyOfSeed, readMlDsaPrivateKey } from './mlDsaPrivate.ts';
import { publicHalf } from './publicHalf.ts';
import { seededRandom } from './random.ts';
import { mlDsa } from './registered.ts';
import { registerMlDsa } from './registerMlDsa.ts';
import { schemesOf, sign, verify } from './signingKey.ts';
import { anyPublicKeyFromSpki, publicKeyToSpki } from './spki.ts';

const ANSWERS = known.answers.map(({ set, seed, spki, signature, jwk }) => ({
  jwk,
  set: set as MlDsaSet,
  seed: fromHex(seed),
  spki: Uint8Array.from(Buffer.from(spki, 'base64')),
  signature: Uint8Array.from(Buffer.from(signature, 'base64')),
}));
const MESSAGE = fromHex(known.message);
const flipped = (bytes: Uint8Array, at: number) => bytes.map((octet, i) => (i === at ? octet ^ 1 : octet));
const pkcs8 = (set: MlDsaSet, choice: Uint8Array, ...parameters: readonly Uint8Array[]) =>
  sequence(integer(0), sequence(oid(ML_DSA_OIDS[set]), ...parameters), octetString(choice));
const pem = (der: Uint8Array) =>
  `-----BEGIN PRIVATE KEY-----\n${Buffer.from(der).toString('base64')}\n-----END PRIVATE KEY-----\n`;

describe.each(ANSWERS)('$set, against OpenSSL 3.5', ({ set, seed, spki, signature, jwk }) => {
  beforeAll(registerMlDsa);

  it('makes the same public key of a seed (FIPS 204, algorithm 6), and writes it alike (RFC 9881 4)', () => {
    const key = mlDsaKeyOfSeed(set, seed);
    expect(toHex(publicKeyToSpki(key))).toBe(toHex(spki));
    expect(anyPublicKeyFromSpki(spki)).toMatchObject({ ok: true, value: { kind: 'mldsa', set, bytes: key.bytes } });
  });

  it('verifies the signature of OpenSSL, and neither a changed one nor one over other bytes', () => {
    const { bytes } = mlDsaKeyOfSeed(set, seed);
    expect(mlDsa().verify(set, bytes, MESSAGE, signature)).toBe(true);
    expect(mlDsa().verify(set, bytes, MESSAGE, flipped(signature, 40))).toBe(false);
    expect(mlDsa().verify(set, bytes, flipped(MESSAGE, 0), signature)).toBe(false);
    expect(mlDsa().verify(set, bytes, MESSAGE, signature.subarray(1))).toBe(false);
  });

  it('reads a private key in each of its three forms (RFC 9881 6)', async () => {
    const { expanded } = mlDsaKeyOfSeed(set, seed);
    const both = sequence(octetString(seed), octetString(expanded));
    for (const choice of [implicit(0, seed), octetString(expanded), both]) {
      const read = privateKeyFromPem(pem(pkcs8(set, choice)));
      expect(read.ok && toHex(publicKeyToSpki(read.value))).toBe(toHex(spki));
      // What is written is read back.
      expect(read.ok && privateKeyFromPem(privateKeyToPem(read.value))).toEqual(read);
      const half = await publicHalf(pkcs8(set, choice), null);
      expect(half.ok && toHex(half.value)).toBe(toHex(spki));
    }
  });

  it('reads the JWK that Node writes (RFC 9964 3), and tells whose halves are of two keys and whose “priv” is no seed', async () => {
    const half = await publicHalf(utf8(JSON.stringify(jwk)), null);
    expect(half.ok && toHex(half.value)).toBe(toHex(spki));
    const problem = async (change: object) => {
      const read = await publicHalf(utf8(JSON.stringify({ ...jwk, ...change })), null);
      return read.ok ? null : read.error.problem;
    };
    expect(await problem({ priv: 'A'.repeat(43) })).toContain('belongs to another private key than its “priv”');
    // The expanded key, which RFC 9964 4 leaves out on purpose.
    expect(await problem({ priv: 'A'.repeat(3416) })).toContain('where a seed has 32');
    expect(await problem({ pub: undefined })).toContain('“pub” is missing');
    expect(await problem({ alg: 'SLH-DSA-SHA2-128s' })).toContain('SLH-DSA-SHA2-128s');
  });

  it('refuses a private key whose seed and expanded key do not belong together (RFC 9881 8.2), and parameters', () => {
    const { expanded } = mlDsaKeyOfSeed(set, flipped(seed, 3));
    const read = privateKeyFromPem(pem(pkcs8(set, sequence(octetString(seed), octetString(expanded)))));
    expect(read).toMatchObject({
      ok: false,
      error: { problem: 'the seed belongs to another key than the expanded one' },
    });
    expect(privateKeyFromPem(pem(pkcs8(set, implicit(0, seed), nul()))).ok).toBe(false);
  });

  it('signs in TLS 1.3 with its own scheme alone, and in TLS 1.2 with none', () => {
    const key = mlDsaKeyOfSeed(set, seed);
    const schemes = schemesOf(key, 'tls1.3');
    expect(schemes).toEqual([set.replaceAll('-', '').toLowerCase()]);
    expect(schemesOf(key, 'tls1.2')).toEqual([]);
    for (const scheme of schemes) {
      const made = sign(key, scheme, MESSAGE, seededRandom(1, 'ML-DSA'));
      expect(verify(spki, scheme, MESSAGE, made, 'tls1.3')).toBe(true);
      expect(verify(spki, scheme, MESSAGE, made, 'tls1.2')).toBe(false);
    }
  });
});

it('a private key of arbitrary bytes is an error that says so, and nothing else', () => {
  registerMlDsa();
  fc.assert(
    fc.property(fc.constantFrom(...ML_DSA_SETS), fc.uint8Array({ maxLength: 80 }), (set, bytes) => {
      const read = attempt(() => readMlDsaPrivateKey(set, bytes));
      return read.ok ? bytes[0] === 0x80 : read.error.problem !== '';
    }),
  );
});

/** Whether the OpenSSL of this Node knows ML-DSA: from Node 24.6 on. */
const nodeKnows = attemptNode();
function attemptNode(): boolean {
  try {
    node.createPublicKey({ key: Buffer.from(ANSWERS[0]?.spki ?? []), format: 'der', type: 'spki' });
    return true;
  } catch {
    return false;
  }
}

if (nodeKnows) {
  it.each(ANSWERS)(
    'the OpenSSL of this Node verifies a fresh signature of $set, and takes our private key',
    (answer) => {
      registerMlDsa();
      const key = mlDsaKeyOfSeed(answer.set, answer.seed);
      const theirs = node.createPrivateKey(privateKeyToPem(key));
      expect(toHex(node.createPublicKey(theirs).export({ format: 'der', type: 'spki' }))).toBe(toHex(answer.spki));
      const data = node.randomBytes(33);
      expect(node.verify(null, data, theirs, mlDsa().sign(answer.set, key.expanded, data))).toBe(true);
      expect(mlDsa().verify(answer.set, key.bytes, data, node.sign(null, data, theirs))).toBe(true);
    },
  );
} else
  console.info(`ML-DSA: the OpenSSL of this Node is ${process.versions.openssl}; 3.5 or later would judge once more.`);
