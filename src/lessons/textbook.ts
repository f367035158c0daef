// The textbook flows, step by step, and what really happens in TLS 1.2, with RSA key exchange and with ECDHE.
import type { Mode, Protocol } from '../lab/scenario/scenario.ts';
import { clientStatus, type Really, type ReallyOf, serverStatus } from './statusWords.ts';
import { tls13Words } from './tls13Words.ts';

export interface TextbookStep {
  readonly number: number;
  /** As textbooks put it. */
  readonly text: string;
  /** The messages and the work that it stands for, and where the textbook simplifies. */
  readonly really: Really;
}

const ASK: TextbookStep = {
  number: 1,
  text: 'The client asks for a protected resource, and the handshake begins.',
  really:
    'ClientHello: what the client can do, a random, and the name of the server. The resource itself is asked for at the very end.',
};

const VERIFY_SERVER: TextbookStep = {
  number: 3,
  text: 'The client verifies the server’s certificate through the CA.',
  really: (scenario) =>
    `The client validates the path up to a root in its own trust store. The root’s key is in that store; the other CA’s keys come in the certificates that were sent. ${serverStatus(scenario)}`,
};

const ENCRYPT =
  'ChangeCipherSpec and Finished in both directions, then an HTTP request and its response as application data.';

/** RFC 7627 4: with the extended master secret the keys depend on a hash that covers both Certificate messages. */
const HASH_ONLY =
  'The client’s key encrypts nothing. Certificates enter only through the hash of the handshake, if both sides use the extended master secret.';

export const TEXTBOOK: Record<Mode, readonly TextbookStep[]> = {
  'one-way': [
    ASK,
    {
      number: 2,
      text: 'The server answers with its hello and its public certificate.',
      really:
        'ServerHello, Certificate, ServerHelloDone. The certificate is shown here; that the server holds its key is proven only by its Finished.',
    },
    VERIFY_SERVER,
    {
      number: 4,
      text: 'The client sends a random byte string, encrypted with the server’s public key; from it both compute the secret key.',
      really:
        'ClientKeyExchange with the premaster secret. Both sides derive the master secret from it, and from that several keys, not one.',
    },
    {
      number: 5,
      text: 'Both use the key to encrypt what they send.',
      really: ENCRYPT,
    },
  ],
  mutual: [
    ASK,
    {
      number: 2,
      text: 'The server answers with its hello and its public certificate, and asks the client for one.',
      really:
        'ServerHello, Certificate, CertificateRequest, ServerHelloDone. The request names the CAs that the server accepts.',
    },
    VERIFY_SERVER,
    {
      number: 4,
      text: 'If the server’s certificate is valid, the client provides its own.',
      really:
        'Certificate from the client, ClientKeyExchange with the premaster secret, and CertificateVerify, the proof that the client holds its key. Without CertificateVerify the certificate would prove nothing.',
    },
    {
      number: 5,
      text: 'The server verifies the client’s certificate through the CA.',
      really: (scenario) =>
        `The server validates the path up to a root in its own trust store, ${clientStatus(scenario)}, and verifies the signature in CertificateVerify.`,
    },
    {
      number: 6,
      text: 'Both talk, encrypted with the shared keys.',
      really: `${ENCRYPT} The keys come from the premaster secret, as in one-way TLS. ${HASH_ONLY}`,
    },
  ],
};

const SIGNATURE_TOO: Really = (scenario) =>
  `${said(VERIFY_SERVER.really, scenario)} Then it verifies the signature in ServerKeyExchange.`;

/** What differs with ECDHE, by step; the textbook's sentences were written for RSA key exchange. */
const REALLY_ECDHE: Record<Mode, Readonly<Record<number, Really>>> = {
  'one-way': {
    2: 'ServerHello, Certificate, ServerKeyExchange, ServerHelloDone. The certificate is shown, and the server signs its share of the key exchange: that signature proves that it holds the certificate’s key.',
    3: SIGNATURE_TOO,
    4: 'Nothing is encrypted with the server’s public key. ServerKeyExchange carries the server’s public share, signed; ClientKeyExchange the client’s. From its own private half and the other’s share each side computes the same premaster secret, and from that the keys.',
  },
  mutual: {
    2: 'ServerHello, Certificate, ServerKeyExchange with the server’s signed share, CertificateRequest, ServerHelloDone. The request names the CAs that the server accepts.',
    3: SIGNATURE_TOO,
    4: 'Certificate from the client, ClientKeyExchange with its public share, and CertificateVerify, the proof that the client holds its key. Both sides compute the premaster secret from the shares: nothing is encrypted with anybody’s public key.',
    6: `${ENCRYPT} The keys come from the two shares; the certificates’ keys only sign. ${HASH_ONLY}`,
  },
};

/** Said where the first of its steps begins. */
export const TEXTBOOK_IS =
  'Textbooks tell the handshake in a few steps. In the diagram T1, T2 and so on mark where each of them begins.';

/** The textbook's sentence. */
export const textbookText = (mode: Mode, number: number): string => step(mode, number).text;

/** What really happens there. */
export const textbookReally = (scenario: ReallyOf, number: number): string =>
  said(reallyOf(scenario)?.[number] ?? step(scenario.mode, number).really, scenario);

function said(really: Really, scenario: ReallyOf): string {
  return typeof really === 'string' ? really : really(scenario);
}

function reallyOf({ mode, protocol }: { readonly mode: Mode; readonly protocol: Protocol }) {
  switch (protocol) {
    case 'tls1.2-rsa':
      return undefined;
    case 'tls1.2-ecdhe':
      return REALLY_ECDHE[mode];
    case 'tls1.3':
      return tls13Words()?.REALLY_13[mode];
  }
}

function step(mode: Mode, number: number): TextbookStep {
  const found = TEXTBOOK[mode].find((each) => each.number === number);
  if (found === undefined) throw new RangeError(`the ${mode} flow has no step ${number}`);
  return found;
}
