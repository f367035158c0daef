// Signatures over certificates, requests, CRLs and OCSP answers: RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 4055),
// and, where their verifiers are registered, ECDSA (RFC 5758 3.2), Ed25519 (RFC 8410 6) and ML-DSA
// (RFC 9881 3).

import { attempt } from '../../bytes/error.ts';
import { fromBytes } from '../../crypto/integer.ts';
import { mlDsaSetOf } from '../../crypto/mlDsaOids.ts';
import { mlDsaIfRegistered } from '../../crypto/registered.ts';
import { type RsaPublicKey, rsaPublicKey, verifyPkcs1, verifyPss } from '../../crypto/rsa.ts';
import { ellipticVerifiers } from '../../crypto/verifiers.ts';
import { readDer } from '../fields.ts';
import {
  isNull,
  type PssParameters,
  type PublicKeyInfo,
  readPssParameters,
  readSubjectPublicKey,
  type SignatureAlgorithm,
  unknownInPss,
} from './algorithm.ts';

export type SignatureVerdict =
  | 'valid'
  /** The signature was not made by this key over these bytes. */
  | 'mismatch'
  | 'unsupported-algorithm'
  /** A key of a kind that is not supported, or not a key of the kind that it says it is. */
  | 'unsupported-key'
  /** The algorithm belongs to another kind of key. */
  | 'key-of-another-kind'
  /** RSA: NULL (RFC 4055 5), or the parameters of PSS; ECDSA, Ed25519, ML-DSA: none (RFC 5758 3.2, RFC 8410 3, RFC 9881 2). */
  | 'bad-parameters';

export function verifySigned(
  spki: Uint8Array,
  algorithm: SignatureAlgorithm,
  data: Uint8Array,
  signature: Uint8Array,
): SignatureVerdict {
  const { scheme, hash, parameters } = algorithm;
  const elliptic = ellipticVerifiers();
  const isElliptic = scheme === 'ecdsa' || scheme === 'ed25519';
  const lattice = scheme === 'ml-dsa' ? mlDsaIfRegistered() : null;
  if (scheme === 'unsupported' || (isElliptic && elliptic === null) || (scheme === 'ml-dsa' && lattice === null))
    return 'unsupported-algorithm';
  const key = keyOf(spki);
  if (key === null) return 'unsupported-key';
  if (!KEYS_OF_SCHEME[scheme].includes(key.algorithm)) return 'key-of-another-kind';
  const judged = (isValid: boolean): SignatureVerdict => (isValid ? 'valid' : 'mismatch');
  switch (key.algorithm) {
    case 'rsa':
    case 'rsa-pss': {
      if (scheme === 'rsa-pss') {
        const pss = readPssParameters(parameters);
        if (pss === null && unknownInPss(parameters) !== null) return 'unsupported-algorithm';
        if (pss === null || (key.algorithm === 'rsa-pss' && !isAllowed(pss, key.parameters))) return 'bad-parameters';
        return judged(verifyPss(key.key, pss.hash, pss.saltLength, data, signature, pss.maskHash));
      }
      if (parameters !== null && !isNull(parameters)) return 'bad-parameters';
      return hash === null ? 'unsupported-algorithm' : judged(verifyPkcs1(key.key, hash, data, signature));
    }
    case 'ec':
      if (parameters !== null) return 'bad-parameters';
      if (hash === null || elliptic === null) return 'unsupported-algorithm';
      return judged(elliptic.verifyEcdsa(key.curve, key.point, hash, data, signature));
    case 'ed25519':
      if (parameters !== null) return 'bad-parameters';
      return elliptic === null ? 'unsupported-algorithm' : judged(elliptic.verifyEd25519(key.key, data, signature));
    case 'ml-dsa':
      if (mlDsaSetOf(algorithm.oid) !== key.set) return 'key-of-another-kind';
      if (parameters !== null) return 'bad-parameters';
      return lattice === null ? 'unsupported-algorithm' : judged(lattice.verify(key.set, key.key, data, signature));
  }
}

type VerificationKey =
  | { readonly algorithm: 'rsa'; readonly key: RsaPublicKey }
  /** `parameters`: those in the key, or null. */
  | { readonly algorithm: 'rsa-pss'; readonly key: RsaPublicKey; readonly parameters: Uint8Array | null }
  | Extract<PublicKeyInfo, { algorithm: 'ec' | 'ed25519' | 'ml-dsa' }>;

const KEYS_OF_SCHEME: Readonly<
  Record<Exclude<SignatureAlgorithm['scheme'], 'unsupported'>, readonly VerificationKey['algorithm'][]>
> = { 'rsa-pkcs1': ['rsa'], 'rsa-pss': ['rsa', 'rsa-pss'], ecdsa: ['ec'], ed25519: ['ed25519'], 'ml-dsa': ['ml-dsa'] };

/** RFC 4055 3.3: parameters in the key allow their hashes alone, and no shorter salt. */
function isAllowed(pss: PssParameters, inKey: Uint8Array | null): boolean {
  if (inKey === null) return true;
  const wanted = readPssParameters(inKey);
  return (
    wanted !== null &&
    pss.hash === wanted.hash &&
    pss.maskHash === wanted.maskHash &&
    pss.saltLength >= wanted.saltLength
  );
}

/** Keys that were read before, by the very bytes: one issuer's key verifies many signatures. */
const known = new WeakMap<Uint8Array, VerificationKey | { readonly algorithm: null }>();

function keyOf(spki: Uint8Array): VerificationKey | null {
  let key = known.get(spki);
  if (key === undefined) {
    key = readKey(spki) ?? { algorithm: null };
    known.set(spki, key);
  }
  return key.algorithm === null ? null : key;
}

function readKey(spki: Uint8Array): VerificationKey | null {
  const read = attempt(() => readDer(spki, 'spki', (reader) => readSubjectPublicKey(reader, 'spki')));
  if (!read.ok) return null;
  const { info } = read.value.value;
  switch (info.algorithm) {
    case 'rsa':
    case 'rsa-pss': {
      const n = fromBytes(info.modulus);
      // RFC 8017 3.1: the modulus is a product of odd primes, the exponent odd and from 3 to n - 1.
      const isKey = n % 2n === 1n && info.exponent % 2n === 1n && info.exponent >= 3n && info.exponent < n;
      if (!isKey || info.exponent >= MAX_EXPONENT) return null;
      const key = rsaPublicKey(n, info.exponent);
      return info.algorithm === 'rsa'
        ? { algorithm: 'rsa', key }
        : { algorithm: 'rsa-pss', key, parameters: info.parameters };
    }
    case 'ec':
      return ellipticVerifiers()?.isPointOn(info.curve, info.point) === false ? null : info;
    case 'ed25519':
      return info.key.length === 32 ? info : null;
    case 'ml-dsa':
      return info;
    case 'other':
    case 'malformed':
      return null;
  }
}

/** A larger public exponent only serves to keep a verifier busy. */
const MAX_EXPONENT = 1n << 64n;
