// Known answers for whole connections: what two OpenSSL programs sent to each other, with the secrets.
import { type ConversationOptions, converse } from '../../src/testing/opensslConversation.ts';

const CASES: readonly Omit<ConversationOptions, 'say'>[] = [
  { cipher: 'AES128-GCM-SHA256', mutual: false, extendedMasterSecret: true, acknowledge: 'alpn' },
  { cipher: 'AES256-GCM-SHA384', mutual: true, extendedMasterSecret: true, acknowledge: 'server_name' },
  { cipher: 'AES128-SHA256', mutual: true, extendedMasterSecret: false, acknowledge: 'alpn' },
  { cipher: 'TLS_AES_128_GCM_SHA256', mutual: true, extendedMasterSecret: true, acknowledge: 'alpn' },
  { cipher: 'TLS_AES_256_GCM_SHA384', mutual: false, extendedMasterSecret: true, acknowledge: 'alpn' },
  { cipher: 'TLS_CHACHA20_POLY1305_SHA256', mutual: true, extendedMasterSecret: true, acknowledge: 'alpn' },
];

export async function recordHandshakes() {
  const conversations = [];
  for (const options of CASES) {
    const talk = await converse({ ...options, say: SAY });
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
    conversations.push({
      ...options,
      ...talk,
      fromClient: hex(talk.fromClient),
      fromServer: hex(talk.fromServer),
      serverCertificate: hex(talk.serverCertificate),
      clientCertificate: hex(talk.clientCertificate),
    });
  }
  return { say: SAY, conversations };
}

const SAY = 'authenticated is not authorised';
