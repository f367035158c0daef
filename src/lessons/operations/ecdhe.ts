// Work of ECDHE: key pairs for one handshake, the server's signature over its share, the agreement.
import { curve } from '../messages/ecdhe.ts';
import { The, the } from '../phrases.ts';
import type { Lesson, Operation } from '../types.ts';

export function generateShare({ actor, details }: Operation<'ecdhe.generate'>): Lesson {
  return {
    title: `${The(actor)} makes a key pair for this handshake`,
    plain: `${The(actor)} picks a random number, its private half, and computes the public half from it on ${curve(details.group)}. The public half is what it will send.`,
    why: 'Nobody can compute the private half from the public one. So anyone may see the public half.',
    wrong:
      'Many think that this is the certificate’s key. In fact the pair is used once (ECDHE: elliptic curve Diffie-Hellman, ephemeral); the certificate’s key lasts for months.',
    cites: ['ecc.2', 'ecc.5.10'],
  };
}

export function signShare({ actor, details }: Operation<'parameters.sign'>): Lesson {
  return {
    title: `${The(actor)} signs its share`,
    plain: `${The(actor)} signs ${details.bytes} bytes: the client random, the server random, and its share. ${keyUsed(actor, details)}`,
    why: 'The share alone could come from anybody. The signature ties it to the certificate, and the client’s random ties it to this handshake.',
    wrong:
      'Many think that this signature covers the whole handshake. In fact it covers only the randoms and the share; Finished protects the rest.',
    cites: ['ecc.5.4', 'tls12.7.4.3'],
  };
}

/** In one line: whose key signs. A thief of a certificate and an attacker have keys of their own. */
export const signedWith = ({ actor, details }: Operation<'parameters.sign' | 'transcript.sign'>): string =>
  actor === 'attacker' || details.otherKey === true ? 'with a key of its own' : `with the ${actor}’s private key`;

/** One sentence. To the key of an attacker belongs a certificate, where it shows the one that its own CA issued. */
export function keyUsed(actor: Operation['actor'], { otherKey }: { readonly otherKey?: boolean }): string {
  if (otherKey === true)
    return 'It uses a key of its own: it does not have the private key of the certificate that it shows.';
  return actor === 'attacker'
    ? 'It uses a key of its own, to which the certificate belongs that its own CA issued.'
    : 'It uses the private key of its certificate.';
}

export function agreeOnSecret({ actor, details }: Operation<'ecdhe.agree'>): Lesson {
  // The attacker is on both sides: once with the client, once with the server.
  const peer = actor === 'attacker' ? 'other side' : actor === 'client' ? 'server' : 'client';
  return {
    title: `${The(actor)} computes the premaster secret`,
    plain: `${The(actor)} combines its own private half with the ${peer}’s public half on ${curve(details.group)}. The ${peer} combines the other two halves, and the results are equal.`,
    why: `This is Diffie and Hellman’s idea: ${the(actor)} never learns the ${peer}’s private half, and needs no secret channel.`,
    wrong:
      'Many think that a common secret shows who the peer is. In fact the signature in ServerKeyExchange shows who the server is, and CertificateVerify who the client is.',
    cites: ['ecc.5.10', 'tls12.8.1'],
  };
}

export function serverSignature({ result }: Operation<'possession.verify'>): Lesson {
  const failed = result === 'fail';
  return {
    title: failed ? 'The server’s signature does not verify' : 'The server’s signature verifies',
    plain: failed
      ? 'The client verifies the signature in ServerKeyExchange with the public key from the server’s certificate. It does not verify: the sender of this share does not hold the private key of this certificate, or the message was changed on the way.'
      : 'The client verifies the signature in ServerKeyExchange with the public key from the server’s certificate. It verifies: the server holds the private key, and the share is the server’s.',
    why: failed
      ? 'A certificate is public, and anybody can show it. Here somebody did, and the client stops before it has sent anything.'
      : 'Path validation said whose key this is. Now the client also knows that the key is at the other end.',
    wrong:
      'Many think that Finished proves the server’s key. In fact that holds for RSA key exchange. With ECDHE the maker of the share can compute Finished; this signature proves the key.',
    cites: ['ecc.5.4', 'tls12.7.4.3'],
  };
}
