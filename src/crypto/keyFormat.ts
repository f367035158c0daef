// Private keys as DER and PEM: PKCS #8 (RFC 5208 5), PKCS #1 (RFC 8017 A.1), EC keys (RFC 5915 3), Ed25519 (RFC 8410 7).
// For the command line: a handshake needs none of it, nor of the node-forge that comes with it.
import type { asn1 as Asn1 } from 'node-forge';
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { concat, equalBytes } from '../bytes/hex.ts';
import { fromBinary, toBinary } from './binary.ts';
import type { EcPrivateKey, Ed25519PrivateKey, PrivateKey } from './ellipticKey.ts';
import { forge } from './forgeKeys.ts';
import { bitLength, fromBytes, toBytes } from './integer.ts';
import { elliptic } from './registered.ts';
import { type RsaPrivateKey, rsaPrivateKey } from './rsaKey.ts';
import { checkedPublicKey } from './spki.ts';
import type { CurveName } from './verifiers.ts';

const { asn1, pem } = forge;
type Node = Asn1.Asn1;

/** DER of the PrivateKeyInfo. */
export function privateKeyToPkcs8(key: PrivateKey): Uint8Array {
  return toDer(sequence(integer(0n), algorithmOf(key), octetString(toDer(innerKey(key)))));
}

/** What stands in the OCTET STRING of a PrivateKeyInfo. */
function innerKey(key: PrivateKey): Node {
  switch (key.kind) {
    case 'rsa': {
      const { n, e, d, p, q, dP, dQ, qInv } = key;
      return sequence(...[0n, n, e, d, p, q, dP, dQ, qInv].map(integer));
    }
    case 'ec': {
      // RFC 5915 3: the curve stands in the AlgorithmIdentifier already.
      const point = primitive(asn1.Type.BITSTRING, toBinary(concat(Uint8Array.of(0), key.point)));
      return sequence(integer(1n), octetString(key.scalar), context(1, point));
    }
    case 'ed25519':
      return octetString(key.seed);
  }
}

function algorithmOf(key: PrivateKey): Node {
  switch (key.kind) {
    case 'rsa':
      return sequence(oid(RSA_ENCRYPTION), primitive(asn1.Type.NULL, ''));
    case 'ec':
      return sequence(oid(EC_PUBLIC_KEY), oid(CURVE_OIDS[key.curve]));
    case 'ed25519':
      return sequence(oid(ED25519));
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
 * (RFC 5915), unencrypted. Elliptic keys need registerEcc(): the public key is computed, whatever the file says.
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
  const root = fromDer(der, 'pkcs8');
  // version, algorithm, key, and attributes (or, since RFC 5958, a public key too), which say nothing that we need.
  const [version, algorithm, octets] = children(root, 3, 'pkcs8', 5);
  if (integerOf(version) > 1n) throw new DecodeError('pkcs8.version', 0, 'unknown version');
  const [name, parameters] = children(algorithm, 1, 'pkcs8.algorithm', 2);
  const key = contentOf(octets, asn1.Type.OCTETSTRING, 'pkcs8.privateKey');
  switch (oidOf(name, 'pkcs8.algorithm')) {
    case RSA_ENCRYPTION:
      if (contentOf(parameters, asn1.Type.NULL, 'pkcs8.algorithm').length > 0) {
        throw new DecodeError('pkcs8.algorithm', 0, 'NULL with content');
      }
      return fromPkcs1(key);
    case EC_PUBLIC_KEY:
      return fromSec1(key, curveOf(parameters));
    case ED25519:
      if (parameters !== undefined) throw new DecodeError('pkcs8.algorithm', 0, 'Ed25519 has no parameters');
      return fromSeed(contentOf(fromDer(key, 'pkcs8.privateKey'), asn1.Type.OCTETSTRING, 'pkcs8.privateKey'));
    default:
      throw new DecodeError('pkcs8.algorithm', 0, `${oidOf(name, 'pkcs8.algorithm')} is no RSA, EC or Ed25519 key`);
  }
}

/** RFC 5915 3. The curve stands inside where it does not stand around. */
function fromSec1(der: Uint8Array, around: CurveName | null): EcPrivateKey {
  const [version, octets, ...optional] = children(fromDer(der, 'ecPrivateKey'), 2, 'ecPrivateKey', 4);
  if (integerOf(version) !== 1n) throw new DecodeError('ecPrivateKey.version', 0, 'unknown version');
  const inner = (tag: number): Node | undefined => {
    const node = optional.find(({ tagClass, type }) => tagClass === asn1.Class.CONTEXT_SPECIFIC && type === tag);
    return node === undefined || typeof node.value === 'string' ? undefined : node.value[0];
  };
  const inside = inner(0);
  const curve = inside === undefined ? around : curveOf(inside);
  if (curve === null || (around !== null && curve !== around)) {
    throw new DecodeError('ecPrivateKey.parameters', 0, curve === null ? 'no curve is named' : 'two curves are named');
  }
  const scalar = contentOf(octets, asn1.Type.OCTETSTRING, 'ecPrivateKey.privateKey');
  const point = elliptic().pointOf(curve, scalar);
  if (point === null) throw new DecodeError('ecPrivateKey.privateKey', 0, `no private key of ${curve}`);
  const written = inner(1);
  if (written !== undefined && !fits(contentOf(written, asn1.Type.BITSTRING, 'ecPrivateKey.publicKey'), point)) {
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

function curveOf(node: Node | undefined): CurveName {
  const name = oidOf(node, 'ecPrivateKey.parameters');
  const curve = (['P-256', 'P-384', 'P-521'] as const).find((each) => CURVE_OIDS[each] === name);
  if (curve === undefined) throw new DecodeError('ecPrivateKey.parameters', 0, `${name} is no curve that we know`);
  return curve;
}

function fromPkcs1(der: Uint8Array): RsaPrivateKey {
  const numbers = children(fromDer(der, 'rsaPrivateKey'), 9, 'rsaPrivateKey').map(integerOf);
  const [version, n, e, d, p, q] = numbers as [bigint, bigint, bigint, bigint, bigint, bigint];
  if (version !== 0n) throw new DecodeError('rsaPrivateKey.version', 0, 'only two primes are supported');
  checkedPublicKey(n, e);
  // The numbers that the file gives for the theorem's sake follow from p, q and e: they are computed again.
  const key = p > 1n && q > 1n && p * q === n ? rsaPrivateKey(p, q, e) : null;
  const agrees = key !== null && (e * d - 1n) % (p - 1n) === 0n && (e * d - 1n) % (q - 1n) === 0n;
  if (!agrees) throw new DecodeError('rsaPrivateKey', 0, 'its numbers do not belong to one key');
  return { ...key, d };
}

const oidOf = (node: Node | undefined, field: string): string =>
  raising(field, () => asn1.derToOid(toBinary(contentOf(node, asn1.Type.OID, field))));

const oid = (dotted: string): Node => primitive(asn1.Type.OID, asn1.oidToDer(dotted).getBytes());
const octetString = (octets: Uint8Array): Node => primitive(asn1.Type.OCTETSTRING, toBinary(octets));
const context = (tag: number, inner: Node): Node => asn1.create(asn1.Class.CONTEXT_SPECIFIC, tag, true, [inner]);

function sequence(...items: Node[]): Node {
  return asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, items);
}

function primitive(type: Asn1.Type, content: string): Node {
  return asn1.create(asn1.Class.UNIVERSAL, type, false, content);
}

/** A non-negative INTEGER: one more bit than the number has, for the sign. */
function integer(value: bigint): Node {
  const length = Math.floor(bitLength(value) / 8) + 1;
  return primitive(asn1.Type.INTEGER, toBinary(toBytes(value, length)));
}

function toDer(node: Node): Uint8Array {
  return fromBinary(asn1.toDer(node).getBytes());
}

function fromDer(der: Uint8Array, field: string): Node {
  // Without its look into bit strings, where forge guesses whether they hold ASN.1.
  return raising(field, () => asn1.fromDer(toBinary(der), { decodeBitStrings: false }));
}

/** The items of a SEQUENCE that has `least` to `most` of them. */
function children(node: Node | undefined, least: number, field: string, most = least): Node[] {
  const isSequence = node?.tagClass === asn1.Class.UNIVERSAL && node.type === asn1.Type.SEQUENCE && node.constructed;
  if (!isSequence || typeof node.value === 'string') throw new DecodeError(field, 0, 'not a SEQUENCE');
  const { length } = node.value;
  if (length < least || length > most) throw new DecodeError(field, 0, `a SEQUENCE of ${length}`);
  return node.value;
}

function contentOf(node: Node | undefined, type: Asn1.Type, field: string): Uint8Array {
  const isPrimitive = node?.tagClass === asn1.Class.UNIVERSAL && node.type === type && !node.constructed;
  if (!isPrimitive || typeof node.value !== 'string') throw new DecodeError(field, 0, `not of universal type ${type}`);
  return fromBinary(node.value);
}

function integerOf(node: Node | undefined): bigint {
  const content = contentOf(node, asn1.Type.INTEGER, 'integer');
  if (content.length === 0 || (content[0] ?? 0) >= 0x80) throw new DecodeError('integer', 0, 'empty or negative');
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

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';
const CURVE_OIDS: Readonly<Record<CurveName, string>> = {
  'P-256': '1.2.840.10045.3.1.7',
  'P-384': '1.3.132.0.34',
  'P-521': '1.3.132.0.35',
};
