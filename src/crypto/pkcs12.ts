// PKCS #12 files (RFC 7292) of keys of any kind: certificates in the clear, the key under PBES2 with AES-256-CBC and
// HMAC-SHA-256, the whole under an HMAC-SHA-1, as OpenSSL 3 reads it without its legacy provider. node-forge encrypts
// and derives; its own writer takes RSA keys only. For the command line and downloads: a handshake needs none of it.
import type { asn1 as Asn1 } from 'node-forge';
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/asn1.js';
import 'node-forge/lib/pbe.js';
import 'node-forge/lib/sha1.js';
import 'node-forge/lib/sha256.js';
import { fromBinary, toBinary } from './binary.ts';
import type { PrivateKey } from './ellipticKey.ts';
import { digest, hmac } from './hash.ts';
import { privateKeyToPkcs8 } from './keyFormat.ts';
import type { Random } from './random.ts';

export interface Pkcs12Contents {
  /** DER, the key's own first. */
  readonly certificates: readonly Uint8Array[];
  readonly key: PrivateKey;
  /** Printable ASCII. */
  readonly password: string;
  readonly friendlyName: string;
}

/** Salts and initialisation vector come from the labels `pkcs12.0`, `pkcs12.1`, and so on. */
export function toPkcs12({ certificates, key, password, friendlyName }: Pkcs12Contents, random: Random): Uint8Array {
  // node-forge does not encode other characters as RFC 8018 and RFC 7292 B.1 want it.
  if (!/^[\x20-\x7e]*$/.test(password)) throw new RangeError('PKCS #12: the password is not printable ASCII');
  return withRandom(random, () => {
    const attributes = bagAttributes(certificates[0] ?? new Uint8Array(), friendlyName);
    const certBags = certificates.map((der, i) => bag(OID.certBag, certBag(der), i === 0 ? attributes : null));
    const keyBag = bag(OID.shroudedKeyBag, shrouded(key, password), attributes);
    const safes = toDer(sequence(data(toDer(sequence(...certBags))), data(toDer(sequence(keyBag)))));
    return toDer(sequence(integer(3), data(safes), macData(safes, password)));
  });
}

/** SafeBag, 4.2. */
const bag = (type: string, value: Node, attributes: Node | null): Node =>
  sequence(oid(type), explicit(value), ...(attributes === null ? [] : [attributes]));

const certBag = (der: Uint8Array): Node => sequence(oid(OID.x509Certificate), explicit(octetString(der)));

/** PKCS8ShroudedKeyBag, 4.2.2. */
function shrouded(key: PrivateKey, password: string): Node {
  const info = forge.asn1.fromDer(toBinary(privateKeyToPkcs8(key)), { decodeBitStrings: false });
  const options = { algorithm: 'aes256', prfAlgorithm: 'sha256', saltSize: SALT_LENGTH, count: ITERATIONS } as const;
  return forge.pki.encryptPrivateKeyInfo(info, password, options);
}

/** What joins a key and its certificate: an identifier that both carry, and the name that people see. */
function bagAttributes(certificate: Uint8Array, friendlyName: string): Node {
  const attribute = (type: string, value: Node) => sequence(oid(type), setOf(value));
  return setOf(
    attribute(OID.localKeyId, octetString(digest('sha1', certificate))),
    attribute(OID.friendlyName, primitive(TYPE.BMPSTRING, friendlyName)),
  );
}

/** 4, and appendix B for the key. */
function macData(safes: Uint8Array, password: string): Node {
  const salt = forge.random.getBytesSync(SALT_LENGTH);
  const sha1 = forge.md.sha1.create();
  const key = forge.pbe.generatePkcs12Key(password, forge.util.createBuffer(salt), MAC_KEY, ITERATIONS, 20, sha1);
  const value = hmac('sha1', fromBinary(key.getBytes()), safes);
  const algorithm = sequence(oid(OID.sha1), primitive(TYPE.NULL, ''));
  return sequence(sequence(algorithm, octetString(value)), primitive(TYPE.OCTETSTRING, salt), integer(ITERATIONS));
}

/** ContentInfo of type data (RFC 2315 7, 8). */
const data = (content: Uint8Array): Node => sequence(oid(OID.data), explicit(octetString(content)));

type Node = Asn1.Asn1;

const forge: Pick<typeof forgeRoot, 'asn1' | 'md' | 'pbe' | 'pki' | 'random' | 'util'> = forgeRoot;
const { Class: CLASS, Type: TYPE } = forge.asn1;

const constructed = (type: Asn1.Type, items: Node[]): Node => forge.asn1.create(CLASS.UNIVERSAL, type, true, items);
const primitive = (type: Asn1.Type, content: string): Node => forge.asn1.create(CLASS.UNIVERSAL, type, false, content);
const sequence = (...items: Node[]): Node => constructed(TYPE.SEQUENCE, items);
const setOf = (...items: Node[]): Node => constructed(TYPE.SET, items);
const explicit = (inner: Node): Node => forge.asn1.create(CLASS.CONTEXT_SPECIFIC, 0, true, [inner]);
const oid = (dotted: string): Node => primitive(TYPE.OID, forge.asn1.oidToDer(dotted).getBytes());
const octetString = (octets: Uint8Array): Node => primitive(TYPE.OCTETSTRING, toBinary(octets));
const integer = (value: number): Node => primitive(TYPE.INTEGER, forge.asn1.integerToDer(value).getBytes());
const toDer = (node: Node): Uint8Array => fromBinary(forge.asn1.toDer(node).getBytes());

/** node-forge takes salts from its global generator: this one stands in for it, while `run` runs. */
function withRandom<T>(random: Random, run: () => T): T {
  const { getBytes, getBytesSync } = forge.random;
  let count = 0;
  const next = (length: number) => toBinary(random(`pkcs12.${count++}`, length));
  Object.assign(forge.random, { getBytes: next, getBytesSync: next });
  try {
    return run();
  } finally {
    Object.assign(forge.random, { getBytes, getBytesSync });
  }
}

const ITERATIONS = 2048;
const SALT_LENGTH = 16;
/** RFC 7292 B.3: the purpose of a key that a MAC is made with. */
const MAC_KEY = 3;

const OID = {
  data: '1.2.840.113549.1.7.1',
  sha1: '1.3.14.3.2.26',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
} as const;
