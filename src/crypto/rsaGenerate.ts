// RSA key pairs: probable primes by the procedure of FIPS 186-5 A.1.3, with a sieve in front of Miller-Rabin (B.3.1).
import { fromBytes, gcd, modPow } from './integer.ts';
import { platformRandom } from './platformRandom.ts';
import type { Random } from './random.ts';
import { PUBLIC_EXPONENT, type RsaPrivateKey, rsaPrivateKey } from './rsaKey.ts';

/**
 * @param bits length of the modulus, even
 * @param seedBytes where the key comes from; without it, the platform's random generator
 */
export function generateRsa(bits: number, seedBytes: Random = platformRandom): RsaPrivateKey {
  if (!Number.isInteger(bits) || bits < 512 || bits % 16 !== 0) throw new RangeError(`an RSA modulus of ${bits} bits`);
  for (let attempt = 0; ; attempt++) {
    const a = generatePrime(bits / 2, seedBytes, `rsa.${attempt}.p`);
    const b = generatePrime(bits / 2, seedBytes, `rsa.${attempt}.q`);
    const [p, q] = a > b ? [a, b] : [b, a];
    if (p - q <= 1n << BigInt(bits / 2 - 100)) continue;
    const key = rsaPrivateKey(p, q, PUBLIC_EXPONENT);
    if (key !== null) return key;
  }
}

/** A probable prime whose two top bits are set, so that the product of two has full length. */
function generatePrime(bits: number, random: Random, label: string): bigint {
  for (let attempt = 0; ; attempt++) {
    const start = fromBytes(random(`${label}.${attempt}`, bits / 8)) | (3n << BigInt(bits - 2)) | 1n;
    const bases = random(`${label}.${attempt}.bases`, (ROUNDS * bits) / 8);
    for (const step of survivors(start)) {
      const candidate = start + BigInt(step);
      if (candidate >> BigInt(bits) !== 0n) break;
      if (gcd(candidate - 1n, PUBLIC_EXPONENT) === 1n && isProbablyPrime(candidate, bases)) return candidate;
    }
  }
}

/** Even steps from an odd start, without those that reach a multiple of a small prime. */
function survivors(start: bigint): number[] {
  const composite = new Uint8Array(SIEVE / 2);
  for (const prime of SMALL_PRIMES) {
    const rest = Number(start % BigInt(prime));
    // start + 2k is a multiple of prime where k = -rest / 2 mod prime; (prime + 1) / 2 is the inverse of 2.
    const first = (((prime - rest) % prime) * ((prime + 1) / 2)) % prime;
    for (let k = first; k < composite.length; k += prime) composite[k] = 1;
  }
  return Array.from(composite.keys())
    .filter((k) => composite[k] === 0)
    .map((k) => 2 * k);
}

/** Miller-Rabin, with base 2 first as it is cheap and finds nearly every composite, then with random bases. */
function isProbablyPrime(candidate: bigint, bases: Uint8Array): boolean {
  const less = candidate - 1n;
  const size = bases.length / ROUNDS;
  let twos = 0n;
  while (((less >> twos) & 1n) === 0n) twos++;
  const odd = less >> twos;

  const passes = (base: bigint): boolean => {
    let power = modPow(base, odd, candidate);
    if (power === 1n || power === less) return true;
    for (let i = 1n; i < twos; i++) {
      power = (power * power) % candidate;
      if (power === less) return true;
    }
    return false;
  };

  if (!passes(2n)) return false;
  for (let round = 0; round < ROUNDS; round++) {
    const base = 2n + (fromBytes(bases.subarray(round * size, (round + 1) * size)) % (candidate - 3n));
    if (!passes(base)) return false;
  }
  return true;
}

/** FIPS 186-5 table B.1 asks for 5 rounds at 1024 bits and 7 at 256. */
const ROUNDS = 8;
/** Length of the searched interval; with 1024 bits, 1 odd number in 355 is prime. */
const SIEVE = 1 << 14;

const SMALL_PRIMES = oddPrimesBelow(1 << 12);

function oddPrimesBelow(limit: number): number[] {
  const primes: number[] = [];
  for (let n = 3; n < limit; n += 2) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}
