// Where a proxy ends TLS: what it hands on, and whom the application behind it believes (RFC 9440).
import type { Lesson, MessageLike, Operation } from '../types.ts';

export function proxyHandOn({ details }: Operation<'proxy.handOn'>): Lesson {
  const { certificates, removed, passedOn, secret } = details;
  const also = secret ? ' The secret that it shares with the application goes with it.' : '';
  const own =
    certificates === 0
      ? 'TLS has shown no certificate, so the proxy adds none.'
      : `Client-Cert holds the certificate that TLS has verified${certificates > 1 ? ', Client-Cert-Chain those above it' : ''}.`;
  const theirs = removed > 0 ? ' What the client had written there itself, the proxy has taken out.' : '';
  return {
    title: 'The proxy hands the request on',
    plain:
      passedOn > 0
        ? `The client has written a Client-Cert header itself, and the proxy passes it on. ${own} Inside the bank the request travels as plain HTTP.${also}`
        : `TLS ends here, and inside the bank the request travels as plain HTTP. ${own}${theirs}${also}`,
    why: 'The application behind the proxy has seen no handshake. It needs the certificate for its own decision, and gets it as base64 of the DER between colons, the form of a Byte Sequence. Certificates with post-quantum keys may be too long for the headers that a server takes.',
    wrong:
      passedOn > 0
        ? 'Many think that a proxy which adds a header replaces it. In fact many pass on what the client has sent, above all where they have nothing to add. The proxy must take the header out of every request.'
        : 'Many think that the application now has the client’s proof. In fact the signature was for the proxy alone. A header says what the proxy has seen, and it can be written by anyone who can write to the application.',
    cites: ['clientCert.2.4', 'clientCert.2.1', 'clientCert.3.2', 'sf.3.3.5'],
  };
}

export function applicationOrigin({ details: { given } }: Operation<'application.origin'>): Lesson {
  return {
    title: given ? 'The request comes from the proxy' : 'The request does not come from the proxy',
    plain: given
      ? 'The application looks for the secret that it shares with the proxy. The request has it, so the headers were written by the proxy.'
      : 'The application looks for the secret that it shares with the proxy. The request lacks it, so its headers are not believed: the answer is 403.',
    why: 'A header can be written by anybody. The application must take it from the proxy alone: by a secret or a signature beside it, by mutual TLS between the two, or by a network in which there is nobody else.',
    wrong:
      'Many think that such a secret makes the header true. In fact it says who has sent the request, not what the sender has checked: a proxy that passes the client’s own header on puts the secret beside it. And in plain HTTP whoever listens learns it.',
    cites: ['clientCert.4', 'clientCert.B.1'],
  };
}

export function insideRequest(): Lesson {
  return {
    title: 'Somebody asks the application past the proxy',
    plain:
      'The attacker has reached the bank’s inner network, and sends the application plain HTTP. In Client-Cert stands a copy of the customer’s certificate. No TLS and no private key was needed for it.',
    why: 'A certificate is public: in TLS 1.2 it travels in clear text, its owner shows it to every server that asks, and directories publish it. What proves anything is the signature in CertificateVerify, and no header carries that.',
    wrong:
      'Many think that a backend which nobody knows of is safe. In fact one open port, one other program in the network that can be made to send requests, or one forgotten name is enough.',
    cites: ['clientCert.4'],
  };
}

export function insideResponse({ details: { line } }: MessageLike<'InsideResponse'>): Lesson {
  const isServed = line.includes(' 200 ');
  return {
    title: isServed ? 'The application serves the attacker' : 'The application turns the attacker away',
    plain: isServed
      ? 'The application has believed the header, and answers as it would answer the customer. In its log the customer has asked.'
      : 'The application does not believe the header, and answers without the account.',
    why: isServed
      ? 'Nothing fails where this is set up badly: what the bank wants to work, works all the same. So nobody notices until somebody tries it.'
      : 'Whether it was right to refuse shows only here: in the normal case all goes the same way.',
    wrong: null,
    cites: ['clientCert.4'],
  };
}

export function decideByHeader({ result, details }: Operation<'application.decide'>): Lesson {
  const refuses = result === 'fail';
  return {
    title: refuses ? 'The application refuses the request' : 'The application grants the request',
    plain: `A header says that the request comes from ${details.customer || 'an unknown client'}. Now the application looks at its own rules. It ${refuses ? 'refuses' : 'grants'} what is asked.`,
    why: 'The identity of the client and its rights are two questions. Here the application answers both, by what somebody has written into a header.',
    wrong:
      'Many think that the application has verified the client. In fact it has seen no signature: it believes whoever has written the header.',
    cites: refuses ? ['clientCert.2.4', 'http.15.5.4'] : ['clientCert.2.4'],
  };
}
