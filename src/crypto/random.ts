// Randomness is an argument, so that the same scenario yields the same bytes. The generator below is
// HMAC-SHA-256 in counter mode (the construction of NIST SP 800-108r1 4.1 with the name as label).
import { concat, utf8 } from '../bytes/hex.ts';
import { hmac } from './hash.ts';

/** Labelled bytes: the same label yields the same bytes. Who needs different bytes asks with a different label. */
export type Random = (label: string, length: number) => Uint8Array;

/**
 * A shorter length yields a prefix of the longer one.
 *
 * @param seed a whole number from 0 to 2^32 - 1
 * @param name whose randomness it is, such as `client`: streams of different names are independent
 */
export function seededRandom(seed: number, name: string): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) throw new RangeError(`seed ${seed} is not a uint32`);
  // The name stands behind the fixed-width seed and is hashed to a key, the label behind the fixed-width counter:
  // no two (seed, name, label, counter) give the same input.
  const key = hmac('sha256', utf8('handshake lab'), uint32(seed), utf8(name));
  return (label, length) => {
    const text = utf8(label);
    const blocks: Uint8Array[] = [];
    for (let i = 0; i * 32 < length; i++) blocks.push(hmac('sha256', key, uint32(i), text));
    return concat(...blocks).slice(0, length);
  };
}

function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
