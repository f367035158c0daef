// AES (FIPS 197) in GCM (NIST SP 800-38D) and CBC (NIST SP 800-38A 6.2), computed by node-forge: the first records under
// each key, which is all that a handshake and its first questions need. Forge prepares key and table anew for each record
// and takes about ten times as long as noble with a prepared key; in a conversation of thousands of records that
// would be most of the time, so what follows is noble's.
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/aes.js';
import 'node-forge/lib/cipher.js';
import 'node-forge/lib/cipherModes.js';
import 'node-forge/lib/util.js';
import { fromBinary, toBinary } from '../binary.ts';
import * as noble from '../noble/aes.ts';
import type { GcmOpen, GcmSeal } from '../provider.ts';

const forge: Pick<typeof forgeRoot, 'cipher' | 'util'> = forgeRoot;

export function sealGcm(input: GcmSeal): Uint8Array {
  if (isLater(input.key)) return noble.sealGcm(input);
  const cipher = forge.cipher.createCipher('AES-GCM', toBinary(input.key));
  cipher.start({ iv: toBinary(input.nonce), additionalData: toBinary(input.aad), tagLength: TAG_BITS });
  cipher.update(forge.util.createBuffer(toBinary(input.plaintext)));
  cipher.finish();
  return fromBinary(cipher.output.getBytes() + cipher.mode.tag.getBytes());
}

export function openGcm(input: GcmOpen): Uint8Array | null {
  if (isLater(input.key)) return noble.openGcm(input);
  const end = input.sealed.length - TAG_BITS / 8;
  const decipher = forge.cipher.createDecipher('AES-GCM', toBinary(input.key));
  decipher.start({
    iv: toBinary(input.nonce),
    additionalData: toBinary(input.aad),
    tagLength: TAG_BITS,
    tag: forge.util.createBuffer(toBinary(input.sealed.subarray(end))),
  });
  decipher.update(forge.util.createBuffer(toBinary(input.sealed.subarray(0, end))));
  return decipher.finish() ? fromBinary(decipher.output.getBytes()) : null;
}

export function encryptCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  if (isLater(key)) return noble.encryptCbc(key, iv, data);
  const cipher = forge.cipher.createCipher('AES-CBC', toBinary(key));
  cipher.start({ iv: toBinary(iv) });
  cipher.update(forge.util.createBuffer(toBinary(data)));
  finishUnpadded(cipher);
  return fromBinary(cipher.output.getBytes());
}

export function decryptCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  if (isLater(key)) return noble.decryptCbc(key, iv, data);
  const decipher = forge.cipher.createDecipher('AES-CBC', toBinary(key));
  decipher.start({ iv: toBinary(iv) });
  decipher.update(forge.util.createBuffer(toBinary(data)));
  finishUnpadded(decipher);
  return fromBinary(decipher.output.getBytes());
}

/** forge asks a function to pad or to take padding away, and goes on where it says so; its types don't know. */
const finishUnpadded = (cipher: unknown): boolean =>
  (cipher as { finish(pad: () => boolean): boolean }).finish(() => true);

/** Counts the uses of a key. */
function isLater(key: Uint8Array): boolean {
  const used = uses.get(key) ?? 0;
  uses.set(key, used + 1);
  return used >= FIRST_RECORDS;
}

const FIRST_RECORDS = 32;
const TAG_BITS = 128;
const uses = new WeakMap<Uint8Array, number>();
