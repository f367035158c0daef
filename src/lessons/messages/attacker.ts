// What the attacker sends on: as it came, changed, kept from another day, or of its own making.
import type { MessageLike } from '../messages.ts';
import { the } from '../phrases.ts';
import type { Lesson } from '../types.ts';

/** `title` is the message's own. */
export function fromAttacker({ from: _, to, type, encrypted, facts }: MessageLike, title: string): Lesson {
  const origin = to === 'server' ? 'client' : 'server';
  switch (facts.passed) {
    case 'own':
      return {
        title: `${title}, by the attacker itself`,
        plain: `The attacker is an endpoint of its own here: this message was made by it, for its own connection with ${the(to)}. It is not the ${origin}’s message, and does not depend on it.`,
        why: `To ${the(to)}, the attacker plays the part of the ${origin}. Whether that works depends on what it can prove.`,
        wrong:
          'Encryption does not help against this: both connections are well encrypted, and both end at the attacker.',
        cites: ['tls12.F.1.1.2', 'tls12.7.3'],
      };
    case 'changed':
      return {
        title: `${title}, changed on the way`,
        plain: `This is not what the ${origin} sent. ${encrypted ? 'The attacker does not have the keys, and changed sealed bytes without knowing what they mean.' : 'Up to here nothing is protected, and whoever carries the bytes can write others.'}`,
        why: encrypted
          ? 'Every protected record carries a proof that its bytes are the ones that were sealed.'
          : 'Each side keeps a transcript of what it sent and received. At the end the Finished messages compare the two.',
        wrong: encrypted
          ? 'That somebody can’t read a message does not stop them from changing it. The integrity check does.'
          : 'The receiver does not notice right away, unless the change makes the message unreadable or out of place.',
        cites: encrypted ? ['tls12.6.2.3'] : ['tls12.7.4.9', 'tls12.F.1.1.2'],
      };
    case 'replayed':
      return {
        title: `${title}, of yesterday`,
        plain: `The attacker recorded these bytes yesterday, when the ${origin} sent them in another session. They are genuine, and nobody has changed them.`,
        why: 'If old messages counted, a recorded order could be placed again and again.',
        wrong:
          'To replay something one need not understand it. What stops it is that today’s keys come from today’s randoms.',
        cites: ['tls12.6.2.3', 'tls12.8.1'],
      };
    default:
      return {
        title: `${title}, passed on`,
        plain: `The attacker hands ${type === 'Alert' ? 'the alert' : 'the message'} on to ${the(to)} as it came. ${encrypted ? 'It can’t read what is inside.' : 'It can read all of it.'}`,
        why: 'Whoever carries the bytes between two endpoints decides what arrives. Routers, providers and hotspots are in this place every day.',
        wrong:
          'Nobody notices somebody who only listens and passes on. TLS does not prevent that; it makes it useless.',
        cites: ['tls12.F.1.1.2'],
      };
  }
}
