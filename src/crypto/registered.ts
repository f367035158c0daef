// The registry of cryptography that only some scenarios need: elliptic curves with ChaCha20, ML-KEM and ML-DSA. Whoever runs
// such a scenario registers them first (registerEcc.ts, registerPostQuantum.ts, registerMlDsa.ts), in the browser by loading
// a chunk.
import type { HashName } from './hash.ts';
import type { MlDsaSet } from './mlDsaKey.ts';
import type { CurveName, EllipticVerifiers } from './verifiers.ts';

export interface Elliptic extends EllipticVerifiers {
  /** RFC 6979; the signature is DER. */
  readonly signEcdsa: (curve: CurveName, scalar: Uint8Array, hash: HashName, data: Uint8Array) => Uint8Array;
  readonly signEd25519: (seed: Uint8Array, data: Uint8Array) => Uint8Array;
  /** The uncompressed point of a private scalar; null where it is not from 1 to the order less 1. */
  readonly pointOf: (curve: CurveName, scalar: Uint8Array) => Uint8Array | null;
  readonly ed25519Public: (seed: Uint8Array) => Uint8Array;
  /** The x coordinate of scalar times point; null where the octets are no uncompressed point of the curve. */
  readonly ecdh: (curve: CurveName, scalar: Uint8Array, point: Uint8Array) => Uint8Array | null;
  readonly x25519Public: (scalar: Uint8Array) => Uint8Array;
  /** Null where the result is all zero (RFC 7748 6.1). */
  readonly x25519: (scalar: Uint8Array, u: Uint8Array) => Uint8Array | null;
  readonly chacha20Poly1305: {
    readonly seal: (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array) => Uint8Array;
    readonly open: (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array) => Uint8Array | null;
  };
}

/** ML-KEM-768 (FIPS 203). */
export interface MlKem {
  /** `seed` of 64 bytes: d and z. */
  readonly keyPair: (seed: Uint8Array) => { encapsulationKey: Uint8Array; decapsulationKey: Uint8Array };
  /** `m` of 32 bytes; null where the key does not pass the checks of 7.2. */
  readonly encapsulate: (
    encapsulationKey: Uint8Array,
    m: Uint8Array,
  ) => { ciphertext: Uint8Array; secret: Uint8Array } | null;
  /** Null where the ciphertext has another length (7.3); one that was tampered with yields another secret. */
  readonly decapsulate: (decapsulationKey: Uint8Array, ciphertext: Uint8Array) => Uint8Array | null;
}

/** ML-DSA (FIPS 204), pure, with an empty context. */
export interface MlDsa {
  /** `seed` of 32 bytes (algorithm 6). */
  readonly keyPair: (set: MlDsaSet, seed: Uint8Array) => { bytes: Uint8Array; expanded: Uint8Array };
  /** The public key of an expanded private key; null where that is none of the set. */
  readonly publicOf: (set: MlDsaSet, expanded: Uint8Array) => Uint8Array | null;
  readonly sign: (set: MlDsaSet, expanded: Uint8Array, data: Uint8Array) => Uint8Array;
  /** False too where key or signature are not of the set. */
  readonly verify: (set: MlDsaSet, publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array) => boolean;
}

/** Raised where a scenario needs what was not registered: a fault of the program, never of a peer. */
export class NotRegistered extends Error {
  override readonly name = 'NotRegistered';
}

let ellipticParts: Elliptic | null = null;
let mlKemPart: MlKem | null = null;
let mlDsaPart: MlDsa | null = null;
let isMissed = false;

export function setElliptic(parts: Elliptic): void {
  ellipticParts = parts;
}

export function setMlKem(part: MlKem): void {
  mlKemPart = part;
}

export function setMlDsa(part: MlDsa): void {
  mlDsaPart = part;
}

/** Throws NotRegistered. */
export function elliptic(): Elliptic {
  if (ellipticParts === null) throw new NotRegistered('elliptic curves are needed: call registerEcc() first');
  return ellipticParts;
}

/** Throws NotRegistered. */
export function mlKem(): MlKem {
  if (mlKemPart === null) throw new NotRegistered('ML-KEM is needed: call registerPostQuantum() first');
  return mlKemPart;
}

/** Throws NotRegistered. */
export function mlDsa(): MlDsa {
  if (mlDsaPart === null) throw new NotRegistered('ML-DSA is needed: call registerMlDsa() first');
  return mlDsaPart;
}

/** Null where none is registered: for who meets certificates of any kind, and may ask whether it was missed. */
export function mlDsaIfRegistered(): MlDsa | null {
  isMissed ||= mlDsaPart === null;
  return mlDsaPart;
}

/** Whether somebody met a signature of ML-DSA that could not be verified, for want of registerMlDsa(). */
export const isMlDsaMissed = (): boolean => isMissed && mlDsaPart === null;
export const isMlDsaRegistered = (): boolean => mlDsaPart !== null;
export const isEccRegistered = (): boolean => ellipticParts !== null;
export const isPostQuantumRegistered = (): boolean => mlKemPart !== null;
