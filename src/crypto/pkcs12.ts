// PKCS #12 files (RFC 7292) of keys of any kind: certificates in the clear, the key under PBES2 (RFC 8018 6.2) with
// AES-256-CBC and HMAC-SHA-256, the whole under an HMAC-SHA-1, as OpenSSL 3 reads it without its legacy provider.
// For the command line and downloads: a handshake needs none of it.
import { TAG } from '../asn1/derTags.ts';
import { element, integer, nul, octetString, oid, sequence, setOf, tagged } from '../asn1/derWriter.ts';
import { OIDS } from '../asn1/oids.ts';
import { concat, utf8 } from '../bytes/hex.ts';
import { encryptCbc } from './aes.ts';
import type { PrivateKey } from './ellipticKey.ts';
import { digest, hmac } from './hash.ts';
import { PURPOSE, pbkdf2Sync, pkcs12Key } from './keyDerivation.ts';
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
  // With other characters programs disagree about the octets of a password.
  if (!/^[\x20-\x7e]*$/.test(password)) throw new RangeError('PKCS #12: the password is not printable ASCII');
  const salts = {
    key: random('pkcs12.0', SALT_LENGTH),
    iv: random('pkcs12.1', BLOCK),
    mac: random('pkcs12.2', SALT_LENGTH),
  };
  const attributes = bagAttributes(certificates[0] ?? new Uint8Array(), friendlyName);
  const certBags = certificates.map((der, i) => bag(OID.certBag, certBag(der), i === 0 ? attributes : null));
  const keyBag = bag(OID.shroudedKeyBag, shrouded(key, password, salts), attributes);
  const safes = sequence(data(sequence(...certBags)), data(sequence(keyBag)));
  return sequence(integer(3), data(safes), macData(safes, password, salts.mac));
}

/** SafeBag, 4.2. */
const bag = (type: string, value: Uint8Array, attributes: Uint8Array | null): Uint8Array =>
  sequence(oid(type), tagged(0, value), ...(attributes === null ? [] : [attributes]));

const certBag = (der: Uint8Array): Uint8Array => sequence(oid(OID.x509Certificate), tagged(0, octetString(der)));

/** PKCS8ShroudedKeyBag, 4.2.2: an EncryptedPrivateKeyInfo under PBES2, with PBKDF2 (RFC 8018 A.2, A.4). */
function shrouded(
  key: PrivateKey,
  password: string,
  { key: salt, iv }: { readonly key: Uint8Array; readonly iv: Uint8Array },
): Uint8Array {
  const prf = sequence(oid(OID.hmacWithSha256), nul());
  const parameters = sequence(octetString(salt), integer(ITERATIONS), integer(KEY_LENGTH), prf);
  const scheme = sequence(oid(OID.aes256Cbc), octetString(iv));
  const algorithm = sequence(oid(OID.pbes2), sequence(sequence(oid(OID.pbkdf2), parameters), scheme));
  const derived = pbkdf2Sync('sha256', utf8(password), salt, ITERATIONS, KEY_LENGTH);
  return sequence(algorithm, octetString(encryptCbc(derived, iv, padded(privateKeyToPkcs8(key)))));
}

/** RFC 8018 6.1.1: to whole blocks, each octet the number of those that are added. */
function padded(bytes: Uint8Array): Uint8Array {
  const missing = BLOCK - (bytes.length % BLOCK);
  return concat(bytes, new Uint8Array(missing).fill(missing));
}

/** What joins a key and its certificate: an identifier that both carry, and the name that people see. */
function bagAttributes(certificate: Uint8Array, friendlyName: string): Uint8Array {
  const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf(value));
  return element(
    TAG.set,
    attribute(OID.localKeyId, octetString(digest('sha1', certificate))),
    attribute(OID.friendlyName, element(TAG.bmpString, utf16(friendlyName))),
  );
}

/** Big-endian. */
function utf16(text: string): Uint8Array {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 255]));
}

/** 4, and appendix B for the key. */
function macData(safes: Uint8Array, password: string, salt: Uint8Array): Uint8Array {
  const key = pkcs12Key('sha1', password, salt, PURPOSE.mac, ITERATIONS, MAC_KEY_LENGTH);
  const algorithm = sequence(oid(OIDS['id-sha1']), nul());
  const value = octetString(hmac('sha1', key, safes));
  return sequence(sequence(algorithm, value), octetString(salt), integer(ITERATIONS));
}

/** ContentInfo of type data (RFC 2315 7, 8). */
const data = (content: Uint8Array): Uint8Array => sequence(oid(OID.data), tagged(0, octetString(content)));

const ITERATIONS = 2048;
/** Bytes, like the next three. */
const SALT_LENGTH = 16;
const KEY_LENGTH = 32;
const BLOCK = 16;
const MAC_KEY_LENGTH = 20;

const OID = {
  data: '1.2.840.113549.1.7.1',
  pbkdf2: '1.2.840.113549.1.5.12',
  pbes2: '1.2.840.113549.1.5.13',
  hmacWithSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
} as const;
