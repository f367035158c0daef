// The RSA primitives (RFC 8017 5.1 and 5.2) by whichever provider is in use: the public power, and the private one.
import { fromBytes, toBytes } from './integer.ts';
import * as noble from './noble/rsa.ts';
import { modulusLength, type RsaPrivateKey, type RsaPublicKey } from './rsaKey.ts';
import { currentProvider, forgetPowers } from './selection.ts';

/** RSAEP and RSAVP1; null where `value` is not below the modulus. */
export function publicPower(key: RsaPublicKey, value: bigint): bigint | null {
  if (value >= key.n) return null;
  return fromBytes((currentProvider() ?? noble).rsaPublic(key, toBytes(value, modulusLength(key))));
}

/** RSADP and RSASP1; null where `value` is not below the modulus. */
export function privatePower(key: RsaPrivateKey, value: bigint): bigint | null {
  if (value >= key.n) return null;
  return fromBytes((currentProvider() ?? noble).rsaPrivate(key, toBytes(value, modulusLength(key))));
}

/** For benchmarks, which must not measure a look-up. */
export function clearRsaMemo(): void {
  noble.forget();
  forgetPowers();
}
