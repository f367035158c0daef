// Work that sets up a broken certificate: made elsewhere, altered, copied, revoked. Says what is done, not what follows.
import { commonNameIn, hexByte, The, the } from '../phrases.ts';
import type { Lesson, Operation } from '../types.ts';

/** `trusted`: the other side has that CA's root in its trust store, since somebody put it there by hand. */
export function obtainCertificate({ actor, details }: Operation<'certificate.obtain'>, trusted: boolean): Lesson {
  if (details.selfSigned) {
    return {
      title: `${The(actor)} makes its own certificate`,
      plain: `${The(actor)} writes a certificate for itself and signs it with its own private key. Issuer and subject are the same, and no CA takes part.`,
      why: 'This takes one command and no permission. Test machines and home routers often have such certificates.',
      wrong:
        'Many think that a signature that verifies is enough. In fact it shows only that the maker of the certificate holds its key, not who owns the name.',
      cites: ['pkix.3.2', 'pkix.4.1.1.3'],
    };
  }
  const issuer = commonNameIn(details.issuer);
  if (details.byCustomer) {
    return {
      title: `${The(actor)} gets its certificate from a customer of the CA`,
      plain: `Another customer, ${issuer}, has an ordinary certificate from the bank’s CA, and uses its key to sign a certificate for the bank’s name.`,
      why: 'Anyone with a key can sign anything. The chain above the customer is real, up to the trusted root.',
      wrong:
        'Many think that everyone in the chain is a CA. In fact a certificate says whether its holder may sign others, and this one says no.',
      cites: ['pkix.3.2', 'pkix.4.2.1.9'],
    };
  }
  return {
    title: `${The(actor)} gets its certificate from another CA`,
    plain: `${The(actor)} gets its certificate from ${issuer}, a CA that the other side ${trusted ? 'was made to trust: its root is in the trust store' : 'does not have in its trust store'}.`,
    why: 'Anyone can set up a CA. Its certificates have the same form and their signatures verify as well as any.',
    wrong: 'Many think that a CA is trusted because of its certificates. In fact the owner of the trust store decides.',
    cites: ['pkix.3.2', 'pkix.6.1.1.d'],
  };
}

export function alterCertificate({ actor, details }: Operation<'certificate.alter'>): Lesson {
  const { offset, from, to, field } = details;
  return {
    title: `The certificate of ${the(actor)} is changed`,
    plain: `Byte ${offset} (counted from 0) of the finished certificate becomes ${hexByte(to)}, where it was ${hexByte(from)}. It stands in ${field === 'serialNumber' ? 'the serial number' : 'the subject’s name'}. The CA’s signature stays as it was.`,
    why: 'A certificate passes through many hands. The question is whether a change can go unnoticed.',
    wrong:
      'Many think that nobody can change a certificate. In fact everyone can change a copy; the signature shows the change.',
    cites: ['pkix.4.1.1.3'],
  };
}

export function copyCertificate({ actor, details }: Operation<'certificate.copy'>): Lesson {
  return {
    title: `The certificate of ${the(actor)} is a copy`,
    plain: `Whoever plays ${the(actor)} here has copied the certificate of ${commonNameIn(details.subject)}. The private key could not be copied, so another key is used in its place.`,
    why: 'Copying a certificate is easy: a server hands its own to everyone who connects, and in TLS 1.2 a client’s can be read off the wire.',
    wrong:
      'Many think that a copied certificate is invalid. In fact it is as valid as the original. Only the private key is secret.',
    cites: ['tls12.7.4.2', 'tls12.7.4.8'],
  };
}

export function shareCertificate({ actor, details }: Operation<'certificate.copy'>): Lesson {
  const name = commonNameIn(details.subject);
  return {
    title: `${The(actor)} is given the server’s certificate`,
    plain: `Whoever set up ${the(actor)} copied the certificate and the private key of ${name}: both ends now show one certificate and sign with one key.`,
    why: 'One file for all hosts is less work, and where every host is client and server at once it is often done. But then the certificate does not say which of them one talks to.',
    wrong:
      'Many think that a certificate which works for a server works for a client. In fact its extended key usage says for which of them it counts. Even where it names both, the one behind it is still called like the server.',
    cites: ['pkix.4.2.1.12', 'tls12.7.4.6'],
  };
}

export function revoke({ details }: Operation<'ca.revoke'>): Lesson {
  const { subject, reason } = details;
  return {
    title: 'The CA revokes a certificate',
    plain: `The CA notes in its records that the certificate${subject === undefined ? '' : ` of ${commonNameIn(subject)}`} no longer counts; the reason given is ${reason}. The certificate itself stays as it is.`,
    why: 'A private key may be stolen or a name given up long before the certificate expires.',
    wrong:
      'Many think that a revoked certificate looks different. In fact every copy stays as it is. Only those who ask the CA learn of the revocation.',
    cites: ['pkix.3.3', 'ocsp.2.2'],
  };
}

export function impersonate({ details }: Operation<'ca.impersonate'>): Lesson {
  const forged = details.how === 'forged';
  return {
    title: forged ? 'A stranger answers in the CA’s place' : 'An old answer is replayed',
    plain: forged
      ? 'The question never reaches the CA. Somebody on the way writes an answer in its name, says good, and signs it with a key of their own: they do not have the CA’s.'
      : 'The question never reaches the CA. Somebody on the way sends back what the CA answered a month ago, when the certificate was not revoked yet. The CA’s signature on it is real.',
    why: 'The question goes over plain HTTP, so whoever is on the way can answer it first. To whoever asked, the answer comes from the CA’s address.',
    wrong: forged
      ? 'Many think that HTTPS would help. In fact the certificate of the responder would have to be checked for revocation, too.'
      : 'Many think that a valid signature means a current answer. In fact only its dates say that, or a nonce that the CA repeats.',
    cites: forged ? ['ocsp.4.2.2.2', 'ocsp.A.1'] : ['ocsp.4.2.2.1', 'ocsp.4.4.1'],
  };
}
