// ClientHello, ServerHello, ServerHelloDone: RFC 5246 7.4.1 and 7.4.5.
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { count, signs } from '../phrases.ts';
import type { Lesson, MessageLike } from '../types.ts';

export function clientHello({ details }: MessageLike<'ClientHello'>, scenario: Scenario): Lesson {
  const name = details.serverName || 'a server';
  const offer = count(details.suites, 'cipher suite');
  return {
    title: 'ClientHello',
    plain: `The client opens the conversation. It asks for ${name} (server name indication, SNI) and lists what it can do: its highest TLS version, ${offer}, its signature algorithms. It adds 32 bytes that are new in every handshake, the client random.`,
    why: 'The server can only choose from what is offered. The client random makes the keys of this session differ from those of any other. The name allows one address to serve many sites.',
    wrong:
      scenario.mode === 'mutual'
        ? 'Many think that the client sends its certificate first. In fact it does not know yet whether the server will ask for one. All of this message travels in the clear, the server’s name (SNI) included.'
        : 'Many think that TLS protects this message. In fact it travels in the clear. A change of it may be detected only at Finished.',
    cites: ['tls12.7.4.1.2', 'tls12.7.4.1.4.1', 'sni.3'],
  };
}

export function serverHello({ details }: MessageLike<'ServerHello'>, scenario: Scenario): Lesson {
  const { suite } = details;
  return {
    title: 'ServerHello',
    plain: `The server chooses: TLS 1.2, and from the client’s list the cipher suite ${suite}. It adds 32 fresh bytes of its own, the server random.`,
    why: scenario.faults.includes('wire/downgrade') ? DOWNGRADE_MARK : suiteInWords(suite),
    wrong:
      'Many think that a strong cipher suite makes the connection safe. In fact it says nothing about who answers. Up to here, anybody could have sent this.',
    cites: suite.includes('GCM')
      ? ['tls12.7.4.1.3', suite.includes('ECDHE') ? 'gcm.ecc.3.2' : 'gcm.3']
      : suite.includes('CHACHA20')
        ? ['tls12.7.4.1.3', 'aead.chacha']
        : ['tls12.7.4.1.3'],
  };
}

export function serverHelloDone(scenario: Scenario): Lesson {
  return {
    title: 'ServerHelloDone',
    plain: 'The server has sent all that belongs to its hello, and now waits. The message has no content of its own.',
    why: 'Some messages of the server are optional, CertificateRequest among them. This one tells the client that no more will come, so that it can check what it has and answer.',
    wrong: signs(scenario)
      ? 'Many think that the handshake is done. In fact only the server’s hello is. The client must still check what the server has sent.'
      : 'Many think that the handshake is done. In fact only the server’s hello is, and the server has proven nothing so far: all of this could be replayed from a recording.',
    cites: ['tls12.7.4.5'],
  };
}

/** RFC 9846 4.2.3. */
const DOWNGRADE_MARK =
  'The server knows TLS 1.3, but the ClientHello that arrived does not offer it. So the last 8 bytes of its random are no random bytes: they say “DOWNGRD” and 01. A client that offered TLS 1.3 recognises this mark.';

function suiteInWords(suite: string): string {
  const parts = /^TLS_(RSA|ECDHE_RSA|ECDHE_ECDSA)_WITH_(?:AES_(\d+)_(GCM|CBC)|CHACHA20_POLY1305)_SHA(\d+)$/.exec(suite);
  if (parts === null) return 'The suite’s name lists the algorithms that both sides use from now on.';
  const [, exchange = '', bits, mode = 'ChaCha20', hash = ''] = parts;
  return `The suite’s name is the plan. ${EXCHANGES[exchange] ?? ''}; ${cipherInWords(mode, bits, hash)}.`;
}

const EXCHANGES: Readonly<Record<string, string>> = {
  RSA: 'RSA carries the secret',
  ECDHE_RSA:
    'Both agree on the secret by ECDHE (elliptic curve Diffie-Hellman, ephemeral), and an RSA key signs the server’s share',
  ECDHE_ECDSA:
    'Both agree on the secret by ECDHE (elliptic curve Diffie-Hellman, ephemeral), and a key on an elliptic curve signs the server’s share',
};

function cipherInWords(mode: string, bits: string | undefined, hash: string): string {
  const derives = `SHA-${hash} is the hash for keys and Finished`;
  switch (mode) {
    case 'GCM':
      return `AES with ${bits}-bit keys in GCM (Galois/counter mode) encrypts the data and protects it against change; ${derives}`;
    case 'CBC':
      return `AES with ${bits}-bit keys in CBC (cipher block chaining) encrypts the data; HMAC (hash-based message authentication code) with SHA-${hash} protects it against change, and derives the keys`;
    default:
      return `ChaCha20 encrypts the data and Poly1305 protects it against change; ${derives}`;
  }
}
