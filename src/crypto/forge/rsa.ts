// RSA (RFC 8017) by node-forge: its keys, its powers, its signatures. Encryption is forge's scheme RAW: padding is drawn
// by the scenario, so that the same link shows the same bytes. Private powers are blinded with forge's own random
// numbers, which leave no trace in the result.
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/rsa.js';
import type { pki } from 'node-forge';
import { concat, toHex } from '../../bytes/hex.ts';
import { fromBinary, toBinary } from '../binary.ts';
import { Memo } from '../memo.ts';
import type { HashName } from '../provider.ts';
import { modulusLength, type RsaPrivateKey, type RsaPublicKey } from '../rsaKey.ts';
import { DIGEST_INFO, signatureBlock } from '../signatureBlock.ts';
import { powersOnBigInt, toForge } from './bigInteger.ts';
import { digest as digestOf, newDigest } from './hash.ts';

powersOnBigInt();

const forge: Pick<typeof forgeRoot, 'pki'> = forgeRoot;

export const rsaPublic = (key: RsaPublicKey, block: Uint8Array): Uint8Array =>
  fromBinary(publicKeyOf(key).encrypt(toBinary(block), 'RAW'));

/** Modulus and input determine the result: it is remembered, as with noble. */
export const rsaPrivate = (key: RsaPrivateKey, block: Uint8Array): Uint8Array =>
  memo.get(`${key.n.toString(16)}:${toHex(block)}`, () =>
    fromBinary(privateKeyOf(key).decrypt(toBinary(block), 'RAW')),
  );

export function rsaSign(key: RsaPrivateKey, hash: HashName, data: Uint8Array): Uint8Array {
  // forge has no SHA-224: its power, our encoding.
  if (hash === 'sha224') return rsaPrivate(key, encodedDigest(hash, data, modulusLength(key)));
  const digest = newDigest(hash);
  digest.update(toBinary(data));
  const id = `${key.n.toString(16)}:${hash}:${digest.digest().toHex()}`;
  return memo.get(id, () => fromBinary(privateKeyOf(key).sign(digest)));
}

export const forget = (): void => memo.clear();

const memo = new Memo<Uint8Array>(256);

function encodedDigest(hash: HashName, data: Uint8Array, length: number): Uint8Array {
  const block = signatureBlock(concat(DIGEST_INFO[hash], digestOf(hash, [data])), length);
  if (block === null) throw new RangeError(`a modulus of ${length} bytes is too short for ${hash}`);
  return block;
}

function publicKeyOf(key: RsaPublicKey): pki.rsa.PublicKey {
  const known = publicKeys.get(key);
  if (known !== undefined) return known;
  const made = forge.pki.setRsaPublicKey(toForge(key.n), toForge(key.e));
  publicKeys.set(key, made);
  return made;
}

function privateKeyOf(key: RsaPrivateKey): pki.rsa.PrivateKey {
  const known = privateKeys.get(key);
  if (known !== undefined) return known;
  const made = forge.pki.setRsaPrivateKey(
    toForge(key.n),
    toForge(key.e),
    toForge(key.d),
    toForge(key.p),
    toForge(key.q),
    toForge(key.dP),
    toForge(key.dQ),
    toForge(key.qInv),
  );
  privateKeys.set(key, made);
  return made;
}

const publicKeys = new WeakMap<RsaPublicKey, pki.rsa.PublicKey>();
const privateKeys = new WeakMap<RsaPrivateKey, pki.rsa.PrivateKey>();
