// Work on secrets and keys: premaster secret, master secret, key block, Finished, protected records.
import type { Actor } from '../../lab/recording/recording.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { signs, The, the } from '../phrases.ts';
import type { Lesson, Operation } from '../types.ts';

export function generatePremaster(): Lesson {
  return {
    title: 'The client generates the premaster secret',
    plain:
      'The client makes 48 bytes: the TLS version that it offered, then 46 random bytes. This is the one secret from which all keys of the session follow.',
    why: 'The random bytes must be impossible to guess. The version in front shows the server whether somebody tampered with the offer to force an older version.',
    wrong:
      'Many think that the textbook’s “random byte string” is the key. In fact the keys are computed from it and from the two randoms.',
    cites: ['tls12.7.4.7.1', 'tls12.8.1'],
  };
}

export function openPremaster({ result }: Operation<'premaster.open'>): Lesson {
  return {
    title: result === 'fail' ? 'The server cannot open the premaster secret' : 'The server opens the premaster secret',
    plain:
      result === 'fail'
        ? 'The server’s private key does not open what the client sealed. The server must not say so: it goes on with 48 bytes, the last 46 of them random, as if nothing had happened.'
        : 'The server decrypts ClientKeyExchange with its private key and finds the 48 bytes that the client made. Both sides now hold the same secret.',
    why:
      result === 'fail'
        ? 'If a server showed whether the decryption worked, an attacker could learn the secret of a recorded session by asking many times (Bleichenbacher’s attack).'
        : 'Only the private key opens it. So the server holds the private key; the client sees that in the server’s Finished.',
    wrong:
      result === 'fail'
        ? 'Many think that the handshake stops here. In fact it fails at the client’s Finished, which the server cannot read: it has derived other keys.'
        : 'Many think that a server always proves its key by decrypting. In fact it does so with RSA key exchange only. With other key exchanges the server signs.',
    cites: ['tls12.7.4.7.1', 'tls12.F.1.1.2'],
  };
}

export function deriveKeys({ actor, details: { extended } }: Operation<'keys.derive'>, { suite }: Scenario): Lesson {
  const hash = suite.endsWith('SHA384') ? 'SHA-384' : 'SHA-256';
  const keys = suite.includes('CBC')
    ? 'a key for encrypting and one for the MAC (message authentication code)'
    : suite.includes('CHACHA20')
      ? 'a key for encrypting and the 12 bytes from which every nonce is made'
      : 'a key for encrypting and 4 bytes that begin every nonce';
  return {
    title: `${The(actor)} derives the keys`,
    plain: `From the premaster secret and ${extended ? 'a hash of the handshake so far' : 'the two randoms'}, ${the(actor)} computes the master secret; from that and the two randoms, the key block. It is cut into ${keys}, for each direction.`,
    why: `The computation (the PRF, pseudorandom function, built on ${hash}) is public; the premaster secret is not. Because the randoms are new each time, so are the keys.`,
    wrong: `Many think that there is one key. In fact the client writes with one key and the server with another, and both sides know all of them.${
      extended ? ' The hash of the handshake takes part because both sides agreed on the extended master secret.' : ''
    }`,
    cites: extended ? ['tls12.8.1', 'ems.4', 'tls12.6.3', 'tls12.5'] : ['tls12.8.1', 'tls12.6.3', 'tls12.5'],
  };
}

/** In mutual TLS the client's signature, where it sent one, has covered most of the messages already. */
const finishedFromClient = ({ mode }: Scenario): string =>
  mode === 'mutual'
    ? 'From here the server may send its own Finished. If the client sent CertificateVerify, its signature covered the messages up to ClientKeyExchange. Finished covers all messages, and proves that both sides have the same keys.'
    : 'From here the server may send its own Finished. Until now it could not know whether the client had seen the true messages.';

export function finishedVerify({ actor, subject, result }: Operation<'finished.verify'>, scenario: Scenario): Lesson {
  const peer = subject ?? (actor === 'client' ? 'server' : 'client');
  if (result === 'fail') {
    return {
      title: `${The(actor)} finds a wrong Finished`,
      plain: `${The(actor)} computes the 12 bytes that the ${peer}’s Finished should hold. Others arrived: the two sides have different secrets, or saw different handshakes.`,
      why: 'This is where tampering with an earlier message shows, even with one that was sent in the clear.',
      wrong: 'Many think that Finished tells which message was changed. In fact it shows only that something differs.',
      cites: ['tls12.7.4.9'],
    };
  }
  if (signs(scenario)) return finishedAfterSignature(actor, peer, scenario);
  return {
    title: `${The(actor)} verifies the ${peer}’s Finished`,
    plain:
      peer === 'server'
        ? 'The client computes the 12 bytes that the server’s Finished should hold, and they match. So the server opened the premaster secret, which takes the private key of its certificate, and nobody changed a message on the way.'
        : 'The server computes the 12 bytes that the client’s Finished should hold, and they match. The sender of the premaster secret saw the same handshake, and nobody changed a message on the way.',
    why:
      peer === 'server'
        ? 'The certificate said whose key it is; this proves that the key is at the other end. From here the client may send data.'
        : finishedFromClient(scenario),
    wrong:
      peer === 'server'
        ? 'Many think that encryption shows who the server is. In fact only the path and this proof together do.'
        : 'Many think that Finished shows who the client is. In fact certificate and CertificateVerify do, where the server asks for them.',
    cites: peer === 'server' ? ['tls12.7.4.9', 'tls12.F.1.1.2'] : ['tls12.7.4.9'],
  };
}

function finishedAfterSignature(actor: Actor, peer: Actor, scenario: Scenario): Lesson {
  return {
    title: `${The(actor)} verifies the ${peer}’s Finished`,
    plain: `${The(actor)} computes the 12 bytes that the ${peer}’s Finished should hold, and they match. Both have the same secret, and nobody changed a message on the way.`,
    why:
      peer === 'server'
        ? 'The signature in ServerKeyExchange proved the server’s key, but covered only the randoms and the share. Now everything else is known to be unchanged too, and the client may send data.'
        : finishedFromClient(scenario),
    wrong:
      peer === 'server'
        ? 'Many think that Finished shows who the server is. In fact the maker of the share can compute it. Path, signature and Finished belong together.'
        : 'Many think that Finished shows who the client is. In fact certificate and CertificateVerify do, where the server asks for them.',
    cites: ['tls12.7.4.9'],
  };
}

export function recordOpen({ actor, result }: Operation<'record.open'>, { suite }: Scenario): Lesson {
  const sender = actor === 'client' ? 'server' : 'client';
  const check = suite.includes('CBC') ? 'the MAC inside it does not match' : 'its authentication tag does not match';
  return {
    title: result === 'fail' ? `${The(actor)} cannot open the record` : `${The(actor)} opens the record`,
    plain:
      result === 'fail'
        ? `${The(actor)} tries to open the ${sender}’s protected record, and ${check}. It ends the connection with bad_record_mac.`
        : `${The(actor)} opens the ${sender}’s protected record with the key for this direction; it is unchanged.`,
    why: 'Every protected record is checked before anything in it is used.',
    wrong:
      result === 'fail'
        ? 'Many think that this shows a change on the way. In fact the two sides may also have different keys, as with RSA key exchange when the server could not open the premaster secret.'
        : null,
    cites: ['tls12.6.2.3', 'tls12.7.2.2'],
  };
}
