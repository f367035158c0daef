// What each secret is, and who should know it.
import type { SecretId } from '../lab/recording/recording.ts';
import { capital } from './phrases.ts';
import type { SECRETS_13 } from './tls13/secrets.ts';
import { tls13Words } from './tls13Words.ts';

export interface SecretWords {
  readonly title: string;
  readonly plain: string;
  readonly whoShould: string;
}

const BOTH = 'client and server';

/** In TLS 1.3 the words are those that were loaded (tls13Words.ts). */
export const secretWords = (id: SecretId): SecretWords =>
  isOlder(id) ? SECRET_WORDS[id] : (tls13Words()?.SECRETS_13[id] ?? { title: capital(id), plain: '', whoShould: BOTH });

type Modern = keyof typeof SECRETS_13;

const SECRET_WORDS: Record<Exclude<SecretId, Modern>, SecretWords> = {
  'client.privateKey': {
    title: 'The client’s private key',
    plain: 'Signs CertificateVerify. It proves that the client is who its certificate says.',
    whoShould: 'the client alone; the CA never sees it',
  },
  'server.privateKey': {
    title: 'The server’s private key',
    plain:
      'With RSA key exchange it opens the premaster secret, in recorded sessions too. With ECDHE it only signs, and opens nothing.',
    whoShould: 'the server alone; the CA never sees it',
  },
  'ca.rootPrivateKey': {
    title: 'The root CA’s private key',
    plain: 'Signs the certificates of issuing CAs. Everything below the root depends on it.',
    whoShould: 'the CA alone, locked away',
  },
  'ca.issuingPrivateKey': {
    title: 'The issuing CA’s private key',
    plain: 'Signs the certificates of servers and clients.',
    whoShould: 'the CA alone',
  },
  clientRandom: {
    title: 'Client random',
    plain: '32 bytes in ClientHello. They make each session’s keys different, and are not secret.',
    whoShould: 'everyone: it travels in the clear',
  },
  serverRandom: {
    title: 'Server random',
    plain: '32 bytes in ServerHello. They make each session’s keys different, and are not secret.',
    whoShould: 'everyone: it travels in the clear',
  },
  clientShare: {
    title: 'Client’s share',
    plain:
      'The public half of the client’s key pair for this handshake. It travels in ClientKeyExchange, or, in TLS 1.3, in ClientHello.',
    whoShould: 'everyone: it travels in the clear',
  },
  clientSharePrivateKey: {
    title: 'Private half of the client’s share',
    plain: 'Made for this handshake and thrown away after it. With the server’s share it gives the secret of both.',
    whoShould: 'the client alone, and not for long',
  },
  serverShare: {
    title: 'Server’s share',
    plain:
      'The public half of the server’s key pair for this handshake. It travels in ServerKeyExchange, signed; in TLS 1.3 in ServerHello.',
    whoShould: 'everyone: it travels in the clear',
  },
  serverSharePrivateKey: {
    title: 'Private half of the server’s share',
    plain: 'Made for this handshake and thrown away after it. With the client’s share it gives the secret of both.',
    whoShould: 'the server alone, and not for long',
  },
  premasterSecret: {
    title: 'Premaster secret',
    plain:
      'With RSA key exchange 48 bytes that the client sends sealed with the server’s key; with ECDHE what both compute from the shares. Everything below follows from it.',
    whoShould: BOTH,
  },
  masterSecret: {
    title: 'Master secret',
    plain:
      '48 bytes computed from the premaster secret and a hash of the handshake so far; without the extended master secret, from the two randoms in its place.',
    whoShould: BOTH,
  },
  clientWriteMacKey: {
    title: 'Client write MAC key',
    plain: 'Protects what the client sends against change.',
    whoShould: BOTH,
  },
  serverWriteMacKey: {
    title: 'Server write MAC key',
    plain: 'Protects what the server sends against change.',
    whoShould: BOTH,
  },
  clientWriteKey: {
    title: 'Client write key',
    plain: 'Encrypts what the client sends; the server decrypts with the same key.',
    whoShould: BOTH,
  },
  serverWriteKey: {
    title: 'Server write key',
    plain: 'Encrypts what the server sends; the client decrypts with the same key.',
    whoShould: BOTH,
  },
  clientWriteIv: {
    title: 'Client write IV',
    plain: 'It goes into every nonce of the client’s records.',
    whoShould: BOTH,
  },
  serverWriteIv: {
    title: 'Server write IV',
    plain: 'It goes into every nonce of the server’s records.',
    whoShould: BOTH,
  },
  request: {
    title: 'The request',
    plain: 'What the client asks for, as HTTP text.',
    whoShould: BOTH,
  },
  response: {
    title: 'The response',
    plain: 'What the server answers, as HTTP text.',
    whoShould: BOTH,
  },
};

function isOlder(id: SecretId): id is Exclude<SecretId, Modern> {
  return id in SECRET_WORDS;
}
