// ServerKeyExchange, and ClientKeyExchange as ECDHE has it: RFC 8422 5.4 and 5.7.

import type { GroupName } from '../../crypto/keyAgreement.ts';
import type { Lesson, MessageLike } from '../types.ts';

export function serverKeyExchange({ details }: MessageLike<'ServerKeyExchange'>): Lesson {
  return {
    title: 'ServerKeyExchange',
    plain: `The server sends the public half of a key pair that it made for this handshake alone, on ${curve(details.group)}. It signs it, together with both randoms. The signature must verify with the public key in its certificate.`,
    why: 'The share is needed to agree on a secret; the signature says whose share it is. Without it, anybody on the way could put in a share of their own and read everything.',
    wrong:
      'Many think that the server proves its key by decrypting. In fact the certificate’s key never encrypts here. The signature proves it, and since it covers the client’s fresh random, it cannot be an old one.',
    cites: ['ecc.5.4', 'tls12.7.4.3', 'ecc.2'],
  };
}

export function clientShare({ details }: MessageLike<'ClientKeyExchange'>): Lesson {
  return {
    title: 'ClientKeyExchange',
    plain: `The client sends the public half of its own key pair for this handshake, on ${curve(details.group)} too. With its private half and the server’s share it computes the premaster secret; the server does the same the other way round.`,
    why: 'Both arrive at the same secret, though it never crosses the wire, not even sealed. From the two public shares nobody else can compute it.',
    wrong:
      'Many think that the client sends a secret here. In fact it sends a public share. So the server’s private key opens no recorded session once both have deleted their private halves: that is forward secrecy.',
    cites: ['ecc.5.7', 'ecc.5.10', 'uta.4.1'],
  };
}

/** In a sentence, behind “on”. */
export const curve = (group: GroupName | undefined): string => (group && CURVES[group]) ?? 'an elliptic curve';

const CURVES: Partial<Readonly<Record<GroupName, string>>> = {
  x25519: 'the curve X25519',
  secp256r1: 'the curve P-256 (secp256r1)',
};
