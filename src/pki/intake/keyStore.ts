// Key stores of Java: JKS and JCEKS (as sun.security.provider.JavaKeyStore and com.sun.crypto.provider.JceKeyStore write
// them). Certificates stand in them in the clear. Others are told by their beginning.
import { DecodeError } from '../../bytes/error.ts';
import { concat, equalBytes, utf8 } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import { JavaCursor, skipObject } from './javaStream.ts';

/** `UBER` and `BKS` are Bouncy Castle's, `NSS` is the database of Firefox (SQLite); the others are archives. */
export type KeyStoreType = 'JKS' | 'JCEKS' | 'BKS' | 'NSS' | 'ZIP' | 'gzip';

export type KeyStoreEntry =
  | { readonly kind: 'certificate'; readonly der: Uint8Array; readonly offset: number; readonly alias: string }
  /** `der`: of its EncryptedPrivateKeyInfo (RFC 5958 3), under an algorithm of Java's own. */
  | { readonly kind: 'privateKey'; readonly der: Uint8Array; readonly offset: number; readonly alias: string }
  /** Of AES and the like; passed over. */
  | { readonly kind: 'secretKey'; readonly offset: number; readonly alias: string };

/** Null where the bytes begin like none. */
export function keyStoreType(bytes: Uint8Array): KeyStoreType | null {
  if (bytes.length < 12) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second] = [view.getUint32(0), view.getUint32(4)];
  if (first === 0xfeedfeed) return 'JKS';
  if (first === 0xcececece) return 'JCEKS';
  // A version, and a salt of 20 bytes.
  if ((first === 1 || first === 2) && second === 20) return 'BKS';
  if (first === 0x53514c69 && second === 0x74652066) return 'NSS';
  if (first === 0x504b0304) return 'ZIP';
  return first >>> 8 === 0x1f8b08 ? 'gzip' : null;
}

/** All that can be read, in its order, and the problem that ended it; `offset` is that of the DER in the file. */
export function readKeyStore(bytes: Uint8Array): {
  readonly entries: readonly KeyStoreEntry[];
  readonly problem: DecodeError | null;
} {
  const entries: KeyStoreEntry[] = [];
  try {
    readEntries(new JavaCursor(bytes), entries);
    return { entries, problem: null };
  } catch (error) {
    if (error instanceof DecodeError) return { entries, problem: error };
    throw error;
  }
}

/**
 * Whether a JKS or JCEKS store is what was written under this password: SHA-1 of the password, three words and the store
 * stands at its end.
 */
export function isIntact(bytes: Uint8Array, password: string): boolean {
  const secret = new Uint8Array(2 * password.length);
  for (let i = 0; i < password.length; i++) new DataView(secret.buffer).setUint16(2 * i, password.charCodeAt(i));
  const expected = digest('sha1', concat(secret, utf8('Mighty Aphrodite'), bytes.subarray(0, -20)));
  return equalBytes(expected, bytes.subarray(-20));
}

function readEntries(cursor: JavaCursor, entries: KeyStoreEntry[]): void {
  cursor.number(4, 'keyStore.magic');
  const version = cursor.number(4, 'keyStore.version');
  if (version !== 1 && version !== 2) cursor.fail('keyStore.version', `there is no version ${version}`);
  const count = cursor.number(4, 'keyStore.count');
  for (let i = 0; i < count; i++) {
    const tag = cursor.number(4, 'keyStore.tag');
    const alias = cursor.text('keyStore.alias');
    cursor.take(8, 'keyStore.date');
    if (tag === TRUSTED) readCertificate(cursor, version, alias, entries);
    else if (tag === PRIVATE_KEY) {
      const offset = cursor.at + 4;
      entries.push({ kind: 'privateKey', der: cursor.block('keyStore.key'), offset, alias });
      const chain = cursor.number(4, 'keyStore.chain');
      for (let j = 0; j < chain; j++) readCertificate(cursor, version, alias, entries);
    } else if (tag === SECRET_KEY) {
      entries.push({ kind: 'secretKey', offset: cursor.at, alias });
      skipObject(cursor);
    } else cursor.fail('keyStore.tag', `an entry of kind ${tag}`);
  }
}

function readCertificate(cursor: JavaCursor, version: number, alias: string, entries: KeyStoreEntry[]): void {
  const type = version === 2 ? cursor.text('keyStore.certificateType') : 'X.509';
  const offset = cursor.at + 4;
  const der = cursor.block('keyStore.certificate');
  if (type.startsWith('X')) entries.push({ kind: 'certificate', der, offset, alias });
}

const [PRIVATE_KEY, TRUSTED, SECRET_KEY] = [1, 2, 3];
