// ClientKeyExchange, ChangeCipherSpec, Finished: RFC 5246 7.4.7.1, 7.1, 7.4.9.
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { signs } from '../phrases.ts';
import type { Lesson, MessageLike } from '../types.ts';

export function clientKeyExchange({ mode }: Scenario): Lesson {
  return {
    title: 'ClientKeyExchange',
    plain:
      'The client sends the premaster secret: 48 bytes, made of the TLS version it offered and 46 random bytes. They are encrypted with the public key from the server’s certificate, so only the matching private key opens them.',
    why: 'From the premaster secret both sides derive the same keys. Nobody who merely listens can: the secret crosses the wire only in sealed form.',
    wrong:
      mode === 'mutual'
        ? 'Many think that the client’s key takes part in the encryption. In fact only the server’s key pair does. An attacker who gets the server’s private key later can decrypt every recorded session, so RFC 10015 prohibits this key exchange.'
        : 'Many think that a recorded session stays closed for ever. In fact an attacker who gets the server’s private key later can decrypt it: there is no forward secrecy. RFC 10015 prohibits this key exchange.',
    cites: ['tls12.7.4.7.1', 'pkcs1.7.2', 'uta.4.1', 'obsolete.4'],
  };
}

export function changeCipherSpec({ from }: MessageLike<'ChangeCipherSpec'>): Lesson {
  return {
    title: `The ${from}’s ChangeCipherSpec`,
    plain: `A single byte. It says: all that the ${from} sends after this is protected with the new keys.`,
    why: 'Each direction switches by itself, and the receiver has to know from which record on it must decrypt.',
    wrong:
      'Many think that ChangeCipherSpec is a handshake message. In fact it has a record type of its own (20), and CertificateVerify and Finished do not cover it.',
    cites: ['tls12.7.1', 'tls12.7.4.9'],
  };
}

export const finished = (message: MessageLike<'Finished'>, scenario: Scenario): Lesson =>
  message.from === 'server' ? serverFinished(scenario) : clientFinished(scenario);

function clientFinished(scenario: Scenario): Lesson {
  return {
    title: 'The client’s Finished',
    plain:
      'The client’s first protected message. It carries 12 bytes computed from the master secret and a hash of all handshake messages so far.',
    why: 'If somebody changed a byte on the way, or the two sides hold different keys, the server cannot open this record or finds 12 other bytes, and stops.',
    wrong:
      scenario.mode === 'mutual'
        ? 'Many think that the client is accepted when it sends this. In fact it learns that from the server’s Finished, and sends no data before.'
        : signs(scenario)
          ? 'Many think that this shows who the client is. In fact anyone can make a key pair. It shows only that its sender saw the same handshake as the server.'
          : 'Many think that this shows who the client is. In fact anyone can make a premaster secret. It shows only that its sender saw the same handshake as the server.',
    cites: ['tls12.7.4.9'],
  };
}

function serverFinished(scenario: Scenario): Lesson {
  if (signs(scenario)) {
    return {
      title: 'The server’s Finished',
      plain:
        'The server’s first protected message: 12 bytes computed from the master secret and a hash of all handshake messages, the client’s Finished included.',
      why: 'It shows that both sides have the same secret and saw the same handshake. The signature in ServerKeyExchange covered only the randoms and the share; Finished covers the rest, the choice of the cipher suite included.',
      wrong:
        'Many think that Finished proves the certificate’s key. In fact with ECDHE the maker of the share can compute it. That proof was the signature in ServerKeyExchange.',
      cites: ['tls12.7.4.9', 'ecc.5.4'],
    };
  }
  return {
    title: 'The server’s Finished',
    plain:
      'The server’s first protected message: 12 bytes computed from the master secret and a hash of all handshake messages, the client’s Finished included.',
    why: 'Besides the client, only someone who opened the premaster secret can compute them. With RSA key exchange this is the server’s proof that it holds the private key of its certificate.',
    wrong:
      'Many think that Finished proves the name, too. In fact it proves the key; path validation ties the key to the name. A client that skips either does not know who the server is.',
    cites: ['tls12.7.4.9', 'tls12.F.1.1.2'],
  };
}
