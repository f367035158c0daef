// Signatures over what is issued, by the kind of the key: RSASSA-PKCS1-v1_5 (RFC 4055 5), ECDSA (RFC 5758 3.2),
// Ed25519 (RFC 8410 3). Elliptic keys need registerModern().
import type { PrivateKey } from '../crypto/ellipticKey.ts';
import type { HashName } from '../crypto/hash.ts';
import { elliptic } from '../crypto/modern.ts';
import { signPkcs1 } from '../crypto/rsa.ts';
import { rsaSignatureAlgorithm } from './algorithm.ts';
import { oid, sequence } from './derWriter.ts';
import { OIDS } from './oids.ts';

export interface Signing {
  /** DER of the AlgorithmIdentifier. */
  readonly algorithm: Uint8Array;
  readonly sign: (data: Uint8Array) => Uint8Array;
}

/** Ed25519 has its own hash inside (RFC 8032 5.1), whatever `hash` says. */
export function signingWith(key: PrivateKey, hash: HashName): Signing {
  switch (key.kind) {
    case 'rsa':
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
  }
}

const ECDSA = {
  sha1: OIDS['ecdsa-with-SHA1'],
  sha256: OIDS['ecdsa-with-SHA256'],
  sha384: OIDS['ecdsa-with-SHA384'],
  sha512: OIDS['ecdsa-with-SHA512'],
} as const satisfies Record<HashName, string>;
