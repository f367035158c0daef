// The RSA primitives (RFC 8017 5.1 and 5.2) on native BigInt: noble has no RSA. The private power goes by the Chinese
// remainder theorem.
import { concat } from '../../bytes/hex.ts';
import { fromBytes, modPow, toBytes } from '../integer.ts';
import { Memo } from '../memo.ts';
import type { HashName } from '../provider.ts';
import { modulusLength, type RsaPrivateKey, type RsaPublicKey } from '../rsaKey.ts';
import { DIGEST_INFO, signatureBlock } from '../signatureBlock.ts';
import { digest } from './hash.ts';

export const rsaPublic = (key: RsaPublicKey, block: Uint8Array): Uint8Array =>
  toBytes(modPow(fromBytes(block), key.e, key.n), modulusLength(key));

export function rsaPrivate(key: RsaPrivateKey, block: Uint8Array): Uint8Array {
  // Modulus and input determine the result: remembering it changes nothing but the time. It is worth it because the
  // page runs whole scenarios again after each change, and two scenarios that differ in one certificate share nearly
  // all signatures.
  const value = fromBytes(block);
  const power = memo.get(`${key.n.toString(16)}:${value.toString(16)}`, () => crtPower(key, value));
  return toBytes(power, modulusLength(key));
}

export function rsaSign(key: RsaPrivateKey, hash: HashName, data: Uint8Array): Uint8Array {
  const block = signatureBlock(concat(DIGEST_INFO[hash], digest(hash, [data])), modulusLength(key));
  if (block === null) throw new RangeError(`a modulus of ${key.bits} bits is too short for ${hash}`);
  return rsaPrivate(key, block);
}

export const forget = (): void => memo.clear();

/** RFC 8017 5.1.2, step 2.b. */
function crtPower({ p, q, dP, dQ, qInv }: RsaPrivateKey, value: bigint): bigint {
  const m1 = modPow(value, dP, p);
  const m2 = modPow(value, dQ, q);
  const h = ((m1 - m2) * qInv) % p;
  return m2 + q * (h < 0n ? h + p : h);
}

const memo = new Memo<bigint>(256);
