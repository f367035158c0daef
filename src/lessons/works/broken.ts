// Work that sets up a broken certificate: made elsewhere, altered, copied, revoked. Says what is done, not what follows.
import type { EventOf } from '../../lab/recording.ts';
import { commonName, hexByte, The, text, the } from '../phrases.ts';
import type { Lesson } from '../types.ts';

type Work = EventOf<'work'>;

export function obtainCertificate({ actor, facts }: Work): Lesson {
  if (facts.selfSigned === true) {
    return {
      title: `${The(actor)} makes its own certificate`,
      plain: `${The(actor)} writes a certificate for itself and signs it with its own private key. Issuer and subject are the same, and no CA takes part.`,
      why: 'This takes one command and no permission. Test machines and home routers often have such certificates.',
      wrong:
        'The signature is a real one and verifies. It shows only that whoever made the certificate holds its key, not that the name in it is theirs.',
      cites: ['pkix.3.2', 'pkix.4.1.1.3'],
    };
  }
  const issuer = text(facts.issuer);
  return {
    title: `${The(actor)} gets its certificate from another CA`,
    plain: `${The(actor)} gets its certificate from ${issuer === null ? 'another CA' : commonName(issuer)}, a CA that the other side does not have in its trust store.`,
    why: 'Anyone can set up a CA. Its certificates have the same form and their signatures verify as well as any.',
    wrong:
      'What makes a CA trusted is not a property of its certificates. It is a choice of whoever fills the trust store.',
    cites: ['pkix.3.2', 'pkix.6.1.1.d'],
  };
}

export function alterCertificate({ actor, facts }: Work): Lesson {
  const { offset, from, to } = facts;
  const change =
    offset === undefined || from === undefined || to === undefined ? 'One byte' : `Byte ${offset} (counted from 0)`;
  const values =
    from === undefined || to === undefined ? 'is changed' : `becomes ${hexByte(to)}, where it was ${hexByte(from)}`;
  return {
    title: `The certificate of ${the(actor)} is changed`,
    plain: `${change} of the finished certificate ${values}. It stands in the subject’s name. The CA’s signature stays as it was.`,
    why: 'A certificate passes through many hands. The question is whether a change can go unnoticed.',
    wrong: 'A certificate is not encrypted: everyone can read it, and everyone can change their copy.',
    cites: ['pkix.4.1.1.3'],
  };
}

export function copyCertificate({ actor, facts }: Work): Lesson {
  const subject = text(facts.subject);
  return {
    title: `The certificate of ${the(actor)} is a copy`,
    plain: `Whoever plays ${the(actor)} here has copied the certificate${subject === null ? '' : ` of ${commonName(subject)}`}. The private key could not be copied, so another key is used in its place.`,
    why: 'Copying a certificate is easy: a server hands its own to everyone who connects, and in TLS 1.2 a client’s can be read off the wire.',
    wrong: 'The certificate is no secret; the private key is. A copied certificate is as valid as the original.',
    cites: ['tls12.7.4.2', 'tls12.7.4.8'],
  };
}

export function revoke({ facts }: Work): Lesson {
  const subject = text(facts.subject);
  const reason = text(facts.reason);
  return {
    title: 'The CA revokes a certificate',
    plain: `The CA notes in its records that the certificate${subject === null ? '' : ` of ${commonName(subject)}`} no longer counts${reason === null ? '' : `; the reason given is ${reason}`}. The certificate itself stays as it is.`,
    why: 'A private key may be stolen or a name given up long before the certificate expires.',
    wrong:
      'A revoked certificate cannot be called back: everyone keeps their copy, and it looks the same as ever. Only those who ask the CA learn of it.',
    cites: ['pkix.3.3', 'ocsp.2.2'],
  };
}
