// AlgorithmIdentifier (RFC 5280 4.1.1.2) and SubjectPublicKeyInfo (4.1.2.7, RFC 3279 2.3, RFC 5480 2, RFC 8410 4, RFC 9881 4).

import { context, TAG } from '../../asn1/der.ts';
import { integer, nul, oid, sequence, tagged } from '../../asn1/derWriter.ts';
import { nameOrOid, OIDS } from '../../asn1/oids.ts';
import { attempt, type DecodeError } from '../../bytes/error.ts';
import { equalBytes, toHex } from '../../bytes/hex.ts';
import type { HashName } from '../../crypto/hash.ts';
import { ML_DSA_KEY_BYTES, type MlDsaSet } from '../../crypto/mlDsaKey.ts';
import { mlDsaSetOf } from '../../crypto/mlDsaOids.ts';
import type { CurveName } from '../../crypto/verifiers.ts';
import { type PkiField, type PkiReader, readDer } from '../fields.ts';

export interface Algorithm {
  readonly oid: string;
  /** `sha256WithRSAEncryption`, or the dotted form where there is no name. */
  readonly name: string;
  /** DER of the parameters, or null where there are none. */
  readonly parameters: Uint8Array | null;
  readonly der: Uint8Array;
}

export interface SignatureAlgorithm extends Algorithm {
  readonly scheme: SignatureScheme;
  /** The hash over what is signed; null where the algorithm is unknown, uses a hash that is, or is ML-DSA (SHAKE256). */
  readonly hash: HashName | null;
}

/** By kind of key: whose signature algorithms are whose. */
export type SignatureScheme = 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa' | 'ed25519' | 'ml-dsa' | 'unsupported';

export type PublicKeyInfo =
  | {
      readonly algorithm: 'rsa';
      readonly bits: number;
      /** Unsigned, big-endian, without leading zeros. */
      readonly modulus: Uint8Array;
      readonly exponent: bigint;
    }
  /** An RSA key for RSASSA-PSS alone (RFC 4055 1.2); `parameters`, where there are any, restrict it further (3.1, 3.3). */
  | {
      readonly algorithm: 'rsa-pss';
      readonly bits: number;
      readonly modulus: Uint8Array;
      readonly exponent: bigint;
      readonly parameters: Uint8Array | null;
    }
  /** `point` as in the BIT STRING, X9.62; whether it lies on the curve is for the cryptography to say. */
  | { readonly algorithm: 'ec'; readonly curve: CurveName; readonly bits: number; readonly point: Uint8Array }
  /** 32 bytes. */
  | { readonly algorithm: 'ed25519'; readonly key: Uint8Array }
  | { readonly algorithm: 'ml-dsa'; readonly set: MlDsaSet; readonly key: Uint8Array }
  /** `oid` names the algorithm, or the curve where only that is unknown. */
  | { readonly algorithm: 'other'; readonly oid: string }
  /** Not the DER that its algorithm asks for. */
  | { readonly algorithm: 'malformed'; readonly problem: string };

export interface SubjectPublicKey {
  readonly info: PublicKeyInfo;
  /** The whole SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

/** How RSA signs: RFC 8017 8.2 or 8.1. */
export const PADDINGS = ['pkcs1', 'pss'] as const;
export type Padding = (typeof PADDINGS)[number];

const RSA_SIGNATURES = {
  sha1: OIDS.sha1WithRSAEncryption,
  sha224: OIDS.sha224WithRSAEncryption,
  sha256: OIDS.sha256WithRSAEncryption,
  sha384: OIDS.sha384WithRSAEncryption,
  sha512: OIDS.sha512WithRSAEncryption,
} as const satisfies Record<HashName, string>;

/** RFC 4055 5: with the parameters NULL. */
export const rsaSignatureAlgorithm = (hash: HashName): Uint8Array => sequence(oid(RSA_SIGNATURES[hash]), nul());

/** RFC 4055 3.1: defaults are left out, as DER wants it; SHA-1 and 20 octets of salt are such. */
export function pssSignatureAlgorithm(hash: HashName, saltLength: number): Uint8Array {
  const hashAlgorithm = sequence(oid(HASH_OIDS[hash]), nul());
  const hashes =
    hash === 'sha1' ? [] : [tagged(0, hashAlgorithm), tagged(1, sequence(oid(OIDS['id-mgf1']), hashAlgorithm))];
  return sequence(
    oid(OIDS['id-RSASSA-PSS']),
    sequence(...hashes, ...(saltLength === 20 ? [] : [tagged(2, integer(saltLength))])),
  );
}

export function readAlgorithm(reader: PkiReader, field: PkiField): Algorithm {
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

export function readSignatureAlgorithm(reader: PkiReader, field: PkiField): SignatureAlgorithm {
  const algorithm = readAlgorithm(reader, field);
  const [scheme, hash] = SIGNATURE_ALGORITHMS.get(algorithm.oid) ?? [
    mlDsaSetOf(algorithm.oid) === null ? 'unsupported' : 'ml-dsa',
    null,
  ];
  return { ...algorithm, scheme, hash: scheme === 'rsa-pss' ? pssHash(algorithm.parameters) : hash };
}

const SIGNATURE_ALGORITHMS: ReadonlyMap<string, readonly [SignatureScheme, HashName | null]> = new Map([
  [OIDS.sha1WithRSAEncryption, ['rsa-pkcs1', 'sha1']],
  [OIDS.sha224WithRSAEncryption, ['rsa-pkcs1', 'sha224']],
  [OIDS.sha256WithRSAEncryption, ['rsa-pkcs1', 'sha256']],
  [OIDS.sha384WithRSAEncryption, ['rsa-pkcs1', 'sha384']],
  [OIDS.sha512WithRSAEncryption, ['rsa-pkcs1', 'sha512']],
  [OIDS['id-RSASSA-PSS'], ['rsa-pss', null]],
  [OIDS['ecdsa-with-SHA1'], ['ecdsa', 'sha1']],
  [OIDS['ecdsa-with-SHA224'], ['ecdsa', 'sha224']],
  [OIDS['ecdsa-with-SHA256'], ['ecdsa', 'sha256']],
  [OIDS['ecdsa-with-SHA384'], ['ecdsa', 'sha384']],
  [OIDS['ecdsa-with-SHA512'], ['ecdsa', 'sha512']],
  // RFC 8032 5.1: Ed25519 hashes with SHA-512.
  [OIDS['id-Ed25519'], ['ed25519', 'sha512']],
]);

const pssHash = (parameters: Uint8Array | null): HashName | null => readPssParameters(parameters)?.hash ?? null;

export const sameAlgorithm = (a: Algorithm, b: Algorithm): boolean => equalBytes(a.der, b.der);

/** What is wrong inside becomes a flaw where `flaws` are collected, and an error where they are not. */
export function readSubjectPublicKey(reader: PkiReader, field: PkiField, flaws?: DecodeError[]): SubjectPublicKey {
  const start = reader.offset;
  const read = () => reader.sequence(field, readKeyInfo, showKey);
  const info =
    flaws === undefined
      ? read()
      : reader.recover(read, (error): PublicKeyInfo => {
          flaws.push(error);
          reader.skip(field);
          return { algorithm: 'malformed', problem: error.message };
        });
  return { info, spki: reader.since(start) };
}

function readKeyInfo(inner: PkiReader): PublicKeyInfo {
  const algorithm = readAlgorithm(inner, 'spki.algorithm');
  switch (algorithm.oid) {
    case OIDS.rsaEncryption:
      return inner.bitStringOf('spki.publicKey', readRsaKey, showKey);
    case OIDS['id-RSASSA-PSS']:
      return {
        ...inner.bitStringOf('spki.publicKey', readRsaKey, (key) => showKey({ ...key, ...forPss(algorithm) })),
        ...forPss(algorithm),
      };
    case OIDS['id-ecPublicKey']:
      return readCurveKey(inner, algorithm.parameters);
    case OIDS['id-Ed25519']:
      return { algorithm: 'ed25519', key: wholeOctets(inner) };
    default: {
      const set = mlDsaSetOf(algorithm.oid);
      if (set !== null) return readMlDsaKey(inner, set, algorithm.parameters);
      inner.bitString('spki.publicKey');
      return { algorithm: 'other', oid: algorithm.oid };
    }
  }
}

const forPss = ({ parameters }: Algorithm) => ({ algorithm: 'rsa-pss', parameters }) as const;

/** RFC 9881 2, 4: no parameters, and the very bytes of the key. */
function readMlDsaKey(inner: PkiReader, set: MlDsaSet, parameters: Uint8Array | null): PublicKeyInfo {
  if (parameters !== null) inner.fail('algorithm.parameters', 'ML-DSA has no parameters');
  const key = wholeOctets(inner);
  const wanted = ML_DSA_KEY_BYTES[set];
  if (key.length !== wanted) inner.fail('spki.publicKey', `a key of ${set} has ${wanted} bytes, not ${key.length}`);
  return { algorithm: 'ml-dsa', set, key };
}

/** RFC 5480 2.1.1: the curve by name only; implicit and spelled-out parameters are forbidden. */
function readCurveKey(inner: PkiReader, parameters: Uint8Array | null): PublicKeyInfo {
  if (parameters?.[0] !== TAG.oid)
    inner.fail('algorithm.parameters', 'an elliptic key names its curve, and does not describe it');
  const { value: oid } = readDer(parameters, 'algorithm.parameters', (r) => r.oid('algorithm.parameters'));
  const curve = CURVE_OIDS.find(([curveOid]) => curveOid === oid);
  const point = wholeOctets(inner);
  if (curve === undefined) return { algorithm: 'other', oid };
  return { algorithm: 'ec', curve: curve[1], bits: curve[2], point };
}

const CURVE_OIDS = [
  [OIDS.secp256r1, 'P-256', 256],
  [OIDS.secp384r1, 'P-384', 384],
  [OIDS.secp521r1, 'P-521', 521],
] as const satisfies readonly (readonly [string, CurveName, number])[];

function wholeOctets(reader: PkiReader): Uint8Array {
  const { octets, unusedBits } = reader.bitString('spki.publicKey');
  if (unusedBits > 0) reader.fail('spki.publicKey', 'a key is whole octets');
  return octets;
}

export interface PssParameters {
  readonly hash: HashName;
  /** Of MGF1; RFC 4055 3.1 recommends that it be the same. */
  readonly maskHash: HashName;
  /** Bytes. */
  readonly saltLength: number;
}

/** RFC 4055 3.1; null where they are not understood: an unknown hash, another mask than MGF1, another trailer. */
export function readPssParameters(parameters: Uint8Array | null): PssParameters | null {
  const read = readPss(parameters);
  if (read === null || read.trailer !== 1 || !('hash' in read.hash) || !('hash' in read.mask)) return null;
  return { hash: read.hash.hash, maskHash: read.mask.hash, saltLength: read.saltLength };
}

/** The object identifier of a hash or a mask in parameters of PSS that nobody here can compute; null where there is none. */
export function unknownInPss(parameters: Uint8Array | null): string | null {
  const read = readPss(parameters);
  const unknown = [read?.hash, read?.mask].find((one) => one !== undefined && 'unknown' in one);
  return unknown !== undefined && 'unknown' in unknown ? unknown.unknown : null;
}

type PssHash = { readonly hash: HashName } | { readonly unknown: string };

function readPss(parameters: Uint8Array | null) {
  if (parameters === null) return null;
  const read = attempt(() =>
    readDer(parameters, 'algorithm.parameters', (reader) =>
      reader.sequence('algorithm.parameters', (inner) => {
        const optional = <T>(n: number, instead: T, readOne: (one: PkiReader) => T): T =>
          inner.nextIs(context(n, 'constructed')) ? inner.tagged(n, 'algorithm.parameters', readOne) : instead;
        const sha1: PssHash = { hash: 'sha1' };
        const hash = optional(0, sha1, (one) => hashOf(readAlgorithm(one, 'algorithm.parameters')));
        const mask = optional(1, sha1, (one) => hashOfMask(readAlgorithm(one, 'algorithm.parameters')));
        const saltLength = optional(2, 20, (one) => one.smallInteger('algorithm.parameters'));
        const trailer = optional(3, 1, (one) => one.smallInteger('algorithm.parameters'));
        return { hash, mask, saltLength, trailer };
      }),
    ),
  );
  return read.ok ? read.value.value : null;
}

const HASH_OIDS = {
  sha1: OIDS['id-sha1'],
  sha224: OIDS['id-sha224'],
  sha256: OIDS['id-sha256'],
  sha384: OIDS['id-sha384'],
  sha512: OIDS['id-sha512'],
} as const satisfies Record<HashName, string>;
const HASHES: ReadonlyMap<string, HashName> = new Map(
  (Object.keys(HASH_OIDS) as HashName[]).map((name): [string, HashName] => [HASH_OIDS[name], name]),
);

/** RFC 4055 2.1: parameters absent or NULL. */
function hashOf({ oid, parameters }: Algorithm): PssHash {
  const hash = parameters === null || isNull(parameters) ? HASHES.get(oid) : undefined;
  return hash === undefined ? { unknown: oid } : { hash };
}

function hashOfMask({ oid, parameters }: Algorithm): PssHash {
  if (oid !== OIDS['id-mgf1'] || parameters === null) return { unknown: oid };
  return hashOf(readDer(parameters, 'algorithm.parameters', (r) => readAlgorithm(r, 'algorithm.parameters')).value);
}

/** DER of NULL. */
export const isNull = (der: Uint8Array): boolean => der.length === 2 && der[0] === TAG.null;

/** The content of the BIT STRING in a SubjectPublicKeyInfo: what key identifiers are digests of (RFC 5280 4.2.1.2). */
export function keyBits(spki: Uint8Array): Uint8Array {
  return readDer(spki, 'spki', (reader) =>
    reader.sequence('spki', (inner) => {
      readAlgorithm(inner, 'spki.algorithm');
      return inner.bitString('spki.publicKey').octets;
    }),
  ).value;
}

function readRsaKey(reader: PkiReader): Extract<PublicKeyInfo, { algorithm: 'rsa' }> {
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

function readPositive(reader: PkiReader, field: PkiField, show?: (content: Uint8Array) => string): Uint8Array {
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

/** The algorithm by its name, that of RFC 4055 3.1 with what its parameters say: `id-RSASSA-PSS, SHA-256, salt of 32 bytes`. */
export function showSignature({ name, scheme, parameters }: SignatureAlgorithm): string {
  const pss = scheme === 'rsa-pss' ? readPssParameters(parameters) : null;
  const unknown = scheme === 'rsa-pss' ? unknownInPss(parameters) : null;
  if (unknown !== null) return `${name}, ${nameOrOid(unknown)}`;
  return pss === null ? name : `${name}, ${pss.hash.replace('sha', 'SHA-')}, salt of ${pss.saltLength} bytes`;
}

/** Such as `RSA, 2048 bits`. */
export function showKey(info: PublicKeyInfo): string {
  switch (info.algorithm) {
    case 'rsa':
      return `RSA, ${info.bits} bits`;
    case 'rsa-pss':
      return `RSA for PSS, ${info.bits} bits`;
    case 'ec':
      return info.curve;
    case 'ed25519':
      return 'Ed25519';
    case 'ml-dsa':
      return info.set;
    case 'other':
      return nameOrOid(info.oid);
    case 'malformed':
      return 'malformed';
  }
}
