// What somebody on the wire does, and the day after.
import type { KeyDetails, OperationDetails } from '../../lab/recording/details.ts';
import { commonNameIn, count, hexByte } from '../phrases.ts';
import type { Lesson, Operation } from '../types.ts';

export function attackerEquip({ details }: Operation<'attacker.equip'>): Lesson {
  return {
    title: 'The attacker makes a CA of its own',
    plain: `The attacker has set up a CA, ${commonNameIn(details.root)}, and lets it issue a certificate for ${details.subject}, with a key that the attacker holds.`,
    why: 'This takes a few commands and nobody’s permission. It is what company proxies do, and some malware.',
    wrong:
      'Many think that the certificate is a forgery. In fact name, dates and signature are all right. It counts for everyone who trusts this CA.',
    cites: ['pkix.3.2', 'pkix.6.1.1.d'],
  };
}

/** As an endpoint of its two connections. */
export function attackerKeys({
  operation,
}: Operation<'premaster.generate' | 'premaster.open' | 'transcript.sign'>): Lesson {
  const wrong =
    'Many think that the attacker broke the encryption. In fact it is an endpoint of this connection, and endpoints have the keys.';
  switch (operation) {
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
          'Many think that the attacker can reuse the client’s CertificateVerify. In fact that signs the other handshake, with other randoms in it.',
        cites: ['tls12.7.4.8'],
      };
    default:
      return {
        title: 'The attacker makes a premaster secret',
        plain:
          'To the server, the attacker acts as a client. It makes a secret of its own, and encrypts it with the key in the server’s certificate.',
        why: 'It can’t use the client’s: that is a different connection, with different randoms and different keys.',
        wrong,
        cites: ['tls12.7.4.7.1', 'tls12.8.1'],
      };
  }
}

export function attackerEdit({ details }: Operation<'attacker.edit'>): Lesson {
  const { offset, from, to } = details;
  const { message } = details;
  const byte = `Byte ${String(offset)} (counted from 0) was ${hexByte(from)} and becomes ${hexByte(to)}.`;
  const cites: Lesson['cites'] = ['tls12.F.1.1.2', 'tls12.7.4.9'];
  switch (details.how) {
    case 'suites': {
      // In TLS 1.3 there is no such extension to take out.
      const extended = details.extensions !== 0;
      return {
        title: `The attacker rewrites ${message}`,
        plain: `The attacker takes ${count(details.suites ?? 0, 'cipher suite')} out of the client’s list, so that the server must choose among the rest${extended ? ', and with them the extended master secret' : ''}.`,
        why: 'If this went unnoticed, an attacker could always push two strong programs down to the weakest thing that both know.',
        wrong: extended
          ? 'Many think that a changed offer is noticed at once. In fact neither side checks it right away. With the extended master secret the keys themselves depend on it: the two sides would have different keys, and the first encrypted record would fail with bad_record_mac. So the attacker takes that extension out, too.'
          : 'Many think that a message in the clear can be changed unnoticed. In fact all keys of TLS 1.3 depend on every byte of both hellos.',
        cites: extended ? [...cites, 'ems.4'] : ['tls13.7.1', 'tls13.4.2.2'],
      };
    }
    case 'version':
      return {
        title: `The attacker rewrites ${message}`,
        plain:
          'The attacker takes out what offers TLS 1.3. To the server it looks as if the client knew TLS 1.2 at most.',
        why: 'An old version may have weaknesses that a new one does not have. An attacker who can choose the version for two others chooses the old one.',
        wrong:
          'Many think that the server can detect the change. In fact it cannot know that an attacker changed the offer. It puts a mark into its random, and the client looks for it.',
        cites: ['tls13.4.2.3', 'tls13.4.3.1'],
      };
    case 'length':
      return {
        title: `A length in ${message} is changed`,
        plain: `${byte} It is part of a length, which now says more than there is.`,
        why: 'Every field of variable size has its length in front. A program that trusts a wrong length reads past the end.',
        wrong:
          'Many think that a wrong length is harmless. In fact Heartbleed came from a length that a program believed without counting.',
        cites: ['tls12.7.2.2'],
      };
    case 'bit':
      return {
        title: `One bit of ${message} is flipped`,
        plain: `${byte} The attacker does not know what the bit means.`,
        why: 'A signature, an authentication tag or a MAC (message authentication code) does not verify if a bit that it covers differs.',
        wrong:
          'Many think that the receiver can tell which bit was changed. In fact it only knows that something was changed.',
        cites: ['tls12.6.2.3', 'tls12.7.4.8'],
      };
    case 'hand':
      return {
        title: `A byte of ${message} is changed by hand`,
        plain: byte,
        why: 'What happens next is not scripted. The endpoints read the bytes that arrive, and decide.',
        wrong:
          'Many think that every change is noticed at once. In fact a later check or the other side may be the first to notice it.',
        cites,
      };
  }
}

export function attackerDrop({ details }: Operation<'attacker.drop'>): Lesson {
  const { message } = details;
  return {
    title: `The attacker drops ${message}`,
    plain: `${message} arrives at the attacker and goes no further. All that follows it is passed on.`,
    why: 'TCP numbers the bytes but has no key. An attacker on the path can rewrite the numbers or end the TCP connection itself, and so leave a message out.',
    wrong:
      'Many think that a missing message is noticed at once. In fact the receiver notices it when the next message comes, which has no place there.',
    cites: ['tls12.7.3', 'tls12.7.2.2'],
  };
}

export function attackerReplay({ details }: Operation<'attacker.replay'>): Lesson {
  const { message } = details;
  return {
    title: `Yesterday’s ${message} takes the place of today’s`,
    plain: `The attacker puts the client’s message aside and sends ${count(details.bytes, 'byte')} that it recorded in yesterday’s session.`,
    why: 'The attacker can’t make a message that opens under the session’s keys. It can only try one that opened once.',
    wrong:
      'Many think that the same parties have the same keys. In fact the randoms are new in each handshake, and so are the keys.',
    cites: ['tls12.8.1', 'tls12.6.3'],
  };
}

export function attackerRead({ details }: Operation<'attacker.read'>): Lesson {
  const { from } = details;
  return {
    title: `The attacker reads what the ${from} sent`,
    plain: `The connection with the ${from} ends at the attacker, and it has the keys. It opens the record like any endpoint and reads: ${details.line}.`,
    why: 'It can keep a copy, change it, or answer something else. Here it only reads, and sends it on.',
    wrong:
      'Many think that an encrypted connection cannot be read on the way. In fact it is encrypted to the attacker, because the client’s trust store vouches for the attacker’s CA.',
    cites: ['tls12.10', 'pkix.6.1.1.d'],
  };
}

export function keySteal({ details }: Operation<'key.steal'>): Lesson {
  return {
    title: 'The server’s private key is stolen',
    plain: `A day has passed. The server’s private key, ${keyOf(details)}, has come into the attacker’s hands: from a backup, a bug, a disk that was thrown away.`,
    why: 'Recording is cheap, and ciphertext keeps. The question is what yesterday’s recording is worth today.',
    wrong:
      'Many think that revoking the certificate helps now. In fact it stops only those who want to play the server tomorrow. It does nothing for what was recorded.',
    cites: ['tls12.F.1.1.2'],
  };
}

function keyOf({ algorithm, bits, curve }: KeyDetails): string {
  if (algorithm === 'EC') return `on the curve ${curve ?? 'of its certificate'}`;
  return algorithm === 'RSA' ? `${bits} bits of RSA` : `for ${algorithm}`;
}

export function attackerDecrypt({ details }: Operation<'attacker.decrypt'>): Lesson {
  if (details.opened) {
    return {
      title: 'The attacker decrypts the recording',
      plain: `From the recorded bytes and the stolen key alone: the key opens ClientKeyExchange, the premaster secret gives the master secret, and that gives all keys. ${count(details.records ?? 0, 'protected message')} can be read.`,
      why: 'With RSA key exchange every session hangs on one key that lives for years. There is no forward secrecy.',
      wrong:
        'Many think that somebody broke the encryption. In fact its key was in the recording from the start, encrypted with a key that has now leaked.',
      cites: ['tls12.F.1.1.2', 'tls12.7.4.7.1', 'tls12.8.1'],
    };
  }
  return {
    title: 'The stolen key opens nothing',
    plain: UNOPENED[details.reason ?? 'silent'],
    why: 'Keys that are made for one session and thrown away after it can’t be stolen the day after: this is forward secrecy.',
    wrong:
      'Many think that the stolen key is worth nothing then. In fact the attacker can play the server with it from now on.',
    cites: ['tls12.F.1.1.2'],
  };
}

const UNOPENED: Readonly<Record<NonNullable<OperationDetails['attacker.decrypt']['reason']>, string>> = {
  keyExchange:
    'The stolen key only ever signed. The secret was agreed with keys that both sides made for this session and then forgot, and the recording holds nothing but their public halves.',
  unsealed: 'What the client sent sealed does not open with the stolen key: it was sealed with another one.',
  silent: 'The handshake did not come as far as the exchange of a secret. There is nothing to open.',
};
