// From a master secret to the keys of both directions, for TLS 1.0 to 1.2 (RFC 2246 5 and 6.3, RFC 5246 5 and 6.3).
import { concat, utf8 } from '../../bytes/hex.ts';
import { HASH_LENGTH, hmac } from '../../crypto/hash.ts';
import { hmacMd5 } from '../../crypto/md5.ts';
import { TLS_1_2 } from '../../tls/codePoints/versions.ts';
import { MASTER_SECRET_LENGTH, prf } from '../../tls/tls12/prf.ts';
import type { WriteKeys } from './recordOpener.ts';
import type { SealingSuite } from './sealingSuites.ts';

/** The keys with which client and server write. */
export function writeKeys(
  suite: SealingSuite,
  version: number,
  master: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): { readonly client: WriteKeys; readonly server: WriteKeys } {
  const mac = suite.macHash === null ? 0 : suite.macHash === 'md5' ? 16 : HASH_LENGTH[suite.macHash];
  const { keyLength, ivLength } = suite;
  const total = 2 * (mac + keyLength + ivLength);
  const block = pseudorandom(suite, version, master, 'key expansion', concat(serverRandom, clientRandom), total);
  let at = 0;
  const next = (length: number): Uint8Array => {
    at += length;
    return block.slice(at - length, at);
  };
  const [clientMac, serverMac] = [next(mac), next(mac)];
  const [clientKey, serverKey] = [next(keyLength), next(keyLength)];
  const [clientIv, serverIv] = [next(ivLength), next(ivLength)];
  return {
    client: { macKey: clientMac, key: clientKey, iv: clientIv },
    server: { macKey: serverMac, key: serverKey, iv: serverIv },
  };
}

/** The master secret of a premaster secret; `sessionHash` where RFC 7627 was agreed on. */
export function masterOf(
  suite: SealingSuite,
  version: number,
  premaster: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
  sessionHash: Uint8Array | null,
): Uint8Array {
  const label = sessionHash === null ? 'master secret' : 'extended master secret';
  const seed = sessionHash ?? concat(clientRandom, serverRandom);
  return pseudorandom(suite, version, premaster, label, seed, MASTER_SECRET_LENGTH);
}

function pseudorandom(
  suite: SealingSuite,
  version: number,
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
  length: number,
): Uint8Array {
  if (version >= TLS_1_2) return prf(suite.hash, secret, label, seed, length);
  // RFC 2246 5: both halves of the secret, each with a hash of its own; an odd byte belongs to both.
  const half = Math.ceil(secret.length / 2);
  const labelled = concat(utf8(label), seed);
  const left = expanded(hmacMd5, secret.subarray(0, half), labelled, length);
  const sha1 = (key: Uint8Array, ...parts: Uint8Array[]): Uint8Array => hmac('sha1', key, ...parts);
  const right = expanded(sha1, secret.subarray(secret.length - half), labelled, length);
  return left.map((byte, i) => byte ^ (right[i] as number));
}

/** P_hash. */
function expanded(
  mac: (key: Uint8Array, ...parts: Uint8Array[]) => Uint8Array,
  secret: Uint8Array,
  seed: Uint8Array,
  length: number,
): Uint8Array {
  const output = new Uint8Array(length);
  let a = seed;
  for (let filled = 0; filled < length; ) {
    a = mac(secret, a);
    const block = mac(secret, a, seed).subarray(0, length - filled);
    output.set(block, filled);
    filled += block.length;
  }
  return output;
}
