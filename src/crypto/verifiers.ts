// The verifiers of signatures that only some programs need: whoever meets elliptic keys registers them at its start
// (ellipticVerifiers.ts). The lab's own handshakes use RSA alone, and don't load what they don't use.
import type { HashName } from './hash.ts';

export type CurveName = 'P-256' | 'P-384' | 'P-521';

export interface EllipticVerifiers {
  /** Whether the octets are a point of the curve other than the one at infinity. */
  readonly isPointOn: (curve: CurveName, point: Uint8Array) => boolean;
  readonly verifyEcdsa: (
    curve: CurveName,
    point: Uint8Array,
    hash: HashName,
    data: Uint8Array,
    signature: Uint8Array,
  ) => boolean;
  readonly verifyEd25519: (publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array) => boolean;
}

let elliptic: EllipticVerifiers | null = null;

export function registerVerifiers(verifiers: EllipticVerifiers): void {
  elliptic = verifiers;
}

/** Null where none are registered. */
export function ellipticVerifiers(): EllipticVerifiers | null {
  return elliptic;
}
