// Triple DES in CBC (NIST SP 800-67, SP 800-38A 6.2), which RFC 9325 4.1 tells not to use: to read what others have sent.
// node-forge computes it.
import forge from 'node-forge/lib/forge.js';
import 'node-forge/lib/des.js';
import { fromBinary, toBinary } from './binary.ts';

/** `key` of 24 bytes, `iv` of 8; whole blocks of 8 bytes, padding left in place. */
export function decryptTripleDesCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const running = forge.cipher.createDecipher('3DES-CBC', toBinary(key));
  running.start({ iv: forge.util.createBuffer(toBinary(iv)) });
  running.update(forge.util.createBuffer(toBinary(data)));
  // Padding is the record layer's.
  (running.finish as (pad: () => boolean) => boolean)(() => true);
  return fromBinary(running.output.getBytes());
}
