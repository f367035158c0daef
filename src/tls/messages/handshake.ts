// A handshake message with its header of four bytes, RFC 5246 7.4.
import { attempt, type Decoded } from '../../bytes/error.ts';
import { concat } from '../../bytes/hex.ts';
import { Reader } from '../../bytes/reader.ts';
import { type Span, shiftSpans } from '../../bytes/span.ts';
import { Writer } from '../../bytes/writer.ts';
import { MAX_HANDSHAKE_BODY } from '../flight.ts';
import type { KeyExchange } from '../suites.ts';
import { readCertificateMessage, writeCertificateMessage } from './certificateMessage.ts';
import { readCertificateRequest, writeCertificateRequest } from './certificateRequest.ts';
import { readCertificateStatus, writeCertificateStatus } from './certificateStatus.ts';
import { readCertificateVerify, writeCertificateVerify } from './certificateVerify.ts';
import { readClientHello, writeClientHello } from './clientHello.ts';
import { readClientKeyExchange, writeClientKeyExchange } from './clientKeyExchange.ts';
import { handshakeTypeName } from './codePoints.ts';
import { readFinished, writeFinished } from './finished.ts';
import { readServerHello, writeServerHello } from './serverHello.ts';
import { readHelloRequest, readServerHelloDone } from './serverHelloDone.ts';
import { readServerKeyExchange, writeServerKeyExchange } from './serverKeyExchange.ts';
import type { Handshake, HandshakeType } from './types.ts';

/** HandshakeType, RFC 5246 7.4 and RFC 6066 8, of the messages that RSA key exchange and ECDHE use. */
export const HANDSHAKE_CODES = {
  HelloRequest: 0,
  ClientHello: 1,
  ServerHello: 2,
  Certificate: 11,
  ServerKeyExchange: 12,
  CertificateRequest: 13,
  ServerHelloDone: 14,
  CertificateVerify: 15,
  ClientKeyExchange: 16,
  Finished: 20,
  CertificateStatus: 22,
} as const satisfies Record<HandshakeType, number>;

/** `spans`: `handshake.type`, `handshake.length`, then the message's fields; they count from the header on. */
export interface HandshakeBytes {
  readonly bytes: Uint8Array;
  readonly spans: Span[];
}

/** Throws RangeError for a message that breaks the bounds of its fields. */
export function encodeHandshake(message: Handshake): HandshakeBytes {
  const bodyWriter = new Writer();
  writeBody(bodyWriter, message);
  const body = bodyWriter.finish();
  const headerWriter = new Writer();
  headerWriter.u8(HANDSHAKE_CODES[message.type], 'handshake.type', message.type);
  headerWriter.u24(body.bytes.length, 'handshake.length');
  const header = headerWriter.finish();
  return {
    bytes: concat(header.bytes, body.bytes),
    spans: [...header.spans, ...shiftSpans(body.spans, header.bytes.length)],
  };
}

/**
 * Reads exactly one message. An error whose field is `handshake.type` means that there is no such message in this
 * protocol; any other one that the message is not formed as it must be. `keyExchange`: that of the suite, once it is known.
 */
export function decodeHandshake(
  bytes: Uint8Array,
  keyExchange: KeyExchange | null = null,
): Decoded<{ message: Handshake; spans: Span[] }> {
  return attempt(() => {
    const reader = new Reader(bytes);
    const code = reader.u8('handshake.type', handshakeTypeName);
    const type = typeOf(code);
    if (type === null) {
      const name = handshakeTypeName(code);
      return new Reader(bytes).fail('handshake.type', `unexpected message ${name ?? ''}(${code})`);
    }
    const length = reader.u24('handshake.length');
    if (length > MAX_HANDSHAKE_BODY) reader.fail('handshake.length', `${length} bytes, over ${MAX_HANDSHAKE_BODY}`);
    if (length !== reader.remaining) {
      reader.fail('handshake.length', `length says ${length} bytes, ${reader.remaining} are there`);
    }
    const message = readBody(reader, type, keyExchange);
    reader.finish(type);
    return { message, spans: reader.spans };
  });
}

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
      writeCertificateStatus(writer, message);
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

function readBody(reader: Reader, type: HandshakeType, keyExchange: KeyExchange | null): Handshake {
  switch (type) {
    case 'HelloRequest':
      return readHelloRequest(reader);
    case 'ClientHello':
      return readClientHello(reader);
    case 'ServerHello':
      return readServerHello(reader);
    case 'Certificate':
      return readCertificateMessage(reader);
    case 'CertificateStatus':
      return readCertificateStatus(reader);
    case 'ServerKeyExchange':
      return readServerKeyExchange(reader);
    case 'CertificateRequest':
      return readCertificateRequest(reader);
    case 'ServerHelloDone':
      return readServerHelloDone(reader);
    case 'CertificateVerify':
      return readCertificateVerify(reader);
    case 'ClientKeyExchange':
      return readClientKeyExchange(reader, keyExchange);
    case 'Finished':
      return readFinished(reader);
  }
}

function typeOf(code: number): HandshakeType | null {
  const found = Object.entries(HANDSHAKE_CODES).find(([, one]) => one === code);
  return found === undefined ? null : (found[0] as HandshakeType);
}
