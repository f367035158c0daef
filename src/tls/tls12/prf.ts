// The pseudorandom function of TLS 1.2 and what is derived with it: RFC 5246 5, 6.3, 7.4.9 and 8.1, RFC 7627 4.
import { concat, utf8 } from '../../bytes/hex.ts';
import { type HashName, hmac } from '../../crypto/hash.ts';
import type { KeyBlock } from '../record/protection.ts';
import type { Suite } from '../suites.ts';

export const MASTER_SECRET_LENGTH = 48;
const VERIFY_DATA_LENGTH = 12;

/**
 * PRF(secret, label, seed) = P_hash(secret, label + seed), RFC 5246 5:
 *
 *     P_hash(secret, seed) = HMAC_hash(secret, A(1) + seed) + HMAC_hash(secret, A(2) + seed) + …
 *     A(0) = seed, A(i) = HMAC_hash(secret, A(i-1))
 */
export function prf(hash: HashName, secret: Uint8Array, label: string, seed: Uint8Array, length: number): Uint8Array {
  const labelled = concat(utf8(label), seed);
  const output = new Uint8Array(length);
  let a = labelled;
  for (let filled = 0; filled < length; ) {
    a = hmac(hash, secret, a);
    const block = hmac(hash, secret, a, labelled).subarray(0, length - filled);
    output.set(block, filled);
    filled += block.length;
  }
  return output;
}

/** RFC 5246 8.1; both randoms are 32 bytes. */
export function masterSecret(
  hash: HashName,
  premaster: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): Uint8Array {
  return prf(hash, premaster, 'master secret', concat(clientRandom, serverRandom), MASTER_SECRET_LENGTH);
}

/** RFC 7627 4; the session hash covers all handshake messages up to and including ClientKeyExchange. */
export function extendedMasterSecret(hash: HashName, premaster: Uint8Array, sessionHash: Uint8Array): Uint8Array {
  return prf(hash, premaster, 'extended master secret', sessionHash, MASTER_SECRET_LENGTH);
}

/** RFC 5246 6.3. Mind the seed: the server's random comes first here. */
export function keyBlock(
  suite: Suite,
  master: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): KeyBlock {
  const { macKeyLength, keyLength, fixedIvLength } = suite;
  const total = 2 * (macKeyLength + keyLength + fixedIvLength);
  const block = prf(suite.hash, master, 'key expansion', concat(serverRandom, clientRandom), total);
  let at = 0;
  const next = (length: number): Uint8Array => {
    at += length;
    return block.slice(at - length, at);
  };
  return {
    clientMacKey: next(macKeyLength),
    serverMacKey: next(macKeyLength),
    clientKey: next(keyLength),
    serverKey: next(keyLength),
    clientIv: next(fixedIvLength),
    serverIv: next(fixedIvLength),
  };
}

export type FinishedLabel = 'client finished' | 'server finished';

/** RFC 5246 7.4.9; the hash covers all handshake messages before this Finished. */
export function verifyData(
  hash: HashName,
  master: Uint8Array,
  label: FinishedLabel,
  handshakeHash: Uint8Array,
): Uint8Array {
  return prf(hash, master, label, handshakeHash, VERIFY_DATA_LENGTH);
}
