// Reads PKCS #12 files (RFC 7292): certificates and CRLs come out as they stand in the file. Private keys are counted
// and never decrypted. node-forge reads the BER (old programs write indefinite lengths) and derives the keys.
import type { asn1 as Asn1 } from 'node-forge';
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/asn1.js';
import 'node-forge/lib/hmac.js';
import 'node-forge/lib/pbe.js';
import 'node-forge/lib/sha1.js';
import 'node-forge/lib/sha256.js';
import 'node-forge/lib/sha512.js';
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { fromBinary, toBinary } from './binary.ts';

export interface Pkcs12Reading {
  /** DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly privateKeys: number;
  /** DER of each, as it stands in the file: an EncryptedPrivateKeyInfo, or a PrivateKeyInfo (RFC 5958). */
  readonly keys: readonly Uint8Array[];
}

/** The field of the error when the password does not open the file. */
export const WRONG_PASSWORD = 'pkcs12.password';

/** More would keep the reader busy for minutes. */
export const MAX_ITERATIONS = 2_000_000;

export function readPkcs12(bytes: Uint8Array, password: string): Decoded<Pkcs12Reading> {
  return attempt(() => {
    const [, authSafe, macData] = children(parse(toBinary(bytes), 'pkcs12'), 'pkcs12');
    const { type, content } = contentInfo(authSafe, 'pkcs12.authSafe');
    if (type !== OID.data) throw new DecodeError('pkcs12.authSafe', 0, `content of type ${type} is not supported`);
    const safes = octets(content, 'pkcs12.authSafe');
    const known = macData === undefined ? password : passwordOf(macData, safes, password);
    const found: Found = { certificates: [], crls: [], privateKeys: 0, keys: [] };
    for (const safe of children(parse(safes, 'pkcs12.safes'), 'pkcs12.safes')) {
      readBags(parse(safeContents(safe, known), 'pkcs12.safe'), found);
    }
    return found;
  });
}

type Node = Asn1.Asn1;
interface Found {
  readonly certificates: Uint8Array[];
  readonly crls: Uint8Array[];
  privateKeys: number;
  readonly keys: Uint8Array[];
}

/** RFC 7292 4, appendix A. Null stands for the empty password written without its terminating zero. */
function passwordOf(macData: Node, safes: string, password: string): string | null {
  const [digestInfo, salt, iterations] = children(macData, 'pkcs12.mac');
  const [algorithm, expected] = children(digestInfo, 'pkcs12.mac');
  const hash = MAC_HASHES[oidOf(children(algorithm, 'pkcs12.mac')[0], 'pkcs12.mac')];
  // Another kind of MAC, such as PBMAC1 of RFC 9579: whether the password is right shows when it decrypts.
  if (hash === undefined) return password;
  const count = iterations === undefined ? 1 : smallInteger(iterations, 'pkcs12.mac.iterations');
  for (const candidate of password === '' ? ['', null] : [password]) {
    const digest = forge.md[hash].create();
    const saltBytes = forge.util.createBuffer(octets(salt, 'pkcs12.mac.salt'));
    const key = forge.pbe.generatePkcs12Key(candidate, saltBytes, 3, count, digest.digestLength, digest);
    const hmac = forge.hmac.create();
    hmac.start(hash, key);
    hmac.update(safes);
    if (hmac.digest().getBytes() === octets(expected, 'pkcs12.mac')) return candidate;
  }
  throw new DecodeError(WRONG_PASSWORD, 0, 'the password does not open it');
}

/** The DER of one SafeContents, decrypted where it is encrypted. */
function safeContents(safe: Node, password: string | null): string {
  const { type, content } = contentInfo(safe, 'pkcs12.safe');
  if (type === OID.data) return octets(content, 'pkcs12.safe');
  if (type !== OID.encryptedData) throw new DecodeError('pkcs12.safe', 0, `content of type ${type} is not supported`);
  const [, info] = children(content, 'pkcs12.encryptedData');
  const [, algorithm, sealed] = children(info, 'pkcs12.encryptedData');
  const [oidNode, parameters] = children(algorithm, 'pkcs12.encryption');
  const oid = oidOf(oidNode, 'pkcs12.encryption');
  if (parameters === undefined) throw new DecodeError('pkcs12.encryption', 0, 'the parameters are missing');
  checkIterations(parameters);
  // RFC 7292 B.1 wants UTF-16, and node-forge makes it; RFC 8018 leaves it open, and everybody writes UTF-8.
  const encoded = oid === OID.pbes2 ? forge.util.encodeUtf8(password ?? '') : password;
  const cipher = raising('pkcs12.encryption', () => forge.pbe.getCipher(oid, parameters, encoded));
  cipher.update(forge.util.createBuffer(octets(sealed, 'pkcs12.encryptedData')));
  if (!cipher.finish()) throw new DecodeError(WRONG_PASSWORD, 0, 'the password does not open it');
  return cipher.output.getBytes();
}

/** Every small number among the parameters is an iteration count or a key length. */
function checkIterations(node: Node): void {
  if (typeof node.value !== 'string') for (const child of node.value) checkIterations(child);
  else if (node.tagClass === UNIVERSAL && node.type === TYPE.INTEGER) smallInteger(node, 'pkcs12.iterations');
}

/** RFC 7292 4.2. */
function readBags(contents: Node, found: Found, depth = 0): void {
  if (depth > 8) throw new DecodeError('pkcs12.bag', 0, 'bags within bags, nested too deep');
  for (const bag of children(contents, 'pkcs12.bags')) {
    const { type, content } = contentInfo(bag, 'pkcs12.bag');
    if (type === OID.keyBag || type === OID.shroudedKeyBag) {
      found.privateKeys++;
      found.keys.push(fromBinary(forge.asn1.toDer(content).getBytes()));
    } else if (type === OID.safeContentsBag) readBags(content, found, depth + 1);
    else if (type === OID.certBag || type === OID.crlBag) {
      const inner = contentInfo(content, 'pkcs12.bag');
      if (inner.type === OID.x509Certificate) found.certificates.push(fromBinary(octets(inner.content, 'pkcs12.bag')));
      if (inner.type === OID.x509Crl) found.crls.push(fromBinary(octets(inner.content, 'pkcs12.bag')));
    }
  }
}

/** `SEQUENCE { type OBJECT IDENTIFIER, content [0] EXPLICIT ANY }`, whatever may follow. */
function contentInfo(node: Node | undefined, field: string): { readonly type: string; readonly content: Node } {
  const [type, wrapped] = children(node, field);
  const [content] = wrapped === undefined || typeof wrapped.value === 'string' ? [] : wrapped.value;
  if (content === undefined) throw new DecodeError(field, 0, 'it has no content');
  return { type: oidOf(type, field), content };
}

function children(node: Node | undefined, field: string): Node[] {
  if (node === undefined || typeof node.value === 'string') throw new DecodeError(field, 0, 'a sequence is missing');
  return node.value;
}

/** The octets of an OCTET STRING in one piece or (BER) in several. */
function octets(node: Node | undefined, field: string): string {
  if (node === undefined) throw new DecodeError(field, 0, 'a string of octets is missing');
  return typeof node.value === 'string' ? node.value : node.value.map((part) => octets(part, field)).join('');
}

function oidOf(node: Node | undefined, field: string): string {
  const value = node?.value;
  if (typeof value !== 'string') throw new DecodeError(field, 0, 'an object identifier is missing');
  return raising(field, () => forge.asn1.derToOid(value));
}

function smallInteger(node: Node, field: string): number {
  let value = 0;
  for (const octet of octets(node, field)) value = value * 256 + octet.charCodeAt(0);
  if (value < 1 || value > MAX_ITERATIONS) {
    throw new DecodeError(field, 0, `a count of ${value}, where 1 to ${MAX_ITERATIONS} are supported`);
  }
  return value;
}

/** Bytes behind the first element are passed over: what was decrypted may end in them. */
const parse = (der: string, field: string): Node =>
  raising(field, () => forge.asn1.fromDer(forge.util.createBuffer(der), { decodeBitStrings: false, strict: false }));

/** Whatever node-forge throws becomes a DecodeError; it never says where in the input. */
function raising<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DecodeError(field, 0, error instanceof Error ? error.message : String(error));
  }
}

const forge: Pick<typeof forgeRoot, 'asn1' | 'hmac' | 'md' | 'pbe' | 'util'> = forgeRoot;
const UNIVERSAL = forge.asn1.Class.UNIVERSAL;
const TYPE = forge.asn1.Type;

const MAC_HASHES: Readonly<Record<string, 'sha1' | 'sha256' | 'sha384' | 'sha512'>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const OID = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  pbes2: '1.2.840.113549.1.5.13',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  crlBag: '1.2.840.113549.1.12.10.1.4',
  safeContentsBag: '1.2.840.113549.1.12.10.1.6',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  x509Crl: '1.2.840.113549.1.9.23.1',
} as const;
