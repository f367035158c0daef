// Private keys as DER and PEM: PKCS #8 (RFC 5208 5), PKCS #1 (RFC 8017 A.1). For the command line: a handshake needs
// none of it, nor of the node-forge that comes with it.
import type { asn1 as Asn1 } from 'node-forge';
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { fromBinary, toBinary } from './binary.ts';
import { forge } from './forgeKeys.ts';
import { bitLength, fromBytes, toBytes } from './integer.ts';
import { type RsaPrivateKey, rsaPrivateKey } from './rsaKey.ts';
import { checkedPublicKey } from './spki.ts';

const { asn1, pem } = forge;
type Node = Asn1.Asn1;

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
