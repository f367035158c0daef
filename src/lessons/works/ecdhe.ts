// Work of ECDHE: key pairs for one handshake, the server's signature over its share, the agreement.
import type { EventOf } from '../../lab/recording.ts';
import { curve } from '../messages/ecdhe.ts';
import { number, The, the } from '../phrases.ts';
import type { Lesson } from '../types.ts';

type Work = EventOf<'work'>;

export function generateShare({ actor, facts }: Work): Lesson {
  return {
    title: `${The(actor)} makes a key pair for this handshake`,
    plain: `${The(actor)} picks a random number, its private half, and computes the public half from it on ${curve(facts.group)}. The public half is what it will send.`,
    why: 'The way back, from the public half to the private one, is not feasible. So the public half may be seen by anyone.',
    wrong:
      'This pair has nothing to do with the certificate. It is used once and thrown away (the E in ECDHE stands for ephemeral); the certificate’s key lasts for months.',
    cites: ['ecc.2', 'ecc.5.10'],
  };
}

export function signShare({ actor, facts }: Work): Lesson {
  const bytes = number(facts.bytes);
  return {
    title: `${The(actor)} signs its share`,
    plain: `${The(actor)} signs ${bytes === null ? 'both randoms and its share' : `${bytes} bytes: the client random, the server random, and its share`}. It uses the private key of its certificate.`,
    why: 'The share alone could come from anybody. The signature ties it to the certificate, and the client’s random ties it to this handshake.',
    wrong:
      'Not the whole handshake is signed, as the client does in CertificateVerify, only the randoms and the share. That other messages were not changed, Finished shows.',
    cites: ['ecc.5.4', 'tls12.7.4.3'],
  };
}

export function agreeOnSecret({ actor, facts }: Work): Lesson {
  // The attacker is on both sides: once with the client, once with the server.
  const peer = actor === 'attacker' ? 'other side' : actor === 'client' ? 'server' : 'client';
  return {
    title: `${The(actor)} computes the premaster secret`,
    plain: `${The(actor)} combines its own private half with the ${peer}’s public half on ${curve(facts.group)}. The ${peer} combines the other two halves, and the results are equal.`,
    why: `This is Diffie and Hellman’s idea: ${the(actor)} never learns the ${peer}’s private half, and needs no secret channel.`,
    wrong:
      'Agreeing on a secret says nothing about whom one agreed with. The signature in ServerKeyExchange does that for the server, CertificateVerify for the client.',
    cites: ['ecc.5.10', 'tls12.8.1'],
  };
}

export function serverSignature({ tone }: Work): Lesson {
  const failed = tone === 'fail';
  return {
    title: failed ? 'The server’s signature does not verify' : 'The server’s signature verifies',
    plain: failed
      ? 'The client verifies the signature in ServerKeyExchange with the public key from the server’s certificate. It does not fit: whoever sent this share does not hold the private key of this certificate.'
      : 'The client verifies the signature in ServerKeyExchange with the public key from the server’s certificate. It fits: the server holds the private key, and the share is the server’s.',
    why: failed
      ? 'A certificate is public, and anybody can show it. Here somebody did, and the client stops before it has sent anything.'
      : 'Path validation said whose key this is. Now the client also knows that the key is at the other end.',
    wrong:
      'With RSA key exchange the proof comes with the server’s Finished, since only the key’s holder could open the premaster secret. With ECDHE anybody could compute a right Finished; what proves the key is this signature.',
    cites: ['ecc.5.4', 'tls12.7.4.3'],
  };
}
