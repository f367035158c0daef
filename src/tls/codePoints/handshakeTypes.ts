// IANA "TLS HandshakeType" (RFC 5246 7.4, RFC 6066 5 and 8, RFC 9846 4), under the names of the messages.
import { byCode, moreName } from './names.ts';

export const HANDSHAKE_TYPES = {
  HelloRequest: 0,
  ClientHello: 1,
  ServerHello: 2,
  NewSessionTicket: 4,
  EncryptedExtensions: 8,
  Certificate: 11,
  ServerKeyExchange: 12,
  CertificateRequest: 13,
  ServerHelloDone: 14,
  CertificateVerify: 15,
  ClientKeyExchange: 16,
  Finished: 20,
  CertificateURL: 21,
  CertificateStatus: 22,
  KeyUpdate: 24,
} as const;

/** Stands for the first ClientHello in the transcript after a HelloRetryRequest (RFC 9846 4.1); on the wire it never is. */
export const MESSAGE_HASH = 254;

/** Null for a code without a name. */
export const handshakeTypeName = (code: number): string | null => NAMES.get(code) ?? moreName('handshakeType', code);

const NAMES = byCode(HANDSHAKE_TYPES);
