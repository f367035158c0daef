// Private keys as DER and PEM: PKCS #8 (RFC 5208 5), PKCS #1 (RFC 8017 A.1), EC keys (RFC 5915 3), Ed25519 (RFC 8410 7).
// For the command line: a handshake needs none of it, nor of the node-forge that comes with it for the PEM.
import { type BerElement, berChildren, berElement, berNumber, berOid } from '../asn1/ber.ts';
import { context, TAG, tagName } from '../asn1/derTags.ts';
import { bitString, implicit, integer, nul, octetString, oid, sequence, tagged } from '../asn1/derWriter.ts';
import { OIDS } from '../asn1/oids.ts';
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { concat, equalBytes } from '../bytes/hex.ts';
import { fromBinary, toBinary } from './binary.ts';
import type { EcPrivateKey, Ed25519PrivateKey, PrivateKey } from './ellipticKey.ts';
import { pem } from './forgePem.ts';
import { fromBytes } from './integer.ts';
import { ML_DSA_OIDS, mlDsaSetOf } from './mlDsaOids.ts';
import { readMlDsaPrivateKey } from './mlDsaPrivate.ts';
import { elliptic } from './registered.ts';
import { type RsaPrivateKey, rsaPrivateKey } from './rsaKey.ts';
import { checkedPublicKey } from './spki.ts';
import type { CurveName } from './verifiers.ts';

/** DER of the PrivateKeyInfo. */
export function privateKeyToPkcs8(key: PrivateKey): Uint8Array {
  return sequence(integer(0), algorithmOf(key), octetString(innerKey(key)));
}

/** What stands in the OCTET STRING of a PrivateKeyInfo. */
function innerKey(key: PrivateKey): Uint8Array {
  switch (key.kind) {
    case 'rsa': {
      const { n, e, d, p, q, dP, dQ, qInv } = key;
      return sequence(...[0n, n, e, d, p, q, dP, dQ, qInv].map(integer));
    }
    case 'ec':
      // RFC 5915 3: the curve stands in the AlgorithmIdentifier already.
      return sequence(integer(1), octetString(key.scalar), tagged(1, bitString(key.point)));
    case 'ed25519':
      return octetString(key.seed);
    case 'mldsa':
      return key.seed === null ? octetString(key.expanded) : implicit(0, key.seed);
  }
}

function algorithmOf(key: PrivateKey): Uint8Array {
  switch (key.kind) {
    case 'rsa':
      return sequence(oid(OIDS.rsaEncryption), nul());
    case 'ec':
      return sequence(oid(OIDS['id-ecPublicKey']), oid(CURVE_OIDS[key.curve]));
    case 'ed25519':
      return sequence(oid(OIDS['id-Ed25519']));
    case 'mldsa':
      return sequence(oid(ML_DSA_OIDS[key.set]));
  }
}

export function privateKeyToPem(key: PrivateKey): string {
  // Only these two fields go into the text of an unencrypted key; forge's type asks for all.
  const message = { type: 'PRIVATE KEY', body: toBinary(privateKeyToPkcs8(key)) };
  const text = pem.encode({ ...message, procType: null, contentDomain: null, dekInfo: null, headers: [] });
  return text.replaceAll('\r\n', '\n');
}

/**
 * Reads the first private key of a PEM text: `PRIVATE KEY` (PKCS #8), `RSA PRIVATE KEY` (PKCS #1) or `EC PRIVATE KEY`
 * (RFC 5915), unencrypted. Elliptic keys need registerEcc(), ML-DSA registerMlDsa(): the public key is computed, whatever the file says.
 */
export function privateKeyFromPem(text: string): Decoded<PrivateKey> {
  return attempt(() => {
    const messages = raising('pem', () => pem.decode(text));
    const message = messages.find(({ type }) => type.endsWith('PRIVATE KEY'));
    if (message === undefined) throw new DecodeError('pem', 0, `no private key, but ${messages[0]?.type}`);
    if (message.type === 'ENCRYPTED PRIVATE KEY' || message.procType) {
      throw new DecodeError('pem', 0, 'the private key is encrypted');
    }
    const der = fromBinary(message.body);
    if (message.type === 'PRIVATE KEY') return fromPkcs8(der);
    if (message.type === 'RSA PRIVATE KEY') return fromPkcs1(der);
    if (message.type === 'EC PRIVATE KEY') return fromSec1(der, null);
    throw new DecodeError('pem', 0, `${message.type} is no RSA, EC or Ed25519 key`);
  });
}

/** DER of a PrivateKeyInfo; raises DecodeError. */
function fromPkcs8(der: Uint8Array): PrivateKey {
  // version, algorithm, key, and attributes (or, since RFC 5958, a public key too), which say nothing that we need.
  const [version, algorithm, octets] = partsOf(der, wholeOf(der, 'pkcs8'), 3, 'pkcs8', 5);
  if (berNumber(der, version, 'pkcs8.version') > 1) throw new DecodeError('pkcs8.version', 0, 'unknown version');
  const [name, parameters] = partsOf(der, algorithm, 1, 'pkcs8.algorithm', 2);
  const kind = berOid(der, name, 'pkcs8.algorithm');
  const key = contentOf(der, octets, TAG.octetString, 'pkcs8.privateKey');
  switch (kind) {
    case OIDS.rsaEncryption:
      if (contentOf(der, parameters, TAG.null, 'pkcs8.algorithm').length > 0) {
        throw new DecodeError('pkcs8.algorithm', 0, 'NULL with content');
      }
      return fromPkcs1(key);
    case OIDS['id-ecPublicKey']:
      return fromSec1(key, curveOf(der, parameters));
    case OIDS['id-Ed25519']:
      if (parameters !== undefined) throw new DecodeError('pkcs8.algorithm', 0, 'Ed25519 has no parameters');
      return fromSeed(contentOf(key, wholeOf(key, 'pkcs8.privateKey'), TAG.octetString, 'pkcs8.privateKey'));
    default: {
      const set = mlDsaSetOf(kind);
      if (set === null) throw new DecodeError('pkcs8.algorithm', 0, `${kind} is no RSA, EC, Ed25519 or ML-DSA key`);
      if (parameters !== undefined) throw new DecodeError('pkcs8.algorithm', 0, 'ML-DSA has no parameters');
      return readMlDsaPrivateKey(set, key);
    }
  }
}

/** RFC 5915 3. The curve stands inside where it does not stand around. */
function fromSec1(der: Uint8Array, around: CurveName | null): EcPrivateKey {
  const [version, octets, ...optional] = partsOf(der, wholeOf(der, 'ecPrivateKey'), 2, 'ecPrivateKey', 4);
  if (berNumber(der, version, 'ecPrivateKey.version') !== 1)
    throw new DecodeError('ecPrivateKey.version', 0, 'unknown version');
  const inner = (n: number): BerElement | undefined => {
    const found = optional.find(({ tag }) => tag === context(n, 'constructed'));
    return found && berChildren(der, found, 'ecPrivateKey')[0];
  };
  const inside = inner(0);
  const curve = inside === undefined ? around : curveOf(der, inside);
  if (curve === null || (around !== null && curve !== around)) {
    throw new DecodeError('ecPrivateKey.parameters', 0, curve === null ? 'no curve is named' : 'two curves are named');
  }
  const scalar = contentOf(der, octets, TAG.octetString, 'ecPrivateKey.privateKey');
  const point = elliptic().pointOf(curve, scalar);
  if (point === null) throw new DecodeError('ecPrivateKey.privateKey', 0, `no private key of ${curve}`);
  const written = inner(1);
  if (written !== undefined && !fits(contentOf(der, written, TAG.bitString, 'ecPrivateKey.publicKey'), point)) {
    throw new DecodeError('ecPrivateKey.publicKey', 0, 'the public key does not belong to the private key');
  }
  return { kind: 'ec', curve, point, scalar };
}

/** Whether the content of a BIT STRING is this point, compressed or not. */
function fits(bits: Uint8Array, point: Uint8Array): boolean {
  const half = (point.length - 1) / 2;
  const compressed = concat(Uint8Array.of(2 + ((point.at(-1) ?? 0) & 1)), point.subarray(1, 1 + half));
  return bits[0] === 0 && [point, compressed].some((form) => equalBytes(bits.subarray(1), form));
}

function fromSeed(seed: Uint8Array): Ed25519PrivateKey {
  if (seed.length !== 32) throw new DecodeError('pkcs8.privateKey', 0, `an Ed25519 key of ${seed.length} bytes`);
  return { kind: 'ed25519', bytes: elliptic().ed25519Public(seed), seed };
}

function curveOf(der: Uint8Array, element: BerElement | undefined): CurveName {
  const name = berOid(der, element, 'ecPrivateKey.parameters');
  const curve = (['P-256', 'P-384', 'P-521'] as const).find((each) => CURVE_OIDS[each] === name);
  if (curve === undefined) throw new DecodeError('ecPrivateKey.parameters', 0, `${name} is no curve that we know`);
  return curve;
}

function fromPkcs1(der: Uint8Array): RsaPrivateKey {
  const numbers = partsOf(der, wholeOf(der, 'rsaPrivateKey'), 9, 'rsaPrivateKey').map((each) => numberOf(der, each));
  const [version, n, e, d, p, q] = numbers as [bigint, bigint, bigint, bigint, bigint, bigint];
  if (version !== 0n) throw new DecodeError('rsaPrivateKey.version', 0, 'only two primes are supported');
  checkedPublicKey(n, e);
  // The numbers that the file gives for the theorem's sake follow from p, q and e: they are computed again.
  const key = p > 1n && q > 1n && p * q === n ? rsaPrivateKey(p, q, e) : null;
  const agrees = key !== null && (e * d - 1n) % (p - 1n) === 0n && (e * d - 1n) % (q - 1n) === 0n;
  if (!agrees) throw new DecodeError('rsaPrivateKey', 0, 'its numbers do not belong to one key');
  return { ...key, d };
}

/** The one element of a file. */
function wholeOf(der: Uint8Array, field: string): BerElement {
  const element = berElement(der, 0, der.length, field);
  if (element.end !== der.length) throw new DecodeError(field, element.end, 'bytes too many');
  return element;
}

/** The items of a SEQUENCE that has `least` to `most` of them. */
function partsOf(
  der: Uint8Array,
  element: BerElement | undefined,
  least: number,
  field: string,
  most = least,
): BerElement[] {
  if (element?.tag !== TAG.sequence) throw new DecodeError(field, element?.start ?? 0, 'not a SEQUENCE');
  const parts = berChildren(der, element, field);
  if (parts.length < least || parts.length > most)
    throw new DecodeError(field, element.start, `a SEQUENCE of ${parts.length}`);
  return parts;
}

function contentOf(der: Uint8Array, element: BerElement | undefined, tag: number, field: string): Uint8Array {
  if (element?.tag !== tag) throw new DecodeError(field, element?.start ?? 0, `${tagName(tag)} wanted`);
  return der.subarray(element.content, element.contentEnd);
}

function numberOf(der: Uint8Array, element: BerElement): bigint {
  const content = contentOf(der, element, TAG.integer, 'rsaPrivateKey');
  if (content.length === 0 || (content[0] ?? 0) >= 0x80)
    throw new DecodeError('rsaPrivateKey', element.start, 'empty or negative');
  return fromBytes(content);
}

/** Whatever forge throws becomes a DecodeError; it never says where in the input. */
function raising<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DecodeError(field, 0, error instanceof Error ? error.message : String(error));
  }
}

const CURVE_OIDS: Readonly<Record<CurveName, string>> = {
  'P-256': OIDS.secp256r1,
  'P-384': OIDS.secp384r1,
  'P-521': OIDS.secp521r1,
};
