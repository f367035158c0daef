// Signatures over what is issued, by the kind of the key: RSASSA-PKCS1-v1_5 (RFC 4055 5) or RSASSA-PSS (RFC 4055 3),
// ECDSA (RFC 5758 3.2), Ed25519 (RFC 8410 3), ML-DSA (RFC 9881 3). Elliptic keys need registerEcc(), the last registerMlDsa().

import { oid, sequence } from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import type { PrivateKey } from '../../crypto/ellipticKey.ts';
import { HASH_LENGTH, type HashName, hmac } from '../../crypto/hash.ts';
import { toBytes } from '../../crypto/integer.ts';
import { ML_DSA_OIDS } from '../../crypto/mlDsaOids.ts';
import { elliptic, mlDsa } from '../../crypto/registered.ts';
import { modulusLength, type RsaPrivateKey, signPkcs1, signPss } from '../../crypto/rsa.ts';
import { type Padding, pssSignatureAlgorithm, rsaSignatureAlgorithm } from './algorithm.ts';

export interface Signing {
  /** DER of the AlgorithmIdentifier. */
  readonly algorithm: Uint8Array;
  readonly sign: (data: Uint8Array) => Uint8Array;
}

/** Ed25519 and ML-DSA have their own hash inside (RFC 8032 5.1, FIPS 204 6.2), whatever `hash` says; `padding` is for RSA keys alone. */
export function signingWith(key: PrivateKey, hash: HashName, padding: Padding = 'pkcs1'): Signing {
  switch (key.kind) {
    case 'rsa':
      if (padding === 'pss') return pssSigning(key, hash);
      return { algorithm: rsaSignatureAlgorithm(hash), sign: (data) => signPkcs1(key, hash, data) };
    case 'ec':
      return {
        algorithm: sequence(oid(ECDSA[hash])),
        sign: (data) => elliptic().signEcdsa(key.curve, key.scalar, hash, data),
      };
    case 'ed25519':
      return {
        algorithm: sequence(oid(OIDS['id-Ed25519'])),
        sign: (data) => elliptic().signEd25519(key.seed, data),
      };
    case 'mldsa':
      return {
        algorithm: sequence(oid(ML_DSA_OIDS[key.set])),
        sign: (data) => mlDsa().sign(key.set, key.expanded, data),
      };
  }
}

/**
 * The salt is as long as the hash (RFC 4055 3.1), or as long as a short modulus leaves room for. It comes from the key
 * and from what is signed, as in RFC 6979: the same certificate has the same signature.
 */
function pssSigning(key: RsaPrivateKey, hash: HashName): Signing {
  const room = Math.ceil((key.bits - 1) / 8) - HASH_LENGTH[hash] - 2;
  const saltLength = Math.min(HASH_LENGTH[hash], room);
  return {
    algorithm: pssSignatureAlgorithm(hash, saltLength),
    sign: (data) =>
      signPss(key, hash, saltLength, data, (_, length) =>
        hmac(hash, toBytes(key.d, modulusLength(key)), data).slice(0, length),
      ),
  };
}

const ECDSA = {
  sha1: OIDS['ecdsa-with-SHA1'],
  sha224: OIDS['ecdsa-with-SHA224'],
  sha256: OIDS['ecdsa-with-SHA256'],
  sha384: OIDS['ecdsa-with-SHA384'],
  sha512: OIDS['ecdsa-with-SHA512'],
} as const satisfies Record<HashName, string>;
