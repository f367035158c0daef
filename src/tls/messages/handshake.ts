// The handshake messages of TLS 1.2, RFC 5246 7.4.

import type { Decoded } from '../../bytes/error.ts';
import type { Reader } from '../../bytes/reader.ts';
import type { Span } from '../../bytes/span.ts';
import type { Writer } from '../../bytes/writer.ts';
import { HANDSHAKE_TYPES, handshakeTypeName } from '../codePoints/handshakeTypes.ts';
import { pick } from '../codePoints/names.ts';
import type { KeyExchange } from '../suites.ts';
import { readCertificateMessage, writeCertificateMessage } from './certificateMessage.ts';
import { readCertificateRequest, writeCertificateRequest } from './certificateRequest.ts';
import { readOcspStatus, writeOcspStatus } from './certificateStatus.ts';
import { readCertificateVerify, writeCertificateVerify } from './certificateVerify.ts';
import { readClientHello, writeClientHello } from './clientHello.ts';
import { readClientKeyExchange, writeClientKeyExchange } from './clientKeyExchange.ts';
import { readFinished, writeFinished } from './finished.ts';
import { frame, type HandshakeBytes, unframe } from './frame.ts';
import { readServerHello, writeServerHello } from './serverHello.ts';
import { readHelloRequest, readServerHelloDone } from './serverHelloDone.ts';
import { readServerKeyExchange, writeServerKeyExchange } from './serverKeyExchange.ts';
import type { Handshake, HandshakeType } from './types.ts';

/** Of the messages that RSA key exchange and ECDHE use. */
export const HANDSHAKE_CODES = pick(HANDSHAKE_TYPES, [
  'HelloRequest',
  'ClientHello',
  'ServerHello',
  'Certificate',
  'ServerKeyExchange',
  'CertificateRequest',
  'ServerHelloDone',
  'CertificateVerify',
  'ClientKeyExchange',
  'Finished',
  'CertificateStatus',
]) satisfies Record<HandshakeType, number>;

/** Throws RangeError for a message that breaks the bounds of its fields. */
export const encodeHandshake = (message: Handshake): HandshakeBytes =>
  frame(HANDSHAKE_CODES[message.type], message.type, (writer) => writeBody(writer, message));

/** Reads exactly one message, as `unframe` says. `keyExchange`: that of the suite, once it is known. */
export const decodeHandshake = (
  bytes: Uint8Array,
  keyExchange: KeyExchange | null = null,
): Decoded<{ message: Handshake; spans: Span[] }> =>
  unframe(bytes, {
    nameOf: handshakeTypeName,
    isKnown: (code) => KNOWN.includes(code),
    readBody: (reader, code) => readBody(reader, code, keyExchange),
  });

function writeBody(writer: Writer, message: Handshake): void {
  switch (message.type) {
    case 'HelloRequest':
    case 'ServerHelloDone':
      return;
    case 'ClientHello':
      writeClientHello(writer, message);
      return;
    case 'ServerHello':
      writeServerHello(writer, message);
      return;
    case 'Certificate':
      writeCertificateMessage(writer, message);
      return;
    case 'CertificateStatus':
      writeOcspStatus(writer, 'certificateStatus', message.response);
      return;
    case 'ServerKeyExchange':
      writeServerKeyExchange(writer, message);
      return;
    case 'CertificateRequest':
      writeCertificateRequest(writer, message);
      return;
    case 'CertificateVerify':
      writeCertificateVerify(writer, message);
      return;
    case 'ClientKeyExchange':
      writeClientKeyExchange(writer, message);
      return;
    case 'Finished':
      writeFinished(writer, message);
      return;
  }
}

function readBody(reader: Reader, code: number, keyExchange: KeyExchange | null): Handshake {
  switch (code) {
    case HANDSHAKE_CODES.HelloRequest:
      return readHelloRequest(reader);
    case HANDSHAKE_CODES.ClientHello:
      return readClientHello(reader);
    case HANDSHAKE_CODES.ServerHello:
      return readServerHello(reader);
    case HANDSHAKE_CODES.Certificate:
      return readCertificateMessage(reader);
    case HANDSHAKE_CODES.CertificateStatus:
      return { type: 'CertificateStatus', response: readOcspStatus(reader, 'certificateStatus') };
    case HANDSHAKE_CODES.ServerKeyExchange:
      return readServerKeyExchange(reader);
    case HANDSHAKE_CODES.CertificateRequest:
      return readCertificateRequest(reader);
    case HANDSHAKE_CODES.ServerHelloDone:
      return readServerHelloDone(reader);
    case HANDSHAKE_CODES.CertificateVerify:
      return readCertificateVerify(reader);
    case HANDSHAKE_CODES.ClientKeyExchange:
      return readClientKeyExchange(reader, keyExchange);
    case HANDSHAKE_CODES.Finished:
      return readFinished(reader);
    default:
      return reader.fail('handshake.type', `${code} is no message of TLS 1.2`);
  }
}

const KNOWN: readonly number[] = Object.values(HANDSHAKE_CODES);
