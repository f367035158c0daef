// Reads PKCS #12 files (RFC 7292; PBMAC1 of RFC 9579): certificates and CRLs come out as they stand in the file, private
// keys as they stand in it too, still encrypted. Old programs write BER with indefinite lengths.

import { type BerElement, berChildren, berElement, berNumber, berOctets, berOid } from '../asn1/ber.ts';
import { TAG } from '../asn1/derTags.ts';
import { OIDS } from '../asn1/oids.ts';
import { type Decoded, DecodeError } from '../bytes/error.ts';
import { equalBytes, utf8 } from '../bytes/hex.ts';
import { PURPOSE, pkcs12Key, RoundsBudget } from './keyDerivation.ts';
import { decryptWithPassword, derivedKey, HMACS, namedParts, UNSUPPORTED, wrongPassword } from './passwordBased.ts';
import { STORE_HASHES, type StoreHash, storeHmac } from './rounds.ts';

export interface Pkcs12Reading {
  /** DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly privateKeys: number;
  /** Each as it stands in the file: an EncryptedPrivateKeyInfo, or a PrivateKeyInfo (RFC 5958). */
  readonly keys: readonly Uint8Array[];
}

export { MAX_ITERATIONS } from './keyDerivation.ts';
export { UNSUPPORTED, WRONG_PASSWORD } from './passwordBased.ts';

/** Never rejects but for a broken invariant. */
export async function readPkcs12(bytes: Uint8Array, password: string): Promise<Decoded<Pkcs12Reading>> {
  try {
    return { ok: true, value: await read(bytes, password) };
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, error };
    throw error;
  }
}

async function read(bytes: Uint8Array, password: string): Promise<Pkcs12Reading> {
  const whole = berElement(bytes, 0, bytes.length, 'pkcs12');
  const [, authSafe, macData] = berChildren(bytes, whole, 'pkcs12');
  const { type, content } = contentInfo(bytes, authSafe, 'pkcs12.authSafe');
  if (type !== OID.data) throw new DecodeError('pkcs12.authSafe', 0, `content of type ${type} is not supported`);
  const safes = berOctets(bytes, content, 'pkcs12.authSafe');
  const budget = new RoundsBudget();
  const known = await passwordOf(bytes, macData, safes, password, budget);
  const found: Found = { certificates: [], crls: [], privateKeys: 0, keys: [] };
  const list = berChildren(safes, berElement(safes, 0, safes.length, 'pkcs12.safes'), 'pkcs12.safes', MAX_SAFES);
  for (const safe of list) await readSafe(safes, safe, known, found, budget);
  return found;
}

/** More encrypted parts than any file has. */
const MAX_SAFES = 1000;

interface Found {
  readonly certificates: Uint8Array[];
  readonly crls: Uint8Array[];
  privateKeys: number;
  readonly keys: Uint8Array[];
}

interface Password {
  /** Null stands for the empty one written without its terminating zeros. */
  readonly text: string | null;
  /** Whether a MAC has shown that it is right. Else what fails under it shows that it is wrong. */
  readonly verified: boolean;
}

/** RFC 7292 4, appendix A; RFC 9579 for PBMAC1. */
async function passwordOf(
  bytes: Uint8Array,
  macData: BerElement | undefined,
  safes: Uint8Array,
  password: string,
  budget: RoundsBudget,
): Promise<Password> {
  if (macData === undefined) return { text: password, verified: false };
  const [digestInfo, salt, iterations] = berChildren(bytes, macData, 'pkcs12.mac');
  if (digestInfo === undefined) throw new DecodeError('pkcs12.mac', macData.start, 'the MAC is missing');
  const [algorithm, expected] = berChildren(bytes, digestInfo, 'pkcs12.mac');
  const [name, parameters] = namedParts(bytes, algorithm, 'pkcs12.mac');
  const mac = berOctets(bytes, expected, 'pkcs12.mac');
  if (name === OID.pbmac1) {
    const value = await pbmac1(bytes, parameters, safes, password, budget);
    if (value === null) return { text: password, verified: false };
    if (!equalBytes(value, mac)) throw wrongPassword();
    return { text: password, verified: true };
  }
  const hash = MAC_HASHES[name];
  // Whether the password is right shows when it decrypts.
  if (hash === undefined) return { text: password, verified: false };
  const count = iterations === undefined ? 1 : berNumber(bytes, iterations, 'pkcs12.mac.iterations');
  const saltBytes = berOctets(bytes, salt, 'pkcs12.mac.salt');
  // With so many rounds nobody writes an empty password, and each trial takes a second.
  const isTried = password === '' && count < 100_000;
  for (const text of isTried ? ['', null] : [password]) {
    budget.take(count, 'pkcs12.mac.iterations');
    const length = STORE_HASHES[hash].outputLen;
    const key = pkcs12Key(hash, text, saltBytes, PURPOSE.mac, count, length);
    if (equalBytes(storeHmac(hash, key, safes), mac)) return { text, verified: true };
  }
  throw wrongPassword();
}

/** RFC 9579 4; null where its HMAC is of a kind that isn't known here. */
async function pbmac1(
  bytes: Uint8Array,
  parameters: BerElement | undefined,
  safes: Uint8Array,
  password: string,
  budget: RoundsBudget,
): Promise<Uint8Array | null> {
  if (parameters === undefined) throw new DecodeError('pkcs12.mac', 0, 'the parameters are missing');
  const [derivation, scheme] = berChildren(bytes, parameters, 'pkcs12.mac');
  const hash = HMACS[namedParts(bytes, scheme, 'pkcs12.mac')[0]];
  if (hash === undefined) return null;
  try {
    const length = STORE_HASHES[hash].outputLen;
    return storeHmac(hash, await derivedKey(bytes, derivation, utf8(password), length, budget), safes);
  } catch (error) {
    if (error instanceof DecodeError && error.field === UNSUPPORTED) return null;
    throw error;
  }
}

/** One SafeContents, decrypted where it is encrypted. */
async function readSafe(
  safes: Uint8Array,
  safe: BerElement,
  password: Password,
  found: Found,
  budget: RoundsBudget,
): Promise<void> {
  const { type, content } = contentInfo(safes, safe, 'pkcs12.safe');
  if (type === OID.data) {
    readBags(berOctets(safes, content, 'pkcs12.safe'), found);
    return;
  }
  if (type === OID.envelopedData) throw new DecodeError(UNSUPPORTED, 0, 'encryption for a public key');
  if (type !== OID.encryptedData) throw new DecodeError('pkcs12.safe', 0, `content of type ${type} is not supported`);
  const [, info] = berChildren(safes, content, 'pkcs12.encryptedData');
  if (info === undefined) throw new DecodeError('pkcs12.encryptedData', content.start, 'it has no content');
  const [, algorithm, inner] = berChildren(safes, info, 'pkcs12.encryptedData');
  if (algorithm === undefined) throw new DecodeError('pkcs12.encryption', info.start, 'it has no algorithm');
  const sealed = berOctets(safes, inner, 'pkcs12.encryptedData');
  const mine: Found = { certificates: [], crls: [], privateKeys: 0, keys: [] };
  try {
    const opened = await decryptWithPassword({ bytes: safes, algorithm, sealed }, password.text, budget);
    readBags(opened, mine, !password.verified);
  } catch (error) {
    // Nothing showed that the password is right: then what it decrypted to, and can't be read, shows that it is wrong.
    const isOurs = error instanceof DecodeError && error.field !== UNSUPPORTED && !isAboutRounds(error);
    throw isOurs && !password.verified ? wrongPassword() : error;
  }
  found.certificates.push(...mine.certificates);
  found.crls.push(...mine.crls);
  found.keys.push(...mine.keys);
  found.privateKeys += mine.privateKeys;
}

/** Limits hold whatever the password is. */
const isAboutRounds = ({ field }: DecodeError): boolean => field === 'pbe.iterations' || field === 'pbe.scrypt';

/** RFC 7292 4.2. What was decrypted with a password that is right may have more behind it. */
function readBags(bytes: Uint8Array, found: Found, strict = false): void {
  const contents = berElement(bytes, 0, bytes.length, 'pkcs12.bags');
  if (contents.tag !== TAG.sequence) throw new DecodeError('pkcs12.bags', 0, 'a sequence is missing');
  if (strict && contents.end !== bytes.length) throw new DecodeError('pkcs12.bags', contents.end, 'bytes too many');
  readBagList(bytes, contents, found, 0);
}

function readBagList(bytes: Uint8Array, contents: BerElement, found: Found, depth: number): void {
  if (depth > 8) throw new DecodeError('pkcs12.bag', contents.start, 'bags within bags, nested too deep');
  for (const bag of berChildren(bytes, contents, 'pkcs12.bags')) {
    const { type, content } = contentInfo(bytes, bag, 'pkcs12.bag');
    if (type === OID.keyBag || type === OID.shroudedKeyBag) {
      found.privateKeys++;
      found.keys.push(bytes.slice(content.start, content.end));
    } else if (type === OID.safeContentsBag) readBagList(bytes, content, found, depth + 1);
    else if (type === OID.certBag || type === OID.crlBag) {
      const inner = contentInfo(bytes, content, 'pkcs12.bag');
      const into =
        inner.type === OID.x509Certificate ? found.certificates : inner.type === OID.x509Crl ? found.crls : null;
      into?.push(berOctets(bytes, inner.content, 'pkcs12.bag').slice());
    }
  }
}

/** `SEQUENCE { type OBJECT IDENTIFIER, content [0] EXPLICIT ANY }`, whatever may follow. */
function contentInfo(
  bytes: Uint8Array,
  element: BerElement | undefined,
  field: string,
): { readonly type: string; readonly content: BerElement } {
  if (element === undefined) throw new DecodeError(field, 0, 'a sequence is missing');
  const [type, wrapped] = berChildren(bytes, element, field);
  const [content] = wrapped === undefined ? [] : berChildren(bytes, wrapped, field);
  if (content === undefined) throw new DecodeError(field, element.start, 'it has no content');
  return { type: berOid(bytes, type, field), content };
}

const MAC_HASHES: Readonly<Record<string, StoreHash>> = {
  '1.2.840.113549.2.5': 'md5',
  [OIDS['id-sha1']]: 'sha1',
  [OIDS['id-sha224']]: 'sha224',
  [OIDS['id-sha256']]: 'sha256',
  [OIDS['id-sha384']]: 'sha384',
  [OIDS['id-sha512']]: 'sha512',
};

const OID = {
  data: '1.2.840.113549.1.7.1',
  envelopedData: '1.2.840.113549.1.7.3',
  encryptedData: '1.2.840.113549.1.7.6',
  pbmac1: '1.2.840.113549.1.5.14',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  crlBag: '1.2.840.113549.1.12.10.1.4',
  safeContentsBag: '1.2.840.113549.1.12.10.1.6',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  x509Crl: '1.2.840.113549.1.9.23.1',
} as const;
