// Key agreement by the groups of TLS: x25519 (RFC 7748), secp256r1 (RFC 8422 5.4, 5.11) and X25519MLKEM768
// (draft-ietf-tls-ecdhe-mlkem: ML-KEM-768 first, then X25519, in shares and secret alike).
import { concat } from '../bytes/hex.ts';
import type { Random } from './random.ts';
import { elliptic, mlKem } from './registered.ts';

/** Under their names in the registry of TLS, where their numbers are. */
export const GROUP_NAMES = ['x25519', 'secp256r1', 'X25519MLKEM768'] as const;
export type GroupName = (typeof GROUP_NAMES)[number];

/** Bytes of the shares on the wire. */
export const SHARE_LENGTHS: Readonly<Record<GroupName, { readonly client: number; readonly server: number }>> = {
  x25519: { client: 32, server: 32 },
  secp256r1: { client: 65, server: 65 },
  X25519MLKEM768: { client: 1184 + 32, server: 1088 + 32 },
};

/** What one side keeps until the other's share arrives. */
export type PrivateShare =
  | { readonly group: 'x25519' | 'secp256r1'; readonly scalar: Uint8Array }
  | { readonly group: 'X25519MLKEM768'; readonly scalar: Uint8Array; readonly decapsulationKey: Uint8Array };

export interface KeyOffer {
  readonly share: Uint8Array;
  readonly private: PrivateShare;
}

export interface KeyAcceptance {
  readonly share: Uint8Array;
  readonly secret: Uint8Array;
  /** The accepting side's own scalar: x25519's or secp256r1's. */
  readonly scalar: Uint8Array;
}

/** The share of the side that speaks first. Its randomness has the labels `share.` and the name of the group. */
export function offer(group: GroupName, random: Random): KeyOffer {
  const { scalar, share } = newPair(group, random);
  switch (group) {
    case 'x25519':
    case 'secp256r1':
      return { share, private: { group, scalar } };
    case 'X25519MLKEM768': {
      const { encapsulationKey, decapsulationKey } = mlKem().keyPair(random(`share.${group}.mlkem`, 64));
      return { share: concat(encapsulationKey, share), private: { group, scalar, decapsulationKey } };
    }
  }
}

/** The answer to a share and the secret; null where that share is invalid. */
export function accept(group: GroupName, peerShare: Uint8Array, random: Random): KeyAcceptance | null {
  if (peerShare.length !== SHARE_LENGTHS[group].client) return null;
  const { scalar, share } = newPair(group, random);
  switch (group) {
    case 'x25519':
    case 'secp256r1': {
      const secret = agree({ group, scalar }, peerShare);
      return secret && { share, secret, scalar };
    }
    case 'X25519MLKEM768': {
      const m = random(`share.${group}.mlkem`, 32);
      const encapsulated = mlKem().encapsulate(peerShare.subarray(0, ENCAPSULATION_KEY_LENGTH), m);
      const secret = elliptic().x25519(scalar, peerShare.subarray(ENCAPSULATION_KEY_LENGTH));
      if (encapsulated === null || secret === null) return null;
      return { share: concat(encapsulated.ciphertext, share), secret: concat(encapsulated.secret, secret), scalar };
    }
  }
}

/** The secret of the side that offered; null where the answer is invalid. */
export function agree(own: PrivateShare, peerShare: Uint8Array): Uint8Array | null {
  if (peerShare.length !== SHARE_LENGTHS[own.group].server) return null;
  switch (own.group) {
    case 'x25519':
      return elliptic().x25519(own.scalar, peerShare);
    case 'secp256r1':
      return elliptic().ecdh('P-256', own.scalar, peerShare);
    case 'X25519MLKEM768': {
      const first = mlKem().decapsulate(own.decapsulationKey, peerShare.subarray(0, CIPHERTEXT_LENGTH));
      const second = elliptic().x25519(own.scalar, peerShare.subarray(CIPHERTEXT_LENGTH));
      return first && second && concat(first, second);
    }
  }
}

/** A scalar and the share of it that is no ML-KEM. */
function newPair(group: GroupName, random: Random): { scalar: Uint8Array; share: Uint8Array } {
  const label = `share.${group}`;
  if (group !== 'secp256r1') {
    const scalar = random(label, 32);
    return { scalar, share: elliptic().x25519Public(scalar) };
  }
  // FIPS 186-5 A.2.2: candidates until one is in range, which the first is but for one time in 2^32.
  for (let asked = 1; asked <= MOST_CANDIDATES; asked++) {
    const scalar = random(label, 32 * asked).slice(-32);
    const share = elliptic().pointOf('P-256', scalar);
    if (share !== null) return { scalar, share };
  }
  throw new Error('the random source yields no scalar of P-256');
}

const ENCAPSULATION_KEY_LENGTH = 1184;
const CIPHERTEXT_LENGTH = 1088;
const MOST_CANDIDATES = 64;
