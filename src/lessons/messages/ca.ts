// Messages to and from the CA: PKCS #10 (RFC 2986), the issued certificate (RFC 5280), OCSP (RFC 6960).
import type { Scenario } from '../../lab/scenario/scenario.ts';
import type { OcspStatus } from '../../tls/details.ts';
import { noun, The, the } from '../phrases.ts';
import type { Lesson, MessageLike } from '../types.ts';

export function certificationRequest({ from, details }: MessageLike<'CertificationRequest'>): Lesson {
  if (details.outsider === true) return outsidersRequest(details.subject);
  return {
    title: `The ${noun(from)}’s certificate signing request`,
    plain: `${The(from)} asks the CA for a certificate. The request holds the name it wants, ${details.subject}, its public key, and a signature made with the matching private key.`,
    why: 'The signature shows the CA that the requester holds the private key. Without it, anybody could have somebody else’s public key certified under their own name.',
    wrong:
      'Many think that the CA makes or sees the private key. In fact it sees the public key only. And the signature does not show who owns the name; the CA must find that out by other means.',
    cites: ['csr.3', 'csr.4'],
  };
}

/** By somebody who takes no part in the handshake. */
function outsidersRequest(subject: string): Lesson {
  return {
    title: 'A certificate signing request from somebody else',
    plain: `Somebody who has no part in this handshake asks the CA for a certificate${subject === '' ? '' : ` for ${subject}`}. The request holds the name, the public key, and a signature made with the private key. It is drawn at the client’s side, since it comes from outside.`,
    why: 'A CA serves many. Each request is judged by itself: by its signature, its key and the names in it.',
    wrong:
      'Many think that the CA signs what the request asks for. In fact it takes the public key and the names that it could check. The CA itself sets lifetime, permitted uses and whether this is a CA.',
    cites: ['csr.3', 'csr.4'],
  };
}

export function issuedCertificate({ to, details }: MessageLike<'IssuedCertificate'>): Lesson {
  if (details.outsider === true) return outsidersCertificate(details.subject, details.serial);
  return {
    title: `The certificate for ${the(to)}`,
    plain: `The CA returns a certificate for ${details.subject}: the name, the public key, the time it is valid for and the uses it is meant for, all under the CA’s signature.`,
    why: 'From now on, whoever has the CA’s public key can check that name and key belong together, without asking the CA.',
    wrong:
      'Many think that a certificate must be kept secret. In fact anyone may have it; only the private key is secret. The signature on it is the CA’s, made once, and is the same in every handshake.',
    cites: ['pkix.3.2', 'pkix.4.1', 'pkix.4.1.1.3'],
  };
}

function outsidersCertificate(subject: string, serial: string): Lesson {
  return {
    title: 'The certificate that somebody else asked for',
    plain: `The CA returns a certificate${subject === '' ? '' : ` for ${subject}`}, with the serial number ${serial}, and keeps a record of it.`,
    why: 'By this record the CA answers when somebody asks whether the number is good, revoked or unknown.',
    wrong:
      'Many think that nobody can see what a CA has issued. In fact public CAs enter it in public logs (Certificate Transparency), so that the owner of a name can look. The lab leaves that out. This handshake does not change.',
    cites: ['pkix.3.2', 'pkix.4.1'],
  };
}

/** By somebody who tries the responder. */
function anybodysRequest(serial: string): Lesson {
  return {
    title: 'OCSP request by a third party',
    plain: `Somebody asks the CA’s responder for the status of the certificate with the serial number ${serial}. Anyone may ask about any number; openssl ocsp does it from the command line.`,
    why: 'A responder answers about all that its CA issued, not only about the certificates in this handshake.',
    wrong:
      'Many think that the certificate itself is sent. In fact the question holds hashes of the issuer’s name and key, and the serial number.',
    cites: ['ocsp.2.1', 'ocsp.4.1.1', 'ocsp.A.1'],
  };
}

export function ocspRequest({ from, details }: MessageLike<'OCSPRequest'>, { revocation, protocol }: Scenario): Lesson {
  if (details.about === 'any') return anybodysRequest(details.serial);
  if (details.about === from && (from === 'client' || from === 'server')) return stapleRequest(from, details.serial);
  const { serial } = details;
  const whose = from === 'client' ? 'the server’s certificate' : 'the client’s certificate';
  return {
    title: 'OCSP request',
    plain: `${The(from)} asks the CA’s responder by OCSP (Online Certificate Status Protocol), over plain HTTP: is ${whose}, serial number ${serial}, revoked? The certificate itself tells where to ask.`,
    why: 'A certificate can be withdrawn before it expires, and nothing in the certificate shows that. The verifier has to ask, or needs a list.',
    wrong:
      from === 'server' && revocation === 'stapled'
        ? 'Many think that a client can staple, too. In fact TLS 1.2 has no message for that, so the server has to ask. In TLS 1.3 a client can.'
        : from === 'server' && protocol === 'tls1.3'
          ? 'Many think that TLS 1.3 hides the client’s certificate from everybody. In fact this question travels in the clear: it shows its serial number to the CA and to an eavesdropper.'
          : `Many think that the CA takes part in the handshake. In fact this is a question beside it. It tells the CA${from === 'client' ? ' which server the client visits' : ' which client talks to this server'}, and browsers have largely stopped asking.`,
    cites: ['ocsp.2.1', 'ocsp.4.1.1', 'pkix.4.2.2.1', 'ocsp.A.1'],
  };
}

/** Before the handshake, about an endpoint's own certificate. In TLS 1.3 a client can staple, too. */
function stapleRequest(from: 'client' | 'server', serial: string): Lesson {
  const peer = from === 'server' ? 'client' : 'server';
  return {
    title: 'OCSP request, in advance',
    plain: `The ${from} asks about its own certificate, serial number ${serial}. It keeps the CA’s signed answer and will staple it to ${from === 'server' ? 'its handshakes' : 'its Certificate'}, for as long as it is fresh.`,
    why:
      from === 'server'
        ? 'One question serves for all clients of the next days, and none of them has to ask the CA itself.'
        : 'One answer serves for all servers of the next days, and none of them has to ask the CA itself. The CA does not learn which servers they are.',
    wrong: `Many think that the answer is made for one ${peer}. In fact the request carries no nonce, and any ${peer} can use the answer. Only its date ends its use.`,
    cites: from === 'server' ? ['status.8', 'ocsp.2.1', 'ocsp.4.1.1'] : ['tls13.4.5.1.1', 'ocsp.2.1', 'ocsp.4.1.1'],
  };
}

export function ocspResponse({ to, details }: MessageLike<'OCSPResponse'>): Lesson {
  const { status } = details;
  return {
    title: 'OCSP response',
    plain: `The responder answers with a signed and dated statement: ${status}. ${STATUS[status]}`.trim(),
    why: `The signature makes plain HTTP good enough: ${details.about === 'any' ? 'whoever asked' : the(to)} can recognise a forged answer, and by its dates an old one that is replayed.`,
    wrong:
      status === 'revoked'
        ? 'Many think that revocation changes the certificate. In fact its signature still verifies. The revocation stands only in the CA’s records.'
        : status === 'unknown'
          ? 'Many think that unknown is as good as good. In fact this responder has no such number from this issuer. The certificate may be forged, or this is the wrong responder.'
          : 'Many think that good means valid. In fact it means only that the certificate is not revoked. Path validation checks name, dates and signatures.',
    cites: ['ocsp.2.2', 'ocsp.4.2.1', 'ocsp.4.2.2.2'],
  };
}

const STATUS: Readonly<Record<OcspStatus, string>> = {
  malformedRequest: '',
  good: 'The certificate is not revoked.',
  revoked: 'The CA has withdrawn the certificate.',
  unknown: 'The responder knows no such certificate.',
};
