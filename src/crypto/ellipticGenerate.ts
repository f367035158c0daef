// New elliptic keys of a random source: P-256 and P-384 (FIPS 186-5 A.2.2), and Ed25519 (RFC 8032 5.1.5). Needs registerEcc().
import type { EcPrivateKey, Ed25519PrivateKey } from './ellipticKey.ts';
import { offer } from './keyAgreement.ts';
import type { Random } from './random.ts';
import { elliptic } from './registered.ts';

export function generateP256(random: Random): EcPrivateKey {
  const { share, private: own } = offer('secp256r1', random);
  return { kind: 'ec', curve: 'P-256', point: share, scalar: own.scalar };
}

export function generateP384(random: Random): EcPrivateKey {
  for (let attempt = 1; ; attempt++) {
    const scalar = random(`p384.${attempt}`, 48);
    const point = elliptic().pointOf('P-384', scalar);
    if (point !== null) return { kind: 'ec', curve: 'P-384', point, scalar };
  }
}

export function generateEd25519(random: Random): Ed25519PrivateKey {
  const seed = random('ed25519.seed', 32);
  return { kind: 'ed25519', bytes: elliptic().ed25519Public(seed), seed };
}
