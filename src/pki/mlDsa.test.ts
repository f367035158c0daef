// Certificates with keys of ML-DSA (RFC 9881). OpenSSL 3.5 has verified the very certificates of `mlDsaChain`: their
// fingerprints, as it computed them, stand in knownAnswers/mlDsa.json (scripts/makeMlDsaAnswers.ts).
import { describe, expect, it } from 'vitest';
import { bitString, element, nul, oid, sequence } from '../asn1/derWriter.ts';
import { attempt } from '../bytes/error.ts';
import { toHex } from '../bytes/hex.ts';
import { digest } from '../crypto/hash.ts';
import type { MlDsaSet } from '../crypto/mlDsaKey.ts';
import { ML_DSA_OIDS } from '../crypto/mlDsaOids.ts';
import { registerMlDsa } from '../crypto/registerMlDsa.ts';
import known from '../testing/knownAnswers/mlDsa.json' with { type: 'json' };
import { requestFor } from './bank.testing.ts';
import { readDer } from './fields.ts';
import { mlDsaChain } from './mlDsa.testing.ts';
import type { PathRequest } from './path/request.ts';
import { validatePath } from './path/validate.ts';
import { readSubjectPublicKey, showKey } from './x509/algorithm.ts';
import type { Certificate } from './x509/certificate.ts';
import type { KeyUsage } from './x509/extension.ts';
import { verifySigned } from './x509/signature.ts';

const SETS = known.answers.map(({ set, certificates }) => ({ set: set as MlDsaSet, certificates }));

function failures(chain: readonly Certificate[], change: Partial<PathRequest> = {}): string[] {
  const [presented, anchors] = [chain.slice(0, -1), chain.slice(-1)];
  const request = requestFor([], {
    presented,
    anchors,
    leafKeyUsage: 'digitalSignature',
    profile: 'rfc5280',
    ...change,
  });
  return validatePath(request).failures.map(({ check, certificate }) => `${check}@${certificate}`);
}

describe.each(SETS)('a chain of $set', ({ set, certificates }) => {
  registerMlDsa();
  const chain = mlDsaChain(set);
  const [leaf, root] = chain;

  it('is the one that OpenSSL 3.5 has verified, certificate by certificate', () => {
    expect(chain.map(({ der }) => toHex(digest('sha256', der)))).toEqual(
      certificates.map((fingerprint) => fingerprint.replaceAll(':', '').toLowerCase()),
    );
  });

  it('is accepted, under the profile of RFC 5280, too', () => {
    expect(failures(chain)).toEqual([]);
    expect(showKey(leaf.publicKey)).toBe(set);
  });

  it('is refused by the web, whose CAs may not issue it (BR 6.1.5, 7.1.3.2)', () => {
    expect(failures(chain, { profile: 'web' })).toEqual(
      expect.arrayContaining(['crypto.keySize@0', 'crypto.signatureHash@0']),
    );
  });

  it('is refused once a byte of what was signed is changed', () => {
    const changed = leaf.tbsBytes.map((octet, i) => (i === leaf.tbsBytes.length - 1 ? octet ^ 1 : octet));
    expect(verifySigned(root.spki, leaf.signatureAlgorithm, changed, leaf.signature)).toBe('mismatch');
  });

  it('has signatures without parameters: with NULL they are refused (RFC 9881 2)', () => {
    const { signatureAlgorithm, tbsBytes, signature } = leaf;
    expect(verifySigned(root.spki, { ...signatureAlgorithm, parameters: nul() }, tbsBytes, signature)).toBe(
      'bad-parameters',
    );
  });

  it('has keys without parameters, of the length of the set alone (RFC 9881 2, 4)', () => {
    const read = (spki: Uint8Array) => attempt(() => readDer(spki, 'spki', (r) => readSubjectPublicKey(r, 'spki')));
    const key = leaf.publicKey.algorithm === 'ml-dsa' ? leaf.publicKey.key : new Uint8Array();
    expect(read(sequence(sequence(oid(ML_DSA_OIDS[set])), bitString(key))).ok).toBe(true);
    expect(read(sequence(sequence(oid(ML_DSA_OIDS[set]), nul()), bitString(key)))).toMatchObject({
      error: { problem: 'ML-DSA has no parameters' },
    });
    expect(read(sequence(sequence(oid(ML_DSA_OIDS[set])), bitString(key.subarray(1)))).ok).toBe(false);
    expect(read(sequence(sequence(oid(ML_DSA_OIDS[set])), element(0x03))).ok).toBe(false);
  });

  it.each<KeyUsage>(['keyEncipherment', 'dataEncipherment', 'keyAgreement'])(
    'may not have the key usage %s (RFC 9881 5)',
    (usage) => {
      expect(failures(mlDsaChain(set, ['digitalSignature', usage]))).toEqual(['profile.keyUsage@0']);
      // Path validation alone does not look at how it was issued.
      expect(failures(mlDsaChain(set, ['digitalSignature', usage]), { profile: 'path' })).toEqual([]);
    },
  );
});

it('a signature of one set does not verify with a key of another', () => {
  const [leaf] = mlDsaChain('ML-DSA-44');
  const [, other] = mlDsaChain('ML-DSA-65');
  expect(verifySigned(other.spki, leaf.signatureAlgorithm, leaf.tbsBytes, leaf.signature)).toBe('key-of-another-kind');
});
