// What somebody on the wire does, and the day after.
import type { EventOf } from '../../lab/recording.ts';
import { commonName, count, hexByte, number, text } from '../phrases.ts';
import type { Lesson } from '../types.ts';

type Work = EventOf<'work'>;

export function attackerEquip({ facts }: Work): Lesson {
  return {
    title: 'The attacker makes a CA of its own',
    plain: `The attacker has set up a CA, ${commonName(facts.root)}, and lets it issue a certificate for ${text(facts.subject) ?? 'the server’s name'}, with a key that the attacker holds.`,
    why: 'This takes a few commands and nobody’s permission. It is what company proxies do, and some malware.',
    wrong:
      'The certificate is not a forgery: name, dates and signature are all right. It counts for whoever trusts this CA.',
    cites: ['pkix.3.2', 'pkix.6.1.1.d'],
  };
}

/** As an endpoint of its two connections. */
export function attackerKeys({ work }: Work): Lesson {
  const wrong = 'The attacker has broken nothing. It is a party to this connection, and parties have the keys.';
  switch (work) {
    case 'premaster.open':
      return {
        title: 'The attacker opens the premaster secret',
        plain:
          'The client has sealed the secret with the key in the certificate that it was shown. That is the attacker’s, and its private key opens it.',
        why: 'From here on the client encrypts for the attacker, as it would for the server.',
        wrong,
        cites: ['tls12.7.4.7.1', 'tls12.F.1.1.2'],
      };
    case 'transcript.sign':
      return {
        title: 'The attacker signs with a key of its own',
        plain:
          'The attacker shows the client’s certificate, which it has just been shown itself. The signature must come from the key in it, and that key never leaves the client.',
        why: 'CertificateVerify is there for just this: a certificate can be copied, the key behind it can’t.',
        wrong:
          'The client’s own CertificateVerify is of no use to the attacker: it signs the other handshake, with other randoms in it.',
        cites: ['tls12.7.4.8'],
      };
    default:
      return {
        title: 'The attacker makes a premaster secret',
        plain:
          'Towards the server the attacker is a client. It makes a secret of its own, and seals it with the key in the server’s certificate.',
        why: 'It can’t use the client’s: that is a different connection, with different randoms and different keys.',
        wrong,
        cites: ['tls12.7.4.7.1', 'tls12.8.1'],
      };
  }
}

export function attackerEdit({ facts }: Work): Lesson {
  const { offset, from, to } = facts;
  const message = text(facts.message) ?? 'a message';
  const byte = `Byte ${String(offset)} (counted from 0) was ${hexByte(from)} and becomes ${hexByte(to)}.`;
  const cites: Lesson['cites'] = ['tls12.F.1.1.2', 'tls12.7.4.9'];
  switch (facts.how) {
    case 'suites': {
      // In TLS 1.3 there is no such extension to take out.
      const extended = facts.extensions !== 0;
      return {
        title: `The attacker rewrites ${message}`,
        plain: `The attacker takes ${count(number(facts.suites) ?? 0, 'cipher suite')} out of the client’s list, so that the server must choose among the rest${extended ? ', and with them the extended master secret' : ''}.`,
        why: 'If this went unnoticed, an attacker could always push two strong programs down to the weakest thing that both know.',
        wrong: extended
          ? 'The offer is not secret, and neither side checks it right away. With the extended master secret the keys themselves would depend on it, which is why it is taken out as well.'
          : 'The offer is not secret, and yet no change of it goes unnoticed: in TLS 1.3 all keys depend on every byte of both hellos.',
        cites: extended ? [...cites, 'ems.4'] : ['tls13.7.1', 'tls13.4.2.2'],
      };
    }
    case 'version':
      return {
        title: `The attacker rewrites ${message}`,
        plain:
          'The attacker takes out what offers TLS 1.3. To the server it looks as if the client knew TLS 1.2 at most.',
        why: 'An old version may have weaknesses that a new one has not. Whoever can choose the version for two others chooses the old one.',
        wrong:
          'A server that gets an old offer can’t know that it was not made so. It leaves a mark for the client to find.',
        cites: ['tls13.4.2.3', 'tls13.4.3.1'],
      };
    case 'length':
      return {
        title: `A length in ${message} is changed`,
        plain: `${byte} It is part of a length, which now says more than there is.`,
        why: 'Every field of variable size has its length in front. A reader that believes it reads past the end.',
        wrong: 'That is no harmless slip: Heartbleed came from a length that was believed without counting.',
        cites: ['tls12.7.2.2'],
      };
    case 'bit':
      return {
        title: `One bit of ${message} is turned over`,
        plain: `${byte} The attacker does not know what the bit means.`,
        why: 'A signature, a tag or a MAC covers every bit. If one differs, it does not verify.',
        wrong:
          'The receiver can’t repair it, and can’t tell which bit it was. It only knows that something is not as it was made.',
        cites: ['tls12.6.2.3', 'tls12.7.4.8'],
      };
    default:
      return {
        title: `A byte of ${message} is changed by hand`,
        plain: byte,
        why: 'What happens next is not written down anywhere. The endpoints read the bytes that arrive, and decide.',
        wrong:
          'Not every change is noticed at once, or by whom one expects. Look at where the check stands that fails.',
        cites,
      };
  }
}

export function attackerDrop({ facts }: Work): Lesson {
  const message = text(facts.message) ?? 'a message';
  return {
    title: `The attacker keeps ${message} back`,
    plain: `${message} arrives at the attacker and goes no further. All that follows it is passed on.`,
    why: 'TCP numbers the bytes but has no key. An attacker on the path can rewrite the numbers or end the TCP connection itself, and so leave a message out.',
    wrong: 'A missing message is not noticed by itself: it shows when the next one comes that has no place there.',
    cites: ['tls12.7.3', 'tls12.7.2.2'],
  };
}

export function attackerReplay({ facts }: Work): Lesson {
  const message = text(facts.message) ?? 'A message';
  return {
    title: `Yesterday’s ${message} takes the place of today’s`,
    plain: `The attacker puts the client’s message aside and sends ${count(number(facts.bytes) ?? 0, 'byte')} that it recorded in a session of yesterday.`,
    why: 'The attacker can’t make a message that opens under the session’s keys. It can only try one that opened once.',
    wrong:
      'Both sides are the same as yesterday, and so are their certificates. The randoms are not, and so neither are the keys.',
    cites: ['tls12.8.1', 'tls12.6.3'],
  };
}

export function attackerRead({ facts }: Work): Lesson {
  const from = facts.from === 'server' ? 'server' : 'client';
  return {
    title: `The attacker reads what the ${from} sent`,
    plain: `The connection with the ${from} ends at the attacker, and it has the keys. It opens the record like any endpoint and reads: ${text(facts.line) ?? 'the data'}.`,
    why: 'It can keep a copy, change it, or answer something else. Here it only reads, and sends it on.',
    wrong:
      'The lock in the browser is closed all the while. It says that the connection is encrypted, and to whom: to whoever the trust store vouches for.',
    cites: ['tls12.10', 'pkix.6.1.1.d'],
  };
}

export function keySteal({ facts }: Work): Lesson {
  return {
    title: 'The server’s private key is stolen',
    plain: `A day has passed. The server’s private key, ${keyOf(facts)}, has come into the attacker’s hands: from a backup, a bug, a disk that was thrown away.`,
    why: 'Recording is cheap, and ciphertext keeps. The question is what yesterday’s recording is worth today.',
    wrong:
      'Revoking the certificate now helps against whoever wants to play the server tomorrow. It does nothing for what was recorded.',
    cites: ['tls12.F.1.1.2'],
  };
}

function keyOf({ algorithm, bits, curve }: Work['facts']): string {
  if (algorithm === 'EC') return `on the curve ${text(curve) ?? 'of its certificate'}`;
  return algorithm === 'Ed25519' ? 'for Ed25519' : `${number(bits) ?? 2048} bits of RSA`;
}

export function attackerDecrypt({ facts }: Work): Lesson {
  if (facts.opened === true) {
    return {
      title: 'The attacker decrypts the recording',
      plain: `From the recorded bytes and the stolen key alone: the key opens ClientKeyExchange, the premaster secret gives the master secret, and that gives all keys. ${count(number(facts.records) ?? 0, 'protected message')} can be read.`,
      why: 'With RSA key exchange every session hangs on one key that lives for years. There is no forward secrecy.',
      wrong:
        'Nobody broke the encryption. The key for it was in the recording from the start, sealed with a key that has now leaked.',
      cites: ['tls12.F.1.1.2', 'tls12.7.4.7.1', 'tls12.8.1'],
    };
  }
  return {
    title: 'The stolen key opens nothing',
    plain: UNOPENED[text(facts.reason) ?? ''] ?? UNOPENED.silent ?? '',
    why: 'Keys that are made for one session and thrown away after it can’t be stolen the day after: this is forward secrecy.',
    wrong: 'The certificate’s key still is worth stealing: with it, one can play the server from now on.',
    cites: ['tls12.F.1.1.2'],
  };
}

const UNOPENED: Readonly<Record<string, string>> = {
  keyExchange:
    'The stolen key only ever signed. The secret was agreed with keys that both sides made for this session and then forgot, and the recording holds nothing but their public halves.',
  unsealed: 'What the client sent sealed does not open with the stolen key: it was sealed with another one.',
  silent: 'The handshake did not come as far as the exchange of a secret. There is nothing to open.',
};
