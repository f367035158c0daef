// What the attacker sends on: as it came, changed, kept from another day, or of its own making.
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { the } from '../phrases.ts';
import type { Lesson, MessageLike } from '../types.ts';

/** `title` is the message's own. */
export function fromAttacker(message: MessageLike, title: string, scenario: Scenario): Lesson {
  const { to, type, encrypted, details } = message;
  const origin = to === 'server' ? 'client' : 'server';
  switch (details.passed) {
    case 'own':
      return {
        title: `${title}, by the attacker itself`,
        plain: `The attacker is an endpoint of its own here, and sends this message in its own connection with ${the(to)}. It is not the ${origin}’s message${type === 'Certificate' && origin === 'client' ? ', though the certificate in it is a copy of the client’s' : ', and does not depend on it'}.`,
        why: `To ${the(to)}, the attacker plays the part of the ${origin}. Whether that works depends on what it can prove.`,
        wrong:
          'Many think that encryption is enough. In fact both connections are well encrypted, and both end at the attacker.',
        cites: ['tls12.F.1.1.2', 'tls12.7.3'],
      };
    case 'changed':
      return {
        title: `${title}, changed on the way`,
        plain: `This is not what the ${origin} sent. ${encrypted ? 'The attacker does not have the keys, and changed sealed bytes without knowing what they mean.' : 'Up to here nothing is protected, and whoever carries the bytes can write others.'}`,
        why: encrypted
          ? 'Every protected record carries a proof that its bytes are the ones that were sealed.'
          : foundBy(message, scenario),
        wrong: encrypted
          ? 'Many think that a message is safe from change when nobody can read it. In fact only the integrity check prevents an unnoticed change.'
          : 'Many think that every change is noticed at once. In fact the receiver notices it at once only if it makes the message unreadable or out of place, or breaks a signature.',
        cites: encrypted ? ['tls12.6.2.3'] : changedCites(message, scenario),
      };
    case 'replayed':
      return {
        title: `${title}, replayed from yesterday`,
        plain: `The attacker recorded these bytes yesterday, when the ${origin} sent them in another session. They are genuine, and nobody has changed them.`,
        why: 'If old messages counted, a recorded order could be placed again and again.',
        wrong:
          'Many think that an attacker must understand a message to replay it. In fact it only has to send the bytes again. They do not open, since today’s keys come from today’s randoms.',
        cites: ['tls12.6.2.3', 'tls12.8.1'],
      };
    default:
      return {
        title: `${title}, passed on`,
        plain: `The attacker hands ${type === 'Alert' ? 'the alert' : 'the message'} on to ${the(to)} as it came. ${encrypted ? 'It can’t read what is inside.' : 'It can read all of it.'}`,
        why: 'Whoever carries the bytes between two endpoints decides what arrives. Routers, providers and hotspots are in this place every day.',
        wrong:
          'Many think that TLS hides everything from somebody who listens. In fact it hides the data, but not who talks to whom, when and how much.',
        cites: ['tls12.F.1.1.2'],
      };
  }
}

/** What shows a change of a message in the clear: not the same in every version and for every message. */
function foundBy({ type }: MessageLike, { protocol, faults }: Scenario): string {
  if (type === 'CertificateVerify')
    return 'The message is a signature. The receiver verifies it with the public key from the certificate, and one changed bit is enough for it to fail.';
  if (faults.includes('wire/downgrade'))
    return 'A server that knows TLS 1.3 and is asked for TLS 1.2 puts a mark into its random. The client looks for that mark.';
  return protocol === 'tls1.3'
    ? 'Each side hashes the messages that it sent and received. In TLS 1.3 all keys depend on that hash, so the two sides get different keys.'
    : 'Each side hashes the messages that it sent and received. At the end the Finished messages compare the two hashes.';
}

function changedCites({ type }: MessageLike, { protocol, faults }: Scenario): Lesson['cites'] {
  if (type === 'CertificateVerify') return ['tls12.7.4.8'];
  if (faults.includes('wire/downgrade')) return ['tls13.4.2.3'];
  return protocol === 'tls1.3' ? ['tls13.7.1', 'tls13.4.5.3'] : ['tls12.7.4.9', 'tls12.F.1.1.2'];
}
