// The RSA primitives (RFC 8017 5.1 and 5.2): the public power, and the private one by the Chinese remainder theorem.
import { modPow } from './integer.ts';
import type { RsaPrivateKey, RsaPublicKey } from './rsaKey.ts';

/** RSAEP and RSAVP1; null where `value` is not below the modulus. */
export function publicPower(key: RsaPublicKey, value: bigint): bigint | null {
  return value < key.n ? modPow(value, key.e, key.n) : null;
}

/** RSADP and RSASP1; null where `value` is not below the modulus. */
export function privatePower(key: RsaPrivateKey, value: bigint): bigint | null {
  if (value >= key.n) return null;
  // Modulus and input determine the result: remembering it changes nothing but the time. It is worth it because the
  // page runs whole scenarios again after each change, and two scenarios that differ in one certificate share nearly
  // all signatures. The map is bounded, and drops what was not used for the longest time.
  const id = `${key.n.toString(16)}:${value.toString(16)}`;
  const known = memo.get(id);
  const result = known ?? crtPower(key, value);
  memo.delete(id);
  memo.set(id, result);
  const [oldest] = memo.keys();
  if (memo.size > MEMO_ENTRIES && oldest !== undefined) memo.delete(oldest);
  return result;
}

/** For benchmarks, which must not measure a look-up. */
export function clearRsaMemo(): void {
  memo.clear();
}

/** RFC 8017 5.1.2, step 2.b. */
function crtPower({ p, q, dP, dQ, qInv }: RsaPrivateKey, value: bigint): bigint {
  const m1 = modPow(value, dP, p);
  const m2 = modPow(value, dQ, q);
  const h = ((m1 - m2) * qInv) % p;
  return m2 + q * (h < 0n ? h + p : h);
}

const MEMO_ENTRIES = 256;
const memo = new Map<string, bigint>();
