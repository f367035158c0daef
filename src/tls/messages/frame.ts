// The header of four bytes that every handshake message has, RFC 5246 7.4 and RFC 9846 4.
import { attempt, bytesText, type Decoded } from '../../bytes/error.ts';
import { concat } from '../../bytes/hex.ts';
import { Reader } from '../../bytes/reader.ts';
import { type Span, shiftSpans } from '../../bytes/span.ts';
import { Writer } from '../../bytes/writer.ts';
import { MAX_HANDSHAKE_BODY } from '../record/flight.ts';

/** `spans`: `handshake.type`, `handshake.length`, then the message's fields; they count from the header on. */
export interface HandshakeBytes {
  readonly bytes: Uint8Array;
  readonly spans: Span[];
}

/** `code` is that of the type `name`. */
export function frame(code: number, name: string, writeBody: (writer: Writer) => void): HandshakeBytes {
  const bodyWriter = new Writer();
  writeBody(bodyWriter);
  const body = bodyWriter.finish();
  const headerWriter = new Writer();
  headerWriter.u8(code, 'handshake.type', name);
  headerWriter.u24(body.bytes.length, 'handshake.length');
  const header = headerWriter.finish();
  return {
    bytes: concat(header.bytes, body.bytes),
    spans: [...header.spans, ...shiftSpans(body.spans, header.bytes.length)],
  };
}

interface Protocol<Message> {
  /** Of any message, also of those of other versions; null for a code without a meaning. */
  nameOf(code: number): string | null;
  isKnown(code: number): boolean;
  readBody(reader: Reader, code: number): Message;
}

/**
 * Reads exactly one message. An error whose field is `handshake.type` means that there is no such message in this
 * protocol; any other one that the message is not formed as it must be.
 */
export function unframe<Message extends { readonly type: string }>(
  bytes: Uint8Array,
  { nameOf, isKnown, readBody }: Protocol<Message>,
): Decoded<{ message: Message; spans: Span[] }> {
  return attempt(() => {
    const reader = new Reader(bytes);
    const code = reader.u8('handshake.type', nameOf);
    if (!isKnown(code)) {
      return new Reader(bytes).fail('handshake.type', `unexpected message ${nameOf(code) ?? ''}(${code})`);
    }
    const length = reader.u24('handshake.length');
    if (length > MAX_HANDSHAKE_BODY) reader.fail('handshake.length', `${length} bytes, over ${MAX_HANDSHAKE_BODY}`);
    if (length !== reader.remaining) {
      reader.fail('handshake.length', `length says ${bytesText(length)}, ${reader.remaining} left`);
    }
    const own = { field: 'handshake.length', offset: 1, size: 3, outerEnd: bytes.length } as const;
    const body = new Reader(bytes, reader.offset, bytes.length, own);
    const message = readBody(body, code);
    body.finish(message.type);
    return { message, spans: [...reader.spans, ...body.spans] };
  });
}
