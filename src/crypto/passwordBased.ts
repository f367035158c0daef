// Decrypts what was encrypted under a password: PBES2 (RFC 8018 6.2), PBES1 (6.1), the schemes of PKCS #12 (RFC 7292 C),
// Java's own (JKS), and old PEM (RFC 1421 4.6.1.3). What can't be decrypted here is called by its name.

import forgeRoot from 'node-forge/lib/forge.js';
import { TAG } from '../asn1/derTags.ts';
import 'node-forge/lib/des.js';
import 'node-forge/lib/rc2.js';
import { type BerElement, berChildren, berNumber, berOctets, berOid } from '../asn1/ber.ts';
import { DecodeError } from '../bytes/error.ts';
import { concat, equalBytes, utf8 } from '../bytes/hex.ts';
import { decryptCbc } from './aes.ts';
import { fromBinary, toBinary } from './binary.ts';
import { opensslPemKey, PURPOSE, pbkdf1, pbkdf2, pkcs12Key, type RoundsBudget, scrypt } from './keyDerivation.ts';
import { STORE_HASHES, type StoreHash } from './rounds.ts';

/** The field of the error when the password is wrong, as far as that can be told. */
export const WRONG_PASSWORD = 'pkcs12.password';
/** The field of the error when an algorithm isn't supported; its problem is the algorithm's name. */
export const UNSUPPORTED = 'pbe.unsupported';

export const wrongPassword = (): DecodeError => new DecodeError(WRONG_PASSWORD, 0, 'the password does not open it');

interface Sealed {
  readonly bytes: Uint8Array;
  /** The AlgorithmIdentifier in `bytes`. */
  readonly algorithm: BerElement;
  readonly sealed: Uint8Array;
}

/** `password`: null for the empty one without its terminating zeros. Throws DecodeError. */
export async function decryptWithPassword(
  { bytes, algorithm, sealed }: Sealed,
  password: string | null,
  budget: RoundsBudget,
): Promise<Uint8Array> {
  const [name, parameters] = berChildren(bytes, algorithm, 'pbe.algorithm');
  const oid = berOid(bytes, name, 'pbe.algorithm');
  if (oid === PBES2) return await decryptPbes2(bytes, parameters, sealed, password ?? '', budget);
  if (oid === JAVA_KEY) return decryptJavaKey(sealed, password ?? '');
  if (oid === JCEKS_KEY) return decryptJceksKey(bytes, parameters, sealed, password ?? '', budget);
  const scheme = PBES1[oid];
  if (scheme === undefined) throw new DecodeError(UNSUPPORTED, 0, algorithmName(oid));
  const [salt, rounds] = parameters === undefined ? [] : berChildren(bytes, parameters, 'pbe.parameters');
  const saltBytes = berOctets(bytes, salt, 'pbe.salt');
  const count = berNumber(bytes, rounds, 'pbe.iterations');
  budget.take(count * (scheme.pkcs12 ? 2 : 1), 'pbe.iterations');
  const { cipher, hash } = scheme;
  const size = CIPHERS[cipher];
  if (!scheme.pkcs12) {
    const derived = pbkdf1(hash, utf8(password ?? ''), saltBytes, count);
    return decryptWith(cipher, derived.subarray(0, 8), derived.subarray(8, 16), sealed);
  }
  const key = pkcs12Key(hash, password, saltBytes, PURPOSE.key, count, size.key);
  const iv = pkcs12Key(hash, password, saltBytes, PURPOSE.iv, count, size.iv);
  return decryptWith(cipher, key, iv, sealed);
}

async function decryptPbes2(
  bytes: Uint8Array,
  parameters: BerElement | undefined,
  sealed: Uint8Array,
  password: string,
  budget: RoundsBudget,
): Promise<Uint8Array> {
  if (parameters === undefined) throw new DecodeError('pbe.parameters', 0, 'the parameters are missing');
  const [derivation, encryption] = berChildren(bytes, parameters, 'pbe.parameters');
  const [cipherName, cipherParameters] = namedParts(bytes, encryption, 'pbe.encryption');
  const cipher = PBES2_CIPHERS[cipherName];
  if (cipher === undefined) throw new DecodeError(UNSUPPORTED, 0, algorithmName(cipherName));
  const iv = berOctets(bytes, lastOf(bytes, cipherParameters), 'pbe.iv');
  const key = await derivedKey(bytes, derivation, utf8(password), CIPHERS[cipher].key, budget);
  return decryptWith(cipher, key, iv, sealed);
}

/** RC2's parameters are a version and the initialisation vector, all others the vector alone. */
function lastOf(bytes: Uint8Array, parameters: BerElement | undefined): BerElement | undefined {
  return parameters?.tag === TAG.sequence ? berChildren(bytes, parameters, 'pbe.iv').at(-1) : parameters;
}

/** A key by PBKDF2 (RFC 8018 A.2) or scrypt (RFC 7914 7), as long as `length` unless it says otherwise. */
export async function derivedKey(
  bytes: Uint8Array,
  derivation: BerElement | undefined,
  password: Uint8Array,
  length: number,
  budget: RoundsBudget,
): Promise<Uint8Array> {
  const [name, parameters] = namedParts(bytes, derivation, 'pbe.derivation');
  if (parameters === undefined) throw new DecodeError('pbe.derivation', 0, 'the parameters are missing');
  const [salt, first, ...rest] = berChildren(bytes, parameters, 'pbe.derivation');
  const saltBytes = berOctets(bytes, salt, 'pbe.salt');
  if (name === SCRYPT) {
    const [r, p] = rest.map((each) => berNumber(bytes, each, 'pbe.scrypt'));
    const N = berNumber(bytes, first, 'pbe.scrypt');
    budget.take(Math.ceil(N / 8), 'pbe.scrypt');
    return scrypt(password, saltBytes, { N, r: r ?? 0, p: p ?? 0, length });
  }
  if (name !== PBKDF2) throw new DecodeError(UNSUPPORTED, 0, algorithmName(name));
  const rounds = berNumber(bytes, first, 'pbe.iterations');
  budget.take(rounds, 'pbe.iterations');
  const said = rest.find(({ tag }) => tag === TAG.integer);
  const prf = rest.find(({ tag }) => tag === TAG.sequence);
  const prfName = prf === undefined ? HMAC_SHA1 : namedParts(bytes, prf, 'pbe.prf')[0];
  const hash = HMACS[prfName];
  if (hash === undefined) throw new DecodeError(UNSUPPORTED, 0, algorithmName(prfName));
  const wanted = said === undefined ? length : berNumber(bytes, said, 'pbe.keyLength');
  if (wanted < 1 || wanted > 1024) throw new DecodeError('pbe.keyLength', 0, `a key of ${wanted} bytes`);
  return await pbkdf2(hash, password, saltBytes, rounds, wanted);
}

/** Dotted name and parameters of an AlgorithmIdentifier. */
export function namedParts(
  bytes: Uint8Array,
  algorithm: BerElement | undefined,
  field: string,
): [string, BerElement | undefined] {
  if (algorithm === undefined) throw new DecodeError(field, 0, 'an algorithm is missing');
  const [name, parameters] = berChildren(bytes, algorithm, field);
  return [berOid(bytes, name, field), parameters];
}

/** RFC 1421 4.6.1.3 as OpenSSL writes it: `DEK-Info: AES-256-CBC,` and the vector, whose beginning is the salt. */
export function decryptOldPem(algorithm: string, iv: Uint8Array, sealed: Uint8Array, password: string): Uint8Array {
  const cipher = PEM_CIPHERS[algorithm];
  if (cipher === undefined) throw new DecodeError(UNSUPPORTED, 0, algorithm);
  if (iv.length !== CIPHERS[cipher].iv) throw new DecodeError('pem.iv', 0, `a vector of ${iv.length} bytes`);
  return decryptWith(cipher, opensslPemKey(utf8(password), iv.subarray(0, 8), CIPHERS[cipher].key), iv, sealed);
}

/** Sun's own: 20 bytes of salt, the key under a stream of digests, and a digest of password and key. */
function decryptJavaKey(sealed: Uint8Array, password: string): Uint8Array {
  if (sealed.length < 41) throw new DecodeError('keyStore.key', 0, 'a key that is cut off');
  const secret = new Uint8Array(2 * password.length);
  for (let i = 0; i < password.length; i++) new DataView(secret.buffer).setUint16(2 * i, password.charCodeAt(i));
  const key = sealed.slice(20, -20);
  let stream = sealed.subarray(0, 20);
  for (let at = 0; at < key.length; at += 20) {
    stream = STORE_HASHES.sha1(concat(secret, stream));
    for (let i = 0; i < 20 && at + i < key.length; i++) key[at + i] = (key[at + i] ?? 0) ^ (stream[i] ?? 0);
  }
  if (!equalBytes(STORE_HASHES.sha1(concat(secret, key)), sealed.subarray(-20))) throw wrongPassword();
  return key;
}

/** PBEWithMD5AndTripleDES of SunJCE: each half of the salt is hashed by itself, with the password behind it. */
function decryptJceksKey(
  bytes: Uint8Array,
  parameters: BerElement | undefined,
  sealed: Uint8Array,
  password: string,
  budget: RoundsBudget,
): Uint8Array {
  const [salt, rounds] = parameters === undefined ? [] : berChildren(bytes, parameters, 'pbe.parameters');
  const saltBytes = berOctets(bytes, salt, 'pbe.salt');
  const count = berNumber(bytes, rounds, 'pbe.iterations');
  if (saltBytes.length !== 8) throw new DecodeError('pbe.salt', 0, `a salt of ${saltBytes.length} bytes`);
  budget.take(2 * count, 'pbe.iterations');
  const [first, second] = [saltBytes.slice(0, 4), saltBytes.slice(4)];
  if (equalBytes(first, second)) first.reverse();
  const derived = [first, second].map((half) => {
    let hashed: Uint8Array = half;
    for (let i = 0; i < count; i++) hashed = STORE_HASHES.md5(concat(hashed, utf8(password)));
    return hashed;
  });
  const key = concat(...derived);
  return decryptWith('3DES', key.subarray(0, 24), key.subarray(24), sealed);
}

type Cipher = keyof typeof CIPHERS;

/** Bytes of key and of initialisation vector. */
const CIPHERS = {
  'AES-128': { key: 16, iv: 16 },
  'AES-192': { key: 24, iv: 16 },
  'AES-256': { key: 32, iv: 16 },
  '3DES': { key: 24, iv: 8 },
  '3DES-2': { key: 16, iv: 8 },
  DES: { key: 8, iv: 8 },
  'RC2-128': { key: 16, iv: 8 },
  'RC2-64': { key: 8, iv: 8 },
  'RC2-40': { key: 5, iv: 8 },
  'RC4-128': { key: 16, iv: 0 },
  'RC4-40': { key: 5, iv: 0 },
} as const;

/** Padding that does not fit is a sign of a wrong password. */
function decryptWith(cipher: Cipher, key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (cipher === 'RC4-128' || cipher === 'RC4-40') return rc4(key, sealed);
  const block = CIPHERS[cipher].iv;
  if (iv.length !== block) throw new DecodeError('pbe.iv', 0, `an initialisation vector of ${iv.length} bytes`);
  if (key.length !== CIPHERS[cipher].key) throw new DecodeError('pbe.keyLength', 0, `a key of ${key.length} bytes`);
  if (sealed.length === 0 || sealed.length % block !== 0) {
    throw new DecodeError('pbe.sealed', 0, `${sealed.length} encrypted bytes are not whole blocks`);
  }
  const padded = cipher.startsWith('AES') ? decryptCbc(key, iv, sealed) : decryptByForge(cipher, key, iv, sealed);
  const padding = padded.at(-1) ?? 0;
  const isPadded = padding >= 1 && padding <= block && padded.subarray(-padding).every((octet) => octet === padding);
  if (!isPadded) throw wrongPassword();
  return padded.subarray(0, -padding);
}

function decryptByForge(cipher: Cipher, key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  const start = (): {
    update(input: unknown): void;
    finish(pad?: unknown): boolean;
    output: { getBytes(): string };
  } => {
    const vector = forge.util.createBuffer(toBinary(iv));
    if (cipher.startsWith('RC2')) {
      const running = forge.rc2.createDecryptionCipher(toBinary(key), 8 * key.length);
      running.start(vector);
      return running;
    }
    const whole = cipher === '3DES-2' ? concat(key, key.subarray(0, 8)) : key;
    const running = forge.cipher.createDecipher(cipher === 'DES' ? 'DES-CBC' : '3DES-CBC', toBinary(whole));
    running.start({ iv: vector });
    return running;
  };
  const running = start();
  running.update(forge.util.createBuffer(toBinary(sealed)));
  // Padding is looked at by whoever called.
  running.finish(() => true);
  return fromBinary(running.output.getBytes());
}

function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const s = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (i: number, j: number) => {
    [s[i], s[j]] = [s[j] ?? 0, s[i] ?? 0];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (s[i] ?? 0) + (key[i % key.length] ?? 0)) & 0xff;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return data.map((octet) => {
    i = (i + 1) & 0xff;
    j = (j + (s[i] ?? 0)) & 0xff;
    swap(i, j);
    return octet ^ (s[((s[i] ?? 0) + (s[j] ?? 0)) & 0xff] ?? 0);
  });
}

interface Rc2 {
  createDecryptionCipher(
    key: string,
    bits: number,
  ): {
    start(iv: unknown): void;
    update(input: unknown): void;
    finish(pad?: unknown): boolean;
    output: { getBytes(): string };
  };
}
const forge = forgeRoot as Pick<typeof forgeRoot, 'cipher' | 'util'> & { readonly rc2: Rc2 };

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const SCRYPT = '1.3.6.1.4.1.11591.4.11';
const JAVA_KEY = '1.3.6.1.4.1.42.2.17.1.1';
const JCEKS_KEY = '1.3.6.1.4.1.42.2.19.1';
const HMAC_SHA1 = '1.2.840.113549.2.7';

/** RFC 8018 B.1. */
export const HMACS: Readonly<Record<string, StoreHash>> = {
  '1.2.840.113549.2.6': 'md5',
  [HMAC_SHA1]: 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

/** RFC 8018 A.3 and RFC 7292 C. */
const PBES1: Readonly<Record<string, { readonly cipher: Cipher; readonly hash: StoreHash; readonly pkcs12: boolean }>> =
  {
    '1.2.840.113549.1.5.3': { cipher: 'DES', hash: 'md5', pkcs12: false },
    '1.2.840.113549.1.5.6': { cipher: 'RC2-64', hash: 'md5', pkcs12: false },
    '1.2.840.113549.1.5.10': { cipher: 'DES', hash: 'sha1', pkcs12: false },
    '1.2.840.113549.1.5.11': { cipher: 'RC2-64', hash: 'sha1', pkcs12: false },
    '1.2.840.113549.1.12.1.1': { cipher: 'RC4-128', hash: 'sha1', pkcs12: true },
    '1.2.840.113549.1.12.1.2': { cipher: 'RC4-40', hash: 'sha1', pkcs12: true },
    '1.2.840.113549.1.12.1.3': { cipher: '3DES', hash: 'sha1', pkcs12: true },
    '1.2.840.113549.1.12.1.4': { cipher: '3DES-2', hash: 'sha1', pkcs12: true },
    '1.2.840.113549.1.12.1.5': { cipher: 'RC2-128', hash: 'sha1', pkcs12: true },
    '1.2.840.113549.1.12.1.6': { cipher: 'RC2-40', hash: 'sha1', pkcs12: true },
  };

const PBES2_CIPHERS: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': 'AES-128',
  '2.16.840.1.101.3.4.1.22': 'AES-192',
  '2.16.840.1.101.3.4.1.42': 'AES-256',
  '1.2.840.113549.3.7': '3DES',
  '1.3.14.3.2.7': 'DES',
  '1.2.840.113549.3.2': 'RC2-128',
};

const PEM_CIPHERS: Readonly<Record<string, Cipher>> = {
  'AES-128-CBC': 'AES-128',
  'AES-192-CBC': 'AES-192',
  'AES-256-CBC': 'AES-256',
  'DES-EDE3-CBC': '3DES',
  'DES-CBC': 'DES',
};

const algorithmName = (oid: string): string => NAMES[oid] ?? oid;

/** What people meet, and isn't decrypted here. */
const NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.3.9': 'RC5-CBC',
  '1.2.840.113549.1.5.1': 'PBE with MD2 and DES',
  '1.2.840.113549.1.5.4': 'PBE with MD2 and RC2',
  '1.2.410.200046.1.1.2': 'ARIA-128-CBC',
  '1.2.410.200046.1.1.7': 'ARIA-192-CBC',
  '1.2.410.200046.1.1.12': 'ARIA-256-CBC',
  '1.2.392.200011.61.1.1.1.2': 'Camellia-128-CBC',
  '1.2.392.200011.61.1.1.1.3': 'Camellia-192-CBC',
  '1.2.392.200011.61.1.1.1.4': 'Camellia-256-CBC',
  '1.2.410.200004.1.4': 'SEED-CBC',
  '1.2.156.10197.1.104.2': 'SM4-CBC',
  '1.2.643.2.2.21': 'GOST 28147-89',
  '2.16.840.1.101.3.4.1.6': 'AES-128-GCM',
  '2.16.840.1.101.3.4.1.26': 'AES-192-GCM',
  '2.16.840.1.101.3.4.1.46': 'AES-256-GCM',
  '1.2.840.113549.2.12': 'HMAC with SHA-512/224',
  '1.2.840.113549.2.13': 'HMAC with SHA-512/256',
};
