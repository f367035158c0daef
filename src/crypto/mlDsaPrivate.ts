// The three forms of an ML-DSA private key in PKCS #8 (RFC 9881 6): the seed, the expanded key, or both. Needs registerMlDsa().
import { type BerElement, berChildren, berElement } from '../asn1/ber.ts';
import { context, TAG } from '../asn1/derTags.ts';
import { DecodeError } from '../bytes/error.ts';
import { equalBytes } from '../bytes/hex.ts';
import type { MlDsaPrivateKey, MlDsaSet } from './mlDsaKey.ts';
import { mlDsa } from './registered.ts';

const FIELD = 'mlDsaPrivateKey';

/** FIPS 204 4, table 2: bytes of an expanded private key. */
const EXPANDED_BYTES: Readonly<Record<MlDsaSet, number>> = { 'ML-DSA-44': 2560, 'ML-DSA-65': 4032, 'ML-DSA-87': 4896 };
export const MLDSA_SEED_BYTES = 32;

export function mlDsaKeyOfSeed(set: MlDsaSet, seed: Uint8Array): MlDsaPrivateKey {
  return { kind: 'mldsa', set, seed, ...mlDsa().keyPair(set, seed) };
}

/**
 * `der`: what the OCTET STRING of a PrivateKeyInfo holds; the tag says which of the forms it is. Raises DecodeError, as well
 * where seed and expanded key do not belong together (RFC 9881 8.2).
 */
export function readMlDsaPrivateKey(set: MlDsaSet, der: Uint8Array): MlDsaPrivateKey {
  const choice = berElement(der, 0, der.length, FIELD);
  if (choice.end !== der.length) throw new DecodeError(FIELD, choice.end, 'bytes too many');
  switch (choice.tag) {
    case context(0, 'primitive'):
      return mlDsaKeyOfSeed(set, sized(der, choice, MLDSA_SEED_BYTES, 'a seed'));
    case TAG.octetString:
      return ofExpanded(set, sized(der, choice, EXPANDED_BYTES[set], 'an expanded key'));
    case TAG.sequence: {
      const [first, second, ...rest] = berChildren(der, choice, FIELD);
      if (first?.tag !== TAG.octetString || second?.tag !== TAG.octetString || rest.length > 0)
        throw new DecodeError(FIELD, choice.start, 'not a seed and an expanded key');
      const key = mlDsaKeyOfSeed(set, sized(der, first, MLDSA_SEED_BYTES, 'a seed'));
      if (!equalBytes(key.expanded, sized(der, second, EXPANDED_BYTES[set], 'an expanded key')))
        throw new DecodeError(FIELD, choice.start, 'the seed belongs to another key than the expanded one');
      return key;
    }
    default:
      throw new DecodeError(FIELD, choice.start, 'neither a seed, nor an expanded key, nor both');
  }
}

function ofExpanded(set: MlDsaSet, expanded: Uint8Array): MlDsaPrivateKey {
  const bytes = mlDsa().publicOf(set, expanded);
  if (bytes === null) throw new DecodeError(FIELD, 0, `no private key of ${set}`);
  return { kind: 'mldsa', set, seed: null, bytes, expanded };
}

function sized(der: Uint8Array, element: BerElement, length: number, what: string): Uint8Array {
  const content = der.slice(element.content, element.contentEnd);
  if (content.length !== length)
    throw new DecodeError(FIELD, element.start, `${what} of ${content.length} bytes, where ${length} are wanted`);
  return content;
}
