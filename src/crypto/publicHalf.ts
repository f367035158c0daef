// The public half of a private key: what of it may be compared with certificates. Reads PKCS #8 (RFC 5958), PKCS #1 (RFC
// 8017 A.1), EC keys (RFC 5915), Ed25519 (RFC 8410), ML-DSA (RFC 9881), OpenSSH's own format, as DER or PEM, encrypted or not;
// JSON Web Keys and key files of PuTTY.

import { type BerElement, berChildren, berElement, berNumber, berOctets, berOid } from '../asn1/ber.ts';
import { context, TAG } from '../asn1/derTags.ts';
import { OIDS } from '../asn1/oids.ts';
import { type Decoded, DecodeError } from '../bytes/error.ts';
import { fromHex, fromUtf8 } from '../bytes/hex.ts';
import { ed25519Public, pointOf } from './ellipticPrivate.ts';
import { fromBytes } from './integer.ts';
import { jwkPublicKey } from './jwk.ts';
import { RoundsBudget } from './keyDerivation.ts';
import { mlDsaSetOf } from './mlDsaOids.ts';
import { readMlDsaPrivateKey } from './mlDsaPrivate.ts';
import { decryptOldPem, decryptWithPassword, namedParts, UNSUPPORTED, wrongPassword } from './passwordBased.ts';
import { NotRegistered } from './registered.ts';
import { publicKeyToSpki } from './spki.ts';
import { checkedRsa, opensshPublicKey, puttyPublicKey } from './sshKey.ts';
import type { CurveName } from './verifiers.ts';

export { UNSUPPORTED, WRONG_PASSWORD } from './passwordBased.ts';

/** The field of the error when the key is encrypted, and no password was given. */
export const ENCRYPTED = 'privateKey.encrypted';

/**
 * DER of the SubjectPublicKeyInfo that belongs to a private key: `secret` is one PEM block, DER, one JWK or a key file of
 * PuTTY. `password`: null where
 * none is known. The error's field is ENCRYPTED, WRONG_PASSWORD, UNSUPPORTED, or that of what is broken.
 */
export async function publicHalf(secret: Uint8Array, password: string | null): Promise<Decoded<Uint8Array>> {
  try {
    return { ok: true, value: await read(secret, password) };
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, error };
    if (!(error instanceof NotRegistered)) throw error;
    // Lattices load with the first key of ML-DSA.
    (await import('./registerMlDsa.ts')).registerMlDsa();
    return await publicHalf(secret, password);
  }
}

async function read(secret: Uint8Array, password: string | null): Promise<Uint8Array> {
  if (secret[0] === TAG.sequence) return await fromAnyDer(secret, password);
  const text = fromUtf8(secret);
  if (text.startsWith('{')) return publicKeyToSpki(jwkPublicKey(text));
  if (/^\s*PuTTY-User-Key-File/.test(text)) return publicKeyToSpki(puttyPublicKey(text));
  const pem = /-----BEGIN ([A-Z0-9 ]*)-----([\s\S]*?)-----END/.exec(text);
  if (pem === null) throw new DecodeError('privateKey', 0, 'neither PEM nor DER');
  const [, label = '', body = ''] = pem;
  const header = /DEK-Info:\s*([A-Z0-9-]+),([0-9A-Fa-f]+)\s/.exec(body);
  const der = fromBase64(header === null ? body : body.slice(header.index + header[0].length));
  if (label === 'OPENSSH PRIVATE KEY') return publicKeyToSpki(opensshPublicKey(der));
  if (label === 'DSA PRIVATE KEY') throw new DecodeError(UNSUPPORTED, 0, 'DSA');
  if (header === null) return await fromAnyDer(der, password);
  if (password === null) throw new DecodeError(ENCRYPTED, 0, 'the key is encrypted');
  const [, algorithm = '', iv = ''] = header;
  const opened = decryptOldPem(algorithm, fromHex(iv.length % 2 === 0 ? iv : `${iv}0`), der, password);
  try {
    return fromPlainDer(opened);
  } catch (error) {
    // Nothing else here shows that a password is wrong.
    throw error instanceof DecodeError && error.field !== UNSUPPORTED ? wrongPassword() : error;
  }
}

async function fromAnyDer(der: Uint8Array, password: string | null): Promise<Uint8Array> {
  const whole = berElement(der, 0, der.length, 'privateKey');
  const [first, second] = berChildren(der, whole, 'privateKey');
  if (first?.tag !== TAG.sequence || second?.tag !== TAG.octetString) return fromPlainDer(der);
  if (password === null) throw new DecodeError(ENCRYPTED, 0, 'the key is encrypted');
  const sealed = berOctets(der, second, 'privateKey');
  const open = (text: string | null): Promise<Uint8Array> =>
    decryptWithPassword({ bytes: der, algorithm: first, sealed }, text, new RoundsBudget()).then(plainOrWrong);
  if (password !== '') return await open(password);
  return await open('').catch((error) => {
    if (error instanceof DecodeError && error.field !== UNSUPPORTED) return open(null);
    throw error;
  });
}

function plainOrWrong(der: Uint8Array): Uint8Array {
  try {
    return fromPlainDer(der);
  } catch (error) {
    throw error instanceof DecodeError && error.field !== UNSUPPORTED ? wrongPassword() : error;
  }
}

/** PKCS #8, PKCS #1 or SEC 1: told apart by what follows the version. */
function fromPlainDer(der: Uint8Array): Uint8Array {
  const [version, second, third] = berChildren(der, berElement(der, 0, der.length, 'privateKey'), 'privateKey');
  if (version?.tag !== TAG.integer) throw new DecodeError('privateKey', 0, 'a version is missing');
  if (second?.tag === TAG.integer) return fromPkcs1(der);
  if (second?.tag === TAG.octetString) return fromSec1(der, null);
  const [algorithm, parameters] = namedParts(der, second, 'privateKey.algorithm');
  const key = berOctets(der, third, 'privateKey');
  if (algorithm === OIDS.rsaEncryption || algorithm === OIDS['id-RSASSA-PSS']) return fromPkcs1(key);
  if (algorithm === OIDS['id-ecPublicKey']) return fromSec1(key, curveOf(der, parameters));
  if (algorithm === OIDS['id-Ed25519']) {
    const seed = berOctets(key, berElement(key, 0, key.length, 'privateKey'), 'privateKey');
    if (seed.length !== 32) throw new DecodeError('privateKey', 0, `an Ed25519 key of ${seed.length} bytes`);
    return publicKeyToSpki({ kind: 'ed25519', bytes: ed25519Public(seed) });
  }
  const set = mlDsaSetOf(algorithm);
  if (set !== null) return publicKeyToSpki(readMlDsaPrivateKey(set, key));
  throw new DecodeError(UNSUPPORTED, 0, KEY_NAMES[algorithm] ?? algorithm);
}

function fromPkcs1(der: Uint8Array): Uint8Array {
  const numbers = berChildren(der, berElement(der, 0, der.length, 'rsaPrivateKey'), 'rsaPrivateKey');
  const [, n, e] = numbers.map((each) => {
    if (each.tag !== TAG.integer) throw new DecodeError('rsaPrivateKey', each.start, 'a number is missing');
    return fromBytes(berOctets(der, each, 'rsaPrivateKey'));
  });
  if (numbers.length < 9 || n === undefined || e === undefined) {
    throw new DecodeError('rsaPrivateKey', 0, `${numbers.length} numbers, where there are nine`);
  }
  return rsaSpki(n, e);
}

const rsaSpki = (n: bigint, e: bigint): Uint8Array => publicKeyToSpki(checkedRsa(n, e));

function fromSec1(der: Uint8Array, around: CurveName | null): Uint8Array {
  const parts = berChildren(der, berElement(der, 0, der.length, 'ecPrivateKey'), 'ecPrivateKey');
  const [version, octets, ...rest] = parts;
  if (berNumber(der, version, 'ecPrivateKey.version') !== 1) throw new DecodeError('ecPrivateKey', 0, 'no version 1');
  const named = rest.find(({ tag }) => tag === context(0, 'constructed'));
  const inside = named === undefined ? null : curveOf(der, berChildren(der, named, 'ecPrivateKey')[0]);
  const curve = inside ?? around;
  if (curve === null) throw new DecodeError('ecPrivateKey', 0, 'no curve is named');
  const written = berOctets(der, octets, 'ecPrivateKey');
  // RFC 5915 3: as long as the order; some programs leave leading zeros out, and old ones write too many.
  const length = CURVE_BYTES[curve];
  const scalar = new Uint8Array(length);
  const digits = written.subarray(written.findIndex((octet) => octet !== 0));
  if (digits.length > length) throw new DecodeError('ecPrivateKey', 0, `a scalar of ${digits.length} bytes`);
  scalar.set(digits, length - digits.length);
  const point = pointOf(curve, scalar);
  if (point === null) throw new DecodeError('ecPrivateKey', 0, `no private key of ${curve}`);
  return publicKeyToSpki({ kind: 'ec', curve, point });
}

function curveOf(der: Uint8Array, node: BerElement | undefined): CurveName {
  if (node?.tag === TAG.sequence) throw new DecodeError(UNSUPPORTED, 0, 'a curve that is spelled out instead of named');
  const oid = berOid(der, node, 'ecPrivateKey.parameters');
  const curve = CURVES[oid];
  if (curve === undefined) throw new DecodeError(UNSUPPORTED, 0, KEY_NAMES[oid] ?? `the curve ${oid}`);
  return curve;
}

function fromBase64(text: string): Uint8Array {
  const digits = text.replace(/\\[nrt]|[^A-Za-z0-9+/]/g, '');
  try {
    return Uint8Array.from(atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0))), (c) =>
      c.charCodeAt(0),
    );
  } catch {
    throw new DecodeError('privateKey', 0, 'it is not base64');
  }
}

const CURVES: Readonly<Record<string, CurveName>> = {
  [OIDS.secp256r1]: 'P-256',
  [OIDS.secp384r1]: 'P-384',
  [OIDS.secp521r1]: 'P-521',
};
const CURVE_BYTES: Readonly<Record<CurveName, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

const KEY_NAMES: Readonly<Record<string, string>> = {
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.113549.1.3.1': 'Diffie-Hellman',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
  '1.3.101.113': 'Ed448',
  '1.3.132.0.10': 'the curve secp256k1',
  '1.3.132.0.33': 'the curve secp224r1',
  '1.3.36.3.3.2.8.1.1.7': 'the curve brainpoolP256r1',
  '1.3.36.3.3.2.8.1.1.11': 'the curve brainpoolP384r1',
  '1.3.36.3.3.2.8.1.1.13': 'the curve brainpoolP512r1',
  '1.2.156.10197.1.301': 'the curve SM2',
  '2.16.840.1.101.3.4.4.1': 'ML-KEM-512',
  '2.16.840.1.101.3.4.4.2': 'ML-KEM-768',
  '2.16.840.1.101.3.4.4.3': 'ML-KEM-1024',
};
