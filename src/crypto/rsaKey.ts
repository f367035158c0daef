// RSA keys as numbers (RFC 8017 3), with the private key always in its second, CRT representation.
import { bitLength, gcd, modInverse } from './integer.ts';

export interface RsaPublicKey {
  readonly kind: 'rsa';
  readonly n: bigint;
  readonly e: bigint;
  /** Length of the modulus. */
  readonly bits: number;
}

export interface RsaPrivateKey {
  readonly kind: 'rsa';
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dP: bigint;
  readonly dQ: bigint;
  readonly qInv: bigint;
  readonly bits: number;
}

export const PUBLIC_EXPONENT = 65537n;

/** The key without what is private about it. */
export function publicOf({ n, e, bits }: RsaPublicKey): RsaPublicKey {
  return { kind: 'rsa', n, e, bits };
}

export function rsaPublicKey(n: bigint, e: bigint): RsaPublicKey {
  return { kind: 'rsa', n, e, bits: bitLength(n) };
}

/** Bytes of the modulus, and so of every ciphertext and signature. */
export function modulusLength(key: RsaPublicKey): number {
  return Math.ceil(key.bits / 8);
}

/** The private key of two primes; null where `e` has no inverse (RFC 8017 3.2). */
export function rsaPrivateKey(p: bigint, q: bigint, e: bigint): RsaPrivateKey | null {
  const [p1, q1] = [p - 1n, q - 1n];
  const d = modInverse(e, (p1 / gcd(p1, q1)) * q1);
  const qInv = modInverse(q, p);
  if (d === null || qInv === null) return null;
  return { ...rsaPublicKey(p * q, e), d, p, q, dP: d % p1, dQ: d % q1, qInv };
}
