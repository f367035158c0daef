// Signatures of TLS by the name of their SignatureScheme (RFC 9846 4.3.3), and which of them a key can make.
// Elliptic keys need registerEcc(), those of ML-DSA registerMlDsa().
import type { PrivateKey, PublicKey } from './ellipticKey.ts';
import { HASH_LENGTH, type HashName } from './hash.ts';
import type { MlDsaSet } from './mlDsaKey.ts';
import type { Random } from './random.ts';
import { elliptic, mlDsa } from './registered.ts';
import { modulusLength, type RsaPublicKey, signPkcs1, signPss, verifyPkcs1, verifyPss } from './rsa.ts';
import { anyPublicKeyFromSpki } from './spki.ts';
import type { CurveName } from './verifiers.ts';

export type { PrivateKey, PublicKey } from './ellipticKey.ts';

/** Those that keys here sign and verify with; their numbers are an affair of TLS. */
export const SIGNATURE_SCHEME_NAMES = [
  'rsa_pss_rsae_sha256',
  'rsa_pss_rsae_sha384',
  'rsa_pss_rsae_sha512',
  'rsa_pkcs1_sha256',
  'rsa_pkcs1_sha384',
  'rsa_pkcs1_sha512',
  'ecdsa_secp256r1_sha256',
  'ecdsa_secp384r1_sha384',
  'ecdsa_secp521r1_sha512',
  'ed25519',
  'mldsa44',
  'mldsa65',
  'mldsa87',
] as const;
export type SignatureSchemeName = (typeof SIGNATURE_SCHEME_NAMES)[number];
export type TlsVersion = 'tls1.2' | 'tls1.3';

/**
 * What the key can sign a handshake with. In TLS 1.3 RSA signs with PSS only, and the curve of an ECDSA key goes with
 * one hash; in TLS 1.2 the name of the curve in the scheme means nothing (RFC 9846 4.3.3). A short modulus has no room
 * for the long hashes.
 */
export function schemesOf(key: PublicKey, version: TlsVersion): readonly SignatureSchemeName[] {
  return SIGNATURE_SCHEME_NAMES.filter((name) => fits(key, name, version));
}

function fits(key: PublicKey, name: SignatureSchemeName, version: TlsVersion): boolean {
  const scheme = SCHEMES[name];
  switch (scheme.kind) {
    case 'pkcs1':
      return version === 'tls1.2' && key.kind === 'rsa' && hasRoom(key, 11 + DIGEST_INFO_PREFIX, scheme.hash);
    case 'pss':
      return key.kind === 'rsa' && hasRoom(key, 2 + HASH_LENGTH[scheme.hash], scheme.hash);
    case 'ecdsa':
      return key.kind === 'ec' && (version === 'tls1.2' || key.curve === scheme.curve);
    case 'ed25519':
      return key.kind === 'ed25519';
    case 'mldsa':
      return version === 'tls1.3' && key.kind === 'mldsa' && key.set === scheme.set;
  }
}

const hasRoom = (key: RsaPublicKey, overhead: number, hash: HashName): boolean =>
  modulusLength(key) >= overhead + HASH_LENGTH[hash];

/** `random` gives the salt of PSS, under the label `pss.salt`; the other schemes use none. */
export function sign(key: PrivateKey, name: SignatureSchemeName, message: Uint8Array, random: Random): Uint8Array {
  const scheme = SCHEMES[name];
  if (key.kind === 'rsa') {
    if (scheme.kind === 'pkcs1') return signPkcs1(key, scheme.hash, message);
    if (scheme.kind === 'pss') return signPss(key, scheme.hash, HASH_LENGTH[scheme.hash], message, random);
  }
  if (key.kind === 'ec' && scheme.kind === 'ecdsa')
    return elliptic().signEcdsa(key.curve, key.scalar, scheme.hash, message);
  if (key.kind === 'ed25519' && scheme.kind === 'ed25519') return elliptic().signEd25519(key.seed, message);
  if (key.kind === 'mldsa' && scheme.kind === 'mldsa') return mlDsa().sign(key.set, key.expanded, message);
  throw new RangeError(`a key of kind ${key.kind} does not sign with ${name}`);
}

/** False too where the key cannot be read, or may not be used with that scheme in that version. */
export function verify(
  spki: Uint8Array,
  name: SignatureSchemeName,
  message: Uint8Array,
  signature: Uint8Array,
  version: TlsVersion,
): boolean {
  const read = anyPublicKeyFromSpki(spki);
  return read.ok && fits(read.value, name, version) && verifyWith(read.value, name, message, signature);
}

function verifyWith(key: PublicKey, name: SignatureSchemeName, message: Uint8Array, signature: Uint8Array): boolean {
  const scheme = SCHEMES[name];
  if (key.kind === 'rsa') {
    if (scheme.kind === 'pkcs1') return verifyPkcs1(key, scheme.hash, message, signature);
    if (scheme.kind === 'pss') return verifyPss(key, scheme.hash, HASH_LENGTH[scheme.hash], message, signature);
  }
  if (key.kind === 'ec' && scheme.kind === 'ecdsa')
    return elliptic().verifyEcdsa(key.curve, key.point, scheme.hash, message, signature);
  if (key.kind === 'ed25519' && scheme.kind === 'ed25519')
    return elliptic().verifyEd25519(key.bytes, message, signature);
  if (key.kind === 'mldsa' && scheme.kind === 'mldsa') return mlDsa().verify(key.set, key.bytes, message, signature);
  return false;
}

type Scheme =
  | { readonly kind: 'pkcs1' | 'pss'; readonly hash: HashName }
  | { readonly kind: 'ecdsa'; readonly hash: HashName; readonly curve: CurveName }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'mldsa'; readonly set: MlDsaSet };

const SCHEMES: Readonly<Record<SignatureSchemeName, Scheme>> = {
  rsa_pss_rsae_sha256: { kind: 'pss', hash: 'sha256' },
  rsa_pss_rsae_sha384: { kind: 'pss', hash: 'sha384' },
  rsa_pss_rsae_sha512: { kind: 'pss', hash: 'sha512' },
  rsa_pkcs1_sha256: { kind: 'pkcs1', hash: 'sha256' },
  rsa_pkcs1_sha384: { kind: 'pkcs1', hash: 'sha384' },
  rsa_pkcs1_sha512: { kind: 'pkcs1', hash: 'sha512' },
  ecdsa_secp256r1_sha256: { kind: 'ecdsa', hash: 'sha256', curve: 'P-256' },
  ecdsa_secp384r1_sha384: { kind: 'ecdsa', hash: 'sha384', curve: 'P-384' },
  ecdsa_secp521r1_sha512: { kind: 'ecdsa', hash: 'sha512', curve: 'P-521' },
  ed25519: { kind: 'ed25519' },
  mldsa44: { kind: 'mldsa', set: 'ML-DSA-44' },
  mldsa65: { kind: 'mldsa', set: 'ML-DSA-65' },
  mldsa87: { kind: 'mldsa', set: 'ML-DSA-87' },
};

/** Bytes of DER before the digest in a DigestInfo of SHA-2 (RFC 8017 9.2, note 1). */
const DIGEST_INFO_PREFIX = 19;
