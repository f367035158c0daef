// Certificate of either side, CertificateRequest, CertificateVerify: RFC 5246 7.4.2, 7.4.4, 7.4.6, 7.4.8.
import type { Scenario } from '../../lab/scenario.ts';
import type { MessageLike } from '../messages.ts';
import { count, number, signs, text } from '../phrases.ts';
import type { Lesson } from '../types.ts';

export const certificate = (message: MessageLike, scenario: Scenario): Lesson =>
  message.from === 'client' ? clientCertificate(message) : serverCertificate(message, scenario);

function serverCertificate({ facts }: MessageLike, scenario: Scenario): Lesson {
  return {
    title: 'The server’s Certificate',
    plain: `The server shows ${chain(number(facts.count))}. A certificate ties a name to a public key; its issuer’s signature protects that tie against change.`,
    why: 'The client needs a public key for the server, and a reason to believe that it belongs to the name it asked for. The root certificate may be left out: a client that trusts it already has it.',
    wrong: `Showing a certificate proves nothing. It is public, and everyone who ever connected has a copy. What counts is the private key, and ${
      signs(scenario)
        ? 'the proof that the server holds it is its signature in ServerKeyExchange'
        : 'with RSA key exchange the server proves that it holds it no sooner than with its Finished'
    }.`,
    cites: ['tls12.7.4.2', 'pkix.4.1', signs(scenario) ? 'ecc.5.4' : 'tls12.F.1.1.2'],
  };
}

function clientCertificate({ facts }: MessageLike): Lesson {
  return {
    title: 'The client’s Certificate',
    plain: `The server asked, so the client shows ${chain(number(facts.count))}. It names the client and carries the client’s public key. By itself it proves nothing: the proof is CertificateVerify.`,
    why: 'The server learns which name goes with which public key. Whether it believes that depends on the issuer.',
    wrong:
      'The client’s certificate encrypts nothing, and mutual TLS does not encrypt more than one-way TLS. In TLS 1.2 this message is not even encrypted itself: whoever listens can read the client’s name.',
    cites: ['tls12.7.4.6', 'tls12.7.4.8'],
  };
}

export function emptyCertificate(): Lesson {
  return {
    title: 'The client’s Certificate: empty',
    plain: 'The client has no suitable certificate. It must still answer the request, and does so with an empty list.',
    why: 'An explicit “none” lets the server decide: it may go on without knowing the client, or refuse with handshake_failure.',
    wrong:
      'An empty Certificate is no protocol error, and the client does not break off. Whether a certificate is optional or required is a setting of the server alone, and CertificateRequest does not tell which.',
    cites: ['tls12.7.4.6', 'tls12.7.4.4'],
  };
}

export function certificateRequest({ facts }: MessageLike): Lesson {
  const authorities = number(facts.authorities);
  const authority = text(facts.authority);
  const named =
    authorities === null
      ? 'of which CAs'
      : authorities === 0
        ? 'of which CAs (none is named: any will do)'
        : `of which CAs: here ${count(authorities, 'name')}${authority === null ? '' : `, ${authority}`}`;
  return {
    title: 'CertificateRequest',
    plain: `The server asks the client for a certificate. It says which kinds of key and which signature algorithms it accepts, and certificates ${named}.`,
    why: 'A client may hold several certificates. The list helps it to choose one that this server can accept.',
    wrong:
      'The list holds names of CAs, not certificates: it is a hint and proves nothing. A client that finds no match should send an empty Certificate; some programs send what they have all the same.',
    cites: ['tls12.7.4.4'],
  };
}

export function certificateVerify(scenario: Scenario): Lesson {
  return {
    title: 'CertificateVerify',
    plain:
      'The client signs all handshake messages so far, the server’s and its own, from ClientHello to ClientKeyExchange. If the public key in its certificate fits the signature, the client holds the private key.',
    why: 'Anyone can copy a certificate, but only the holder of the key can make this signature. It covers both randoms, so a signature from another connection does not fit here.',
    wrong: `The signature on a certificate is the CA’s; this one is the client’s. It does not acknowledge the server’s certificate. And the server sends no such message: ${
      signs(scenario)
        ? 'it signs its share in ServerKeyExchange'
        : 'with RSA key exchange it proves its key by opening the premaster secret'
    }.`,
    cites: ['tls12.7.4.8', signs(scenario) ? 'ecc.5.4' : 'tls12.F.1.1.2'],
  };
}

function chain(certificates: number | null): string {
  if (certificates === null || certificates < 2) return 'its certificate';
  return `its certificate, followed by ${count(certificates - 1, 'CA certificate')}`;
}
