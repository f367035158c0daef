// The handshake messages of TLS 1.3, RFC 9846 4.

import type { Decoded } from '../../../bytes/error.ts';
import type { Reader } from '../../../bytes/reader.ts';
import type { Span } from '../../../bytes/span.ts';
import type { Writer } from '../../../bytes/writer.ts';
import { HANDSHAKE_TYPES, handshakeTypeName } from '../../codePoints/handshakeTypes.ts';
import { pick } from '../../codePoints/names.ts';
import { readCertificateVerify, writeCertificateVerify } from '../../messages/certificateVerify.ts';
import { frame, type HandshakeBytes, unframe } from '../../messages/frame.ts';
import { readKeyUpdate, readNewSessionTicket, writeKeyUpdate, writeNewSessionTicket } from './afterHandshake.ts';
import {
  readCertificate13,
  readCertificateRequest13,
  writeCertificate13,
  writeCertificateRequest13,
} from './certificates.ts';
import { readExtensions13, writeExtensions13 } from './extensions.ts';
import { readClientHello13, readServerHello13, writeClientHello13, writeServerHello13 } from './hellos.ts';
import type { Handshake13, Handshake13Type } from './types.ts';

/** HandshakeType, RFC 9846 4: on the wire a HelloRetryRequest is a ServerHello. */
export const HANDSHAKE_13_CODES = {
  ...pick(HANDSHAKE_TYPES, [
    'ClientHello',
    'ServerHello',
    'NewSessionTicket',
    'EncryptedExtensions',
    'Certificate',
    'CertificateRequest',
    'CertificateVerify',
    'Finished',
    'KeyUpdate',
  ]),
  HelloRetryRequest: HANDSHAKE_TYPES.ServerHello,
} satisfies Record<Handshake13Type, number>;

export const encodeHandshake13 = (message: Handshake13): HandshakeBytes =>
  frame(HANDSHAKE_13_CODES[message.type], message.type, (writer) => writeBody(writer, message));

/** Reads exactly one message, as `unframe` says. */
export const decodeHandshake13 = (bytes: Uint8Array): Decoded<{ message: Handshake13; spans: Span[] }> =>
  unframe(bytes, { nameOf: handshakeTypeName, isKnown: (code) => KNOWN.includes(code), readBody });

function writeBody(writer: Writer, message: Handshake13): void {
  switch (message.type) {
    case 'ClientHello':
      writeClientHello13(writer, message);
      return;
    case 'ServerHello':
    case 'HelloRetryRequest':
      writeServerHello13(writer, message);
      return;
    case 'EncryptedExtensions':
      writeExtensions13(writer, 'encryptedExtensions', 'encryptedExtensions.extensions', message.extensions);
      return;
    case 'CertificateRequest':
      writeCertificateRequest13(writer, message);
      return;
    case 'Certificate':
      writeCertificate13(writer, message);
      return;
    case 'CertificateVerify':
      writeCertificateVerify(writer, message);
      return;
    case 'Finished':
      writer.put(message.verifyData, 'finished.verifyData');
      return;
    case 'NewSessionTicket':
      writeNewSessionTicket(writer, message);
      return;
    case 'KeyUpdate':
      writeKeyUpdate(writer, message);
      return;
  }
}

function readBody(reader: Reader, code: number): Handshake13 {
  switch (code) {
    case HANDSHAKE_13_CODES.ClientHello:
      return readClientHello13(reader);
    case HANDSHAKE_13_CODES.ServerHello:
      return readServerHello13(reader);
    case HANDSHAKE_13_CODES.EncryptedExtensions: {
      const extensions = readExtensions13(reader, 'encryptedExtensions', 'encryptedExtensions.extensions');
      return { type: 'EncryptedExtensions', extensions };
    }
    case HANDSHAKE_13_CODES.CertificateRequest:
      return readCertificateRequest13(reader);
    case HANDSHAKE_13_CODES.Certificate:
      return readCertificate13(reader);
    case HANDSHAKE_13_CODES.CertificateVerify:
      return readCertificateVerify(reader);
    case HANDSHAKE_13_CODES.Finished:
      return { type: 'Finished', verifyData: reader.rest('finished.verifyData') };
    case HANDSHAKE_13_CODES.NewSessionTicket:
      return readNewSessionTicket(reader);
    case HANDSHAKE_13_CODES.KeyUpdate:
      return readKeyUpdate(reader);
    default:
      return reader.fail('handshake.type', `${code} is no message of TLS 1.3`);
  }
}

const KNOWN: readonly number[] = Object.values(HANDSHAKE_13_CODES);
