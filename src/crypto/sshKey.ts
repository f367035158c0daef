// Public keys as SSH writes them (RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4): in the clear in front of the private ones of
// OpenSSH (its PROTOCOL.key) and of PuTTY (appendix C of its manual).
import { DecodeError } from '../bytes/error.ts';
import { equalBytes, fromUtf8 } from '../bytes/hex.ts';
import type { PublicKey } from './ellipticKey.ts';
import { fromBytes } from './integer.ts';
import { UNSUPPORTED } from './passwordBased.ts';
import { rsaPublicKey } from './rsaKey.ts';
import type { CurveName } from './verifiers.ts';

/** The public half of `openssh-key-v1`. Throws DecodeError. */
export function opensshPublicKey(bytes: Uint8Array): PublicKey {
  const magic = new TextEncoder().encode('openssh-key-v1\0');
  if (!equalBytes(bytes.subarray(0, magic.length), magic)) throw new DecodeError('openssh', 0, 'no openssh-key-v1');
  const cursor = new SshCursor(bytes, magic.length);
  for (const _part of ['cipher', 'derivation', 'parameters']) cursor.string();
  // How many keys there are: always one.
  cursor.skip(4);
  return sshPublicKey(cursor.string());
}

/** The public half of a key file of PuTTY, of version 2 or 3. Throws DecodeError. */
export function puttyPublicKey(text: string): PublicKey {
  const version = /^[ \t]*PuTTY-User-Key-File-(\d+):/m.exec(text)?.[1];
  if (version === '1') throw new DecodeError(UNSUPPORTED, 0, 'a key file of PuTTY of version 1');
  const [, count = '', lines = ''] = /^[ \t]*Public-Lines: (\d{1,3})[ \t]*\r?\n((?:[^\r\n]*\r?\n?)*)/m.exec(text) ?? [];
  const digits = lines.split(/\r?\n/).slice(0, Number(count)).join('').replace(/\s/g, '');
  if (digits === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(digits) || digits.length % 4 !== 0) {
    throw new DecodeError('ppk.public', 0, 'its public half is missing');
  }
  return sshPublicKey(Uint8Array.from(atob(digits), (character) => character.charCodeAt(0)));
}

/** A public key blob. Throws DecodeError, with the field UNSUPPORTED where TLS has no such keys. */
export function sshPublicKey(blob: Uint8Array): PublicKey {
  const cursor = new SshCursor(blob, 0);
  const type = fromUtf8(cursor.string());
  if (type === 'ssh-rsa') {
    const e = fromBytes(cursor.string());
    const n = fromBytes(cursor.string());
    return checkedRsa(n, e);
  }
  if (type === 'ssh-ed25519') {
    const bytes = cursor.string().slice();
    if (bytes.length !== 32) throw new DecodeError('ssh', 0, `an Ed25519 key of ${bytes.length} bytes`);
    return { kind: 'ed25519', bytes };
  }
  const curve = CURVES[type];
  if (curve === undefined)
    throw new DecodeError(UNSUPPORTED, 0, /^[\w@.-]{1,60}$/.test(type) ? type : 'no name of a key');
  cursor.string();
  return { kind: 'ec', curve, point: cursor.string().slice() };
}

/** Beyond 20,000 bits, DER of keys is not written here, and nobody has such keys. */
export function checkedRsa(n: bigint, e: bigint): PublicKey {
  if (n >> 20000n !== 0n || n <= 0n || e <= 0n || e > n) throw new DecodeError('rsaPrivateKey', 0, 'no RSA key');
  return rsaPublicKey(n, e);
}

class SshCursor {
  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  /** RFC 4251 5: a length of four bytes in front. */
  string(): Uint8Array {
    this.skip(4);
    const length = new DataView(this.bytes.buffer, this.bytes.byteOffset).getUint32(this.at - 4);
    this.skip(length);
    return this.bytes.subarray(this.at - length, this.at);
  }

  skip(length: number): void {
    if (length > this.bytes.length - this.at) throw new DecodeError('ssh', this.at, 'it breaks off');
    this.at += length;
  }
}

const CURVES: Readonly<Record<string, CurveName>> = {
  'ecdsa-sha2-nistp256': 'P-256',
  'ecdsa-sha2-nistp384': 'P-384',
  'ecdsa-sha2-nistp521': 'P-521',
};
