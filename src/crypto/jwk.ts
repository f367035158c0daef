// JSON Web Keys (RFC 7517): the public half of RSA and EC keys (RFC 7518 6), of OKP (RFC 8037 2), and of AKP with ML-DSA (RFC
// 9964 3 and 4).

import { fromBase64url } from '../bytes/base64url.ts';
import { DecodeError } from '../bytes/error.ts';
import { concat, equalBytes } from '../bytes/hex.ts';
import { type PublicKey, publicPart } from './ellipticKey.ts';
import { ed25519Public, pointOf } from './ellipticPrivate.ts';
import { fromBytes } from './integer.ts';
import { ML_DSA_SETS } from './mlDsaKey.ts';
import { MLDSA_SEED_BYTES, mlDsaKeyOfSeed } from './mlDsaPrivate.ts';
import { UNSUPPORTED } from './passwordBased.ts';
import { checkedRsa } from './sshKey.ts';
import type { CurveName } from './verifiers.ts';

/**
 * `text`: one object of JSON. Where the private half tells the public one, the two are compared. Throws DecodeError, with
 * the field UNSUPPORTED where TLS has no such keys here.
 */
export function jwkPublicKey(text: string): PublicKey {
  const members = parsed(text);
  const bytes = (name: string): Uint8Array => {
    const value = members[name];
    if (typeof value !== 'string') throw new DecodeError(`jwk.${name}`, 0, `its “${name}” is missing`);
    // RFC 7515 2: without padding. Some write it all the same.
    const decoded = fromBase64url(value.replace(/=+$/, ''));
    if (decoded === null || decoded.length === 0)
      throw new DecodeError(`jwk.${name}`, 0, `its “${name}” is no base64url`);
    return decoded;
  };
  const type = members['kty'];
  if (type === 'RSA') return checkedRsa(fromBytes(bytes('n')), fromBytes(bytes('e')));
  if (type === 'AKP') return ofAlgorithm(String(members['alg']).slice(0, 40), bytes('priv'), bytes('pub'));
  const name = String(members['crv'] ?? type).slice(0, 40);
  if (type === 'EC') {
    const size = SIZES[name];
    if (size === undefined) throw new DecodeError(UNSUPPORTED, 0, `the curve ${name}`);
    const curve = name as CurveName;
    const point = concat(Uint8Array.of(4), ofSize('x', bytes('x'), size), ofSize('y', bytes('y'), size));
    const own = pointOf(curve, ofSize('d', bytes('d'), size));
    if (own === null) throw new DecodeError('jwk.d', 0, `no private key of ${name}`);
    if (!equalBytes(own, point)) throw new DecodeError('jwk.x', 0, OTHER_HALF);
    return { kind: 'ec', curve, point };
  }
  if (type !== 'OKP' || name !== 'Ed25519') throw new DecodeError(UNSUPPORTED, 0, name);
  const half = ofSize('x', bytes('x'), 32);
  if (!equalBytes(ed25519Public(ofSize('d', bytes('d'), 32)), half)) throw new DecodeError('jwk.x', 0, OTHER_HALF);
  return { kind: 'ed25519', bytes: half };
}

/** The private half is the seed alone (RFC 9964 4). Needs registerMlDsa(). */
function ofAlgorithm(name: string, seed: Uint8Array, half: Uint8Array): PublicKey {
  const set = ML_DSA_SETS.find((each) => each === name);
  if (set === undefined) throw new DecodeError(UNSUPPORTED, 0, `AKP with ${name}`);
  if (seed.length !== MLDSA_SEED_BYTES)
    throw new DecodeError('jwk.priv', 0, `its “priv” has ${seed.length} bytes, where a seed has ${MLDSA_SEED_BYTES}`);
  const own = mlDsaKeyOfSeed(set, seed);
  if (!equalBytes(own.bytes, half)) throw new DecodeError('jwk.pub', 0, OTHER_HALF.replace('“d”', '“priv”'));
  return publicPart(own);
}

const OTHER_HALF = 'its public half belongs to another private key than its “d”';

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // As any other text.
  }
  throw new DecodeError('jwk', 0, 'no object of JSON');
}

/** RFC 7518 6.2.1.2: as long as the coordinates of the curve. */
function ofSize(name: string, bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length !== size) {
    throw new DecodeError(`jwk.${name}`, 0, `its “${name}” has ${bytes.length} bytes, where the curve has ${size}`);
  }
  return bytes;
}

const SIZES: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };
