// Certificate of either side, CertificateRequest, CertificateVerify: RFC 5246 7.4.2, 7.4.4, 7.4.6, 7.4.8.
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { count, goesOnWithout, onlyKeys, signs } from '../phrases.ts';
import type { Lesson, MessageLike } from '../types.ts';

export const certificate = (message: MessageLike<'Certificate'>, scenario: Scenario): Lesson =>
  message.from === 'client' ? clientCertificate(message) : serverCertificate(message, scenario);

function serverCertificate({ details }: MessageLike<'Certificate'>, scenario: Scenario): Lesson {
  return {
    title: 'The server’s Certificate',
    plain: `The server shows ${chain(details.count)}. A certificate ties a name to a public key; its issuer’s signature protects that tie against change.`,
    why: 'The client needs a public key for the server, and a reason to believe that it belongs to the name it asked for. The root certificate may be left out: a client that trusts it already has it.',
    wrong: `Many think that showing a certificate proves something. In fact it is public, and everyone who ever connected has a copy. ${
      signs(scenario)
        ? 'The proof of the private key is the server’s signature in ServerKeyExchange'
        : 'With RSA key exchange the server proves possession of the private key only with Finished'
    }.`,
    cites: ['tls12.7.4.2', 'pkix.4.1', signs(scenario) ? 'ecc.5.4' : 'tls12.F.1.1.2'],
  };
}

function clientCertificate({ details }: MessageLike<'Certificate'>): Lesson {
  return {
    title: 'The client’s Certificate',
    plain: `The server asked, so the client shows ${chain(details.count)}. It names the client and carries the client’s public key. By itself it proves nothing: the proof is CertificateVerify.`,
    why: 'The server learns which name goes with which public key. Whether it believes that depends on the issuer.',
    wrong:
      'Many think that mutual TLS encrypts more than one-way TLS. In fact the client’s certificate encrypts nothing. In TLS 1.2 this message is in the clear: an eavesdropper reads the client’s name.',
    cites: ['tls12.7.4.6', 'tls12.7.4.8'],
  };
}

export function emptyCertificate(): Lesson {
  return {
    title: 'The client’s Certificate: empty',
    plain: 'The client has no suitable certificate. It must still answer the request, and does so with an empty list.',
    why: 'An explicit “none” lets the server decide: it may go on without knowing the client, or refuse with handshake_failure.',
    wrong:
      'Many think that an empty Certificate is an error. In fact the standard allows it, and no CertificateVerify follows. Only the server’s settings decide whether a certificate is required, and CertificateRequest does not say so.',
    cites: ['tls12.7.4.6', 'tls12.7.4.4'],
  };
}

export function certificateRequest({ details }: MessageLike<'CertificateRequest'>, scenario: Scenario): Lesson {
  const { authorities, authority } = details;
  const named =
    authorities === 0
      ? 'of which CAs (none is named: any will do)'
      : `of which CAs: here ${count(authorities, 'name')}${authority === '' ? '' : `, ${authority}`}`;
  return {
    title: 'CertificateRequest',
    plain: `The server asks the client for a certificate. It says which kinds of key and which signature algorithms it accepts${onlyKeys(details.keys)}, and certificates ${named}.${goesOnWithout(scenario)}`,
    why: 'A client may hold several certificates. The list helps it to choose one that this server can accept.',
    wrong:
      'Many think that this list protects the server. In fact it is a hint for the client. A client that finds no match should send an empty Certificate; some programs send what they have anyway.',
    cites: ['tls12.7.4.4'],
  };
}

export function certificateVerify(scenario: Scenario): Lesson {
  return {
    title: 'CertificateVerify',
    plain:
      'The client signs all handshake messages so far, the server’s and its own, from ClientHello to ClientKeyExchange. If the public key in its certificate fits the signature, the client holds the private key.',
    why: 'Anyone can copy a certificate, but only the holder of the key can make this signature. It covers both randoms, so a signature from another connection does not fit here.',
    wrong: `Many think that the server sends this message, too. In fact in TLS 1.2 only the client does: ${
      signs(scenario)
        ? 'the server signs its share in ServerKeyExchange'
        : 'with RSA key exchange the server proves its key by opening the premaster secret'
    }.`,
    cites: ['tls12.7.4.8', signs(scenario) ? 'ecc.5.4' : 'tls12.F.1.1.2'],
  };
}

function chain(certificates: number): string {
  if (certificates < 2) return 'its certificate';
  return `its certificate, followed by ${count(certificates - 1, 'CA certificate')}`;
}
