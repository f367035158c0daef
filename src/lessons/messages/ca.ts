// Messages to and from the CA: PKCS #10 (RFC 2986), the issued certificate (RFC 5280), OCSP (RFC 6960).
import type { Scenario } from '../../lab/scenario.ts';
import type { MessageLike } from '../messages.ts';
import { noun, The, text, the } from '../phrases.ts';
import type { Lesson } from '../types.ts';

export function certificationRequest({ from, facts }: MessageLike): Lesson {
  return {
    title: `The ${noun(from)}’s certificate signing request`,
    plain: `${The(from)} asks the CA for a certificate. The request holds the name it wants${name(facts.subject)}, its public key, and a signature made with the matching private key.`,
    why: 'The signature shows the CA that whoever asks holds the private key. Without it, one could have somebody else’s public key certified under one’s own name.',
    wrong:
      'The private key never leaves its owner: the CA gets to see the public key only. And the signature does not show that the name is deserved; the CA must find that out by other means.',
    cites: ['csr.3', 'csr.4'],
  };
}

export function issuedCertificate({ to, facts }: MessageLike): Lesson {
  return {
    title: `The certificate for ${the(to)}`,
    plain: `The CA returns a certificate${name(facts.subject, ' for ')}: the name, the public key, the time it is valid for and the uses it is meant for, all under the CA’s signature.`,
    why: 'From now on, whoever has the CA’s public key can check that name and key belong together, without asking the CA.',
    wrong:
      'A certificate is no secret: it is made to be handed round. The private key is the secret. And the signature on the certificate is the CA’s, made once; it is the same in every handshake.',
    cites: ['pkix.3.2', 'pkix.4.1', 'pkix.4.1.1.3'],
  };
}

export function ocspRequest({ from, facts }: MessageLike, { revocation }: Scenario): Lesson {
  if (from === 'server' && facts.about === 'server') return stapleRequest(text(facts.serial));
  const serial = text(facts.serial);
  const whose = from === 'client' ? 'the server’s certificate' : 'the client’s certificate';
  return {
    title: 'OCSP request',
    plain: `${The(from)} asks the CA’s responder over plain HTTP: is ${whose}${serial === null ? '' : `, serial number ${serial},`} revoked? The certificate itself tells where to ask.`,
    why: 'A certificate can be withdrawn before it expires, and nothing in the certificate shows that. One has to ask, or carry a list.',
    wrong:
      from === 'server' && revocation === 'stapled'
        ? 'Stapling is for servers: in TLS 1.2 a client has no message in which it could hand over an OCSP response, so that the server has to ask. TLS 1.3 has one.'
        : 'The CA is not part of the conversation between client and server. This is a question on the side, and it tells the CA who is talking to whom. That is one reason why browsers have largely stopped asking.',
    cites: ['ocsp.2.1', 'ocsp.4.1.1', 'pkix.4.2.2.1', 'ocsp.A.1'],
  };
}

/** Before the handshake, about the server's own certificate. */
function stapleRequest(serial: string | null): Lesson {
  return {
    title: 'OCSP request, in advance',
    plain: `The server asks about its own certificate${serial === null ? '' : `, serial number ${serial}`}. It keeps the CA’s signed answer and will staple it to its handshakes, for as long as it is fresh.`,
    why: 'One question serves for all clients of the next days, and none of them has to ask the CA itself.',
    wrong:
      'The request carries no nonce: the answer is for clients that nobody knows yet. What keeps it from being used too long is its date alone.',
    cites: ['status.8', 'ocsp.2.1', 'ocsp.4.1.1'],
  };
}

export function ocspResponse({ to, facts }: MessageLike): Lesson {
  const status = text(facts.status);
  return {
    title: 'OCSP response',
    plain:
      `The responder answers with a signed and dated statement${status === null ? '' : `: ${status}`}. ${STATUS[status ?? ''] ?? ''}`.trim(),
    why: `The signature makes plain HTTP good enough: ${the(to)} can tell a forged answer, and by its dates an old one that is played back.`,
    wrong:
      status === 'revoked'
        ? 'The certificate itself has not changed, and its signature still verifies. The revocation stands in the CA’s records only.'
        : 'Good means not revoked, and no more. Name, dates and signatures are for path validation to judge.',
    cites: ['ocsp.2.2', 'ocsp.4.2.1', 'ocsp.4.2.2.2'],
  };
}

const STATUS: Record<string, string> = {
  good: 'The certificate is not revoked.',
  revoked: 'The CA has withdrawn the certificate.',
  unknown: 'The responder knows no such certificate.',
};

const name = (subject: string | number | boolean | undefined, before = ', '): string => {
  const known = text(subject);
  return known === null ? '' : `${before}${known}`;
};
