// The private half of a key share as bytes, for the record of secrets: X25519MLKEM768 has two, in the order of its share.
import { concat } from '../../bytes/hex.ts';
import type { PrivateShare } from '../../crypto/keyAgreement.ts';

export const privateBytes = (own: PrivateShare): Uint8Array =>
  own.group === 'X25519MLKEM768' ? concat(own.decapsulationKey, own.scalar) : own.scalar;
