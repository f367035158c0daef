// Opens records of one direction under one set of keys, as the endpoints' record layer does (tls/record/protection.ts,
// tls/tls13/protection13.ts), for more suites and older versions, and with one more freedom: nobody has to know where in
// the sequence a record stands. What was tried and does not fit changes nothing.
import { concat, equalBytes } from '../../bytes/hex.ts';
import { openAead } from '../../crypto/aead.ts';
import { decryptCbc, openGcm } from '../../crypto/aes.ts';
import { decryptCamelliaCbc } from '../../crypto/camellia.ts';
import { openCcm } from '../../crypto/ccm.ts';
import { hmac } from '../../crypto/hash.ts';
import { hmacMd5 } from '../../crypto/md5.ts';
import { Rc4 } from '../../crypto/rc4.ts';
import { decryptTripleDesCbc } from '../../crypto/tripleDes.ts';
import { TLS_1_0 } from '../../tls/codePoints/versions.ts';
import { trafficKeys, updatedTraffic } from '../../tls/tls13/keySchedule.ts';
import type { SealingSuite } from './sealingSuites.ts';

/** What was in a record: its true content type (CONTENT_TYPES), and the content. */
export interface OpenedRecord {
  readonly type: number;
  readonly content: Uint8Array;
}

/** Ciphers with a tag, by name. */
export type TaggedCipher = 'gcm' | 'ccm' | 'ccm8' | 'chacha20';

/** Opens what such a cipher has sealed: ciphertext and tag. Null where the tag does not fit. */
export type OpenTagged = (
  cipher: TaggedCipher,
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
) => Uint8Array | null;

export interface RecordOpener {
  /** Number of the next record under these keys. */
  sequence: number;
  /** Opens the record with number `sequence`. Null where it does not fit: then nothing has changed. */
  open(type: number, version: number, fragment: Uint8Array): OpenedRecord | null;
  /** A record passed that could not be seen: `fragment` is null, or what is known of it. */
  skip(fragment: Uint8Array | null): void;
}

/** TLS 1.3, RFC 9846 5.2: keys of one traffic secret. */
export class Opener13 implements RecordOpener {
  sequence = 0;
  readonly secret: Uint8Array;
  readonly suite: SealingSuite;
  readonly #key: Uint8Array;
  readonly #iv: Uint8Array;
  readonly #openTagged: OpenTagged;

  constructor(suite: SealingSuite, secret: Uint8Array, open: OpenTagged = openTagged) {
    this.#openTagged = open;
    this.suite = suite;
    this.secret = secret;
    const { key, iv } = trafficKeys(suite.hash, secret, suite.keyLength);
    this.#key = key;
    this.#iv = iv;
  }

  open(type: number, version: number, fragment: Uint8Array): OpenedRecord | null {
    const { length } = fragment;
    const aad = Uint8Array.of(type, version >> 8, version & 255, length >> 8, length & 255);
    const { cipher } = this.suite;
    if (!isTagged(cipher) || length < tagLength(cipher)) return null;
    const inner = this.#openTagged(cipher, this.#key, nonceOf(this.#iv, this.sequence), aad, fragment);
    if (inner === null) return null;
    let end = inner.length;
    while (end > 0 && inner[end - 1] === 0) end--;
    if (end === 0) return null;
    this.sequence++;
    return { type: inner[end - 1] as number, content: inner.subarray(0, end - 1) };
  }

  skip(): void {
    this.sequence++;
  }

  /** Behind a KeyUpdate, 7.2. */
  next(): Opener13 {
    return new Opener13(this.suite, updatedTraffic(this.suite.hash, this.secret), this.#openTagged);
  }
}

export interface WriteKeys {
  readonly macKey: Uint8Array;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

/** TLS 1.0 to 1.2: one direction behind its ChangeCipherSpec. */
export class Opener12 implements RecordOpener {
  sequence = 0;
  readonly suite: SealingSuite;
  readonly #keys: WriteKeys;
  readonly #version: number;
  readonly #macFirst: boolean;
  /** TLS 1.0: the last block of the record before, RFC 2246 6.2.3.2. */
  #lastBlock: Uint8Array;
  #rc4: Rc4 | null;
  readonly #openTagged: OpenTagged;

  /** `encryptThenMac`: RFC 7366 was agreed on. */
  constructor(
    suite: SealingSuite,
    keys: WriteKeys,
    version: number,
    encryptThenMac: boolean,
    open: OpenTagged = openTagged,
  ) {
    this.#openTagged = open;
    this.suite = suite;
    this.#keys = keys;
    this.#version = version;
    this.#macFirst = !encryptThenMac;
    this.#lastBlock = keys.iv;
    this.#rc4 = suite.cipher === 'rc4' ? new Rc4(keys.key) : null;
  }

  open(type: number, version: number, fragment: Uint8Array): OpenedRecord | null {
    const content = this.#content(type, version, fragment);
    if (content === null) return null;
    this.sequence++;
    return { type, content };
  }

  skip(fragment: Uint8Array | null): void {
    this.sequence++;
    if (fragment === null) return;
    if (this.suite.blockLength > 0) this.#lastBlock = fragment.slice(-this.suite.blockLength);
    this.#rc4?.apply(fragment);
  }

  #content(type: number, version: number, fragment: Uint8Array): Uint8Array | null {
    const { suite } = this;
    switch (suite.cipher) {
      case 'gcm':
      case 'ccm':
      case 'ccm8': {
        const tag = tagLength(suite.cipher);
        const sealed = fragment.subarray(EXPLICIT_NONCE);
        if (sealed.length < tag) return null;
        const nonce = concat(this.#keys.iv, fragment.subarray(0, EXPLICIT_NONCE));
        const aad = this.#header(type, version, sealed.length - tag);
        return this.#openTagged(suite.cipher, this.#keys.key, nonce, aad, sealed);
      }
      case 'chacha20': {
        if (fragment.length < 16) return null;
        const aad = this.#header(type, version, fragment.length - 16);
        return this.#openTagged('chacha20', this.#keys.key, nonceOf(this.#keys.iv, this.sequence), aad, fragment);
      }
      case 'rc4': {
        const running = this.#rc4?.copy();
        if (running === undefined) return null;
        const content = this.#macked(type, version, running.apply(fragment));
        if (content !== null) this.#rc4 = running;
        return content;
      }
      case 'none':
        return this.#macked(type, version, fragment);
      default:
        return this.#blocks(type, version, fragment);
    }
  }

  /** CBC: RFC 5246 6.2.3.2; with RFC 7366 the MAC stands behind the ciphertext. */
  #blocks(type: number, version: number, fragment: Uint8Array): Uint8Array | null {
    const { blockLength } = this.suite;
    const macLength = this.#keys.macKey.length;
    const isExplicit = this.#version > TLS_1_0;
    const end = this.#macFirst ? fragment.length : fragment.length - macLength;
    const start = isExplicit ? blockLength : 0;
    const length = end - start;
    if (length <= 0 || length % blockLength !== 0) return null;
    if (!this.#macFirst) {
      const mac = this.#mac(this.#header(type, version, end), fragment.subarray(0, end));
      if (!equalBytes(mac, fragment.subarray(end))) return null;
    }
    const iv = isExplicit ? fragment.subarray(0, blockLength) : this.#lastBlock;
    const blocks = decryptBlocks(this.suite, this.#keys.key, iv, fragment.subarray(start, end));
    const padding = blocks[blocks.length - 1] as number;
    if (padding + 1 > blocks.length) return null;
    const unpadded = blocks.subarray(0, blocks.length - padding - 1);
    const content = this.#macFirst ? this.#macked(type, version, unpadded) : unpadded;
    if (content !== null && !isExplicit) this.#lastBlock = fragment.slice(end - blockLength, end);
    return content;
  }

  /** Content with its MAC behind it. */
  #macked(type: number, version: number, bytes: Uint8Array): Uint8Array | null {
    const length = bytes.length - this.#keys.macKey.length;
    if (length < 0) return null;
    const content = bytes.subarray(0, length);
    return equalBytes(this.#mac(this.#header(type, version, length), content), bytes.subarray(length)) ? content : null;
  }

  #mac(header: Uint8Array, content: Uint8Array): Uint8Array {
    const { macHash } = this.suite;
    if (macHash === 'md5') return hmacMd5(this.#keys.macKey, header, content);
    return hmac(macHash ?? 'sha256', this.#keys.macKey, header, content);
  }

  /** seq_num, type, version, length. */
  #header(type: number, version: number, length: number): Uint8Array {
    const header = new Uint8Array(13);
    const view = new DataView(header.buffer);
    view.setUint32(0, Math.floor(this.sequence / 2 ** 32));
    view.setUint32(4, this.sequence >>> 0);
    header[8] = type;
    view.setUint16(9, version);
    view.setUint16(11, length);
    return header;
  }
}

/** By the libraries that run everywhere. */
const openTagged: OpenTagged = (cipher, key, nonce, aad, sealed) => {
  switch (cipher) {
    case 'gcm':
      return openGcm({ key, nonce, aad, sealed });
    case 'chacha20':
      return openAead('CHACHA20-POLY1305', { key, nonce, aad, sealed });
    case 'ccm':
      return openCcm({ key, nonce, aad, sealed, tagLength: 16 });
    case 'ccm8':
      return openCcm({ key, nonce, aad, sealed, tagLength: 8 });
  }
};

/** Bytes of the tag. */
export const tagLength = (cipher: TaggedCipher): 8 | 16 => (cipher === 'ccm8' ? 8 : 16);

const isTagged = (cipher: SealingSuite['cipher']): cipher is TaggedCipher =>
  cipher === 'gcm' || cipher === 'ccm' || cipher === 'ccm8' || cipher === 'chacha20';

function decryptBlocks({ cipher }: SealingSuite, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  if (cipher === 'camelliaCbc') return decryptCamelliaCbc(key, iv, data);
  return cipher === 'tripleDesCbc' ? decryptTripleDesCbc(key, iv, data) : decryptCbc(key, iv, data);
}

/** RFC 9846 5.3, RFC 7905 2: the vector, its end XORed with the sequence number. */
function nonceOf(iv: Uint8Array, sequence: number): Uint8Array {
  const nonce = iv.slice();
  const view = new DataView(nonce.buffer);
  view.setUint32(4, view.getUint32(4) ^ Math.floor(sequence / 2 ** 32));
  view.setUint32(8, view.getUint32(8) ^ (sequence >>> 0));
  return nonce;
}

const EXPLICIT_NONCE = 8;
