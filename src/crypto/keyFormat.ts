// Keys as DER and PEM: SubjectPublicKeyInfo (RFC 5280 4.1, RFC 3279 2.3.1), PKCS #8 (RFC 5208 5), PKCS #1 (RFC 8017 A.1).
import type { asn1 as Asn1 } from 'node-forge';
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { equalBytes } from '../bytes/hex.ts';
import { fromBinary, toBinary } from './binary.ts';
import { forge } from './forgeKeys.ts';
import { fromBytes, toBytes } from './integer.ts';
import { type RsaPrivateKey, type RsaPublicKey, rsaPrivateKey, rsaPublicKey } from './rsaKey.ts';

const { asn1, pem } = forge;
type Node = Asn1.Asn1;

/** DER of the SubjectPublicKeyInfo. */
export function publicKeyToSpki(key: RsaPublicKey): Uint8Array {
  const rsaPublicKeyBits = `\0${toBinary(toDer(sequence(integer(key.n), integer(key.e))))}`;
  return toDer(sequence(rsaAlgorithm(), primitive(asn1.Type.BITSTRING, rsaPublicKeyBits)));
}

/** Reads DER only, with all of `der` used. */
export function publicKeyFromSpki(der: Uint8Array): Decoded<RsaPublicKey> {
  return attempt(() => {
    const [algorithm, bits] = children(fromDer(der, 'spki'), 2, 'spki');
    expectRsa(algorithm, 'spki.algorithm');
    const content = contentOf(bits, asn1.Type.BITSTRING, 'spki.subjectPublicKey');
    if (content[0] !== 0) throw new DecodeError('spki.subjectPublicKey', 0, 'a key is whole bytes, no bits unused');
    const [n, e] = children(fromDer(content.subarray(1), 'rsaPublicKey'), 2, 'rsaPublicKey').map(integerOf);
    const key = checkedPublicKey(n, e);
    // DER has one encoding for each value: what does not encode to the same bytes was not DER.
    if (!equalBytes(publicKeyToSpki(key), der)) throw new DecodeError('spki', 0, 'not the DER encoding of its value');
    return key;
  });
}

/** DER of the PrivateKeyInfo. */
export function privateKeyToPkcs8(key: RsaPrivateKey): Uint8Array {
  const { n, e, d, p, q, dP, dQ, qInv } = key;
  const inner = sequence(...[0n, n, e, d, p, q, dP, dQ, qInv].map(integer));
  const octets = primitive(asn1.Type.OCTETSTRING, toBinary(toDer(inner)));
  return toDer(sequence(integer(0n), rsaAlgorithm(), octets));
}

export function privateKeyToPem(key: RsaPrivateKey): string {
  // Only these two fields go into the text of an unencrypted key; forge's type asks for all.
  const message = { type: 'PRIVATE KEY', body: toBinary(privateKeyToPkcs8(key)) };
  const text = pem.encode({ ...message, procType: null, contentDomain: null, dekInfo: null, headers: [] });
  return text.replaceAll('\r\n', '\n');
}

/** Reads the first private key of a PEM text: `PRIVATE KEY` (PKCS #8) or `RSA PRIVATE KEY` (PKCS #1), unencrypted. */
export function privateKeyFromPem(text: string): Decoded<RsaPrivateKey> {
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
    throw new DecodeError('pem', 0, `${message.type} is no RSA key`);
  });
}

function fromPkcs8(der: Uint8Array): RsaPrivateKey {
  const root = fromDer(der, 'pkcs8');
  // version, algorithm, key, and attributes (or, since RFC 5958, a public key too), which say nothing that we need.
  const [version, algorithm, octets] = children(root, 3, 'pkcs8', 5);
  if (integerOf(version) > 1n) throw new DecodeError('pkcs8.version', 0, 'unknown version');
  expectRsa(algorithm, 'pkcs8.algorithm');
  return fromPkcs1(contentOf(octets, asn1.Type.OCTETSTRING, 'pkcs8.privateKey'));
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

function checkedPublicKey(n: bigint | undefined, e: bigint | undefined): RsaPublicKey {
  if (n === undefined || e === undefined) throw new DecodeError('rsaPublicKey', 0, 'two numbers wanted');
  // RFC 8017 3.1: the modulus is a product of odd primes, the exponent odd, as it has no factor of any p - 1.
  if (n < 3n || n % 2n === 0n) throw new DecodeError('rsaPublicKey.modulus', 0, 'not a product of odd primes');
  if (e < 3n || e >= n || e % 2n === 0n)
    throw new DecodeError('rsaPublicKey.publicExponent', 0, 'not odd, from 3 to n');
  const key = rsaPublicKey(n, e);
  if (key.bits > MAX_BITS) throw new DecodeError('rsaPublicKey.modulus', 0, `${key.bits} bits, ${MAX_BITS} at most`);
  return key;
}

/** Raises DecodeError unless `node` is the AlgorithmIdentifier { rsaEncryption, NULL }. */
function expectRsa(node: Node | undefined, field: string): void {
  const [oid, parameters] = children(node, 1, field, 2);
  const name = raising(field, () => asn1.derToOid(toBinary(contentOf(oid, asn1.Type.OID, field))));
  if (name !== RSA_ENCRYPTION) throw new DecodeError(field, 0, `${name} is not rsaEncryption`);
  if (contentOf(parameters, asn1.Type.NULL, field).length > 0) throw new DecodeError(field, 0, 'NULL with content');
}

function rsaAlgorithm(): Node {
  const oid = primitive(asn1.Type.OID, asn1.oidToDer(RSA_ENCRYPTION).getBytes());
  return sequence(oid, primitive(asn1.Type.NULL, ''));
}

function sequence(...items: Node[]): Node {
  return asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, items);
}

function primitive(type: Asn1.Type, content: string): Node {
  return asn1.create(asn1.Class.UNIVERSAL, type, false, content);
}

/** A non-negative INTEGER: one more bit than the number has, for the sign. */
function integer(value: bigint): Node {
  const length = Math.floor(rsaPublicKey(value, 0n).bits / 8) + 1;
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
/** OpenSSL's limit too (OPENSSL_RSA_MAX_MODULUS_BITS): a longer one only serves to keep a verifier busy. */
const MAX_BITS = 16384;
