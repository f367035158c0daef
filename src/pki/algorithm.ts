// AlgorithmIdentifier (RFC 5280 4.1.1.2) and SubjectPublicKeyInfo (4.1.2.7, RFC 3279 2.3.1), read and written.
import { equalBytes, toHex } from '../bytes/hex.ts';
import type { HashName } from '../crypto/hash.ts';
import { DerReader } from './der.ts';
import { nul, oid, sequence } from './derWriter.ts';
import type { PkiField } from './fields.ts';
import { nameOrOid, OIDS } from './oids.ts';

export interface Algorithm {
  readonly oid: string;
  /** `sha256WithRSAEncryption`, or the dotted form where there is no name. */
  readonly name: string;
  /** DER of the parameters, or null where there are none. */
  readonly parameters: Uint8Array | null;
  readonly der: Uint8Array;
}

export interface SignatureAlgorithm extends Algorithm {
  /** The hash of RSASSA-PKCS1-v1_5 (RFC 4055 5, RFC 3279 2.2.1); null for every other algorithm. */
  readonly hash: HashName | null;
}

export type PublicKeyInfo =
  | {
      readonly algorithm: 'rsa';
      readonly bits: number;
      /** Unsigned, big-endian, without leading zeros. */
      readonly modulus: Uint8Array;
      readonly exponent: bigint;
    }
  | { readonly algorithm: 'other'; readonly oid: string };

export interface SubjectPublicKey {
  readonly info: PublicKeyInfo;
  /** The whole SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

const RSA_SIGNATURES = {
  sha1: OIDS.sha1WithRSAEncryption,
  sha256: OIDS.sha256WithRSAEncryption,
  sha384: OIDS.sha384WithRSAEncryption,
  sha512: OIDS.sha512WithRSAEncryption,
} as const satisfies Record<HashName, string>;

/** RFC 4055 5: with the parameters NULL. */
export const rsaSignatureAlgorithm = (hash: HashName): Uint8Array => sequence(oid(RSA_SIGNATURES[hash]), nul());

export function readAlgorithm(reader: DerReader, field: PkiField): Algorithm {
  const start = reader.offset;
  const read = reader.sequence(
    field,
    (inner) => ({
      oid: inner.oid('algorithm.oid'),
      parameters: inner.hasMore ? inner.any('algorithm.parameters').der : null,
    }),
    (value) => nameOrOid(value.oid),
  );
  return { ...read, name: nameOrOid(read.oid), der: reader.since(start) };
}

export function readSignatureAlgorithm(reader: DerReader, field: PkiField): SignatureAlgorithm {
  const algorithm = readAlgorithm(reader, field);
  const [hash] = (Object.keys(RSA_SIGNATURES) as HashName[]).filter((name) => RSA_SIGNATURES[name] === algorithm.oid);
  return { ...algorithm, hash: hash ?? null };
}

export const sameAlgorithm = (a: Algorithm, b: Algorithm): boolean => equalBytes(a.der, b.der);

export function readSubjectPublicKey(reader: DerReader, field: PkiField): SubjectPublicKey {
  const start = reader.offset;
  const info = reader.sequence(
    field,
    (inner): PublicKeyInfo => {
      const algorithm = readAlgorithm(inner, 'spki.algorithm');
      if (algorithm.oid !== OIDS.rsaEncryption) {
        inner.bitString('spki.publicKey');
        return { algorithm: 'other', oid: algorithm.oid };
      }
      return inner.bitStringOf('spki.publicKey', readRsaKey, showKey);
    },
    showKey,
  );
  return { info, spki: reader.since(start) };
}

/** The content of the BIT STRING in a SubjectPublicKeyInfo: what key identifiers are digests of (RFC 5280 4.2.1.2). */
export function keyBits(spki: Uint8Array): Uint8Array {
  return DerReader.readAll(spki, 'spki', (reader) =>
    reader.sequence('spki', (inner) => {
      readAlgorithm(inner, 'spki.algorithm');
      return inner.bitString('spki.publicKey').octets;
    }),
  ).value;
}

function readRsaKey(reader: DerReader): PublicKeyInfo {
  return reader.sequence('rsaPublicKey', (inner) => {
    const modulus = readPositive(inner, 'rsaPublicKey.modulus', (content) => `${bitLength(content)} bits`);
    const exponent = readPositive(inner, 'rsaPublicKey.publicExponent');
    const bits = bitLength(modulus);
    if (bits > MAX_RSA_BITS) inner.fail('rsaPublicKey.modulus', `${bits} bits are more than ${MAX_RSA_BITS}`);
    return { algorithm: 'rsa', bits, modulus, exponent: BigInt(`0x${toHex(exponent)}`) };
  });
}

/** A larger modulus only serves to keep a verifier busy. */
const MAX_RSA_BITS = 16384;

function readPositive(reader: DerReader, field: PkiField, show?: (content: Uint8Array) => string): Uint8Array {
  const start = reader.offset;
  const content = show === undefined ? reader.integer(field) : reader.integer(field, show);
  if ((content[0] ?? 0) >= 0x80 || content.every((octet) => octet === 0)) {
    reader.fail(field, 'the number is not positive', start);
  }
  return content[0] === 0 ? content.subarray(1) : content;
}

function bitLength(unsigned: Uint8Array): number {
  const first = unsigned.findIndex((octet) => octet !== 0);
  return first < 0 ? 0 : 8 * (unsigned.length - first) - Math.clz32(unsigned[first] ?? 0) + 24;
}

const showKey = (info: PublicKeyInfo): string =>
  info.algorithm === 'rsa' ? `RSA, ${info.bits} bits` : nameOrOid(info.oid);
