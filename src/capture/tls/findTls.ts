// Where TLS begins in a stream: at its first byte, or behind the plain text of STARTTLS, of HTTP CONNECT, or of a proxy's
// header. Found by content, whatever the port.
import { u16 } from '../packet/packet.ts';
import { isRecordHeader } from './recordSplitter.ts';

/** A place, `more`: the bytes so far do not tell, `none`: nothing so far, and what is there need not be looked at again. */
export type TlsPlace = { readonly at: number } | 'more' | 'none';

/**
 * `isMiddle`: the capture has not seen the stream begin. `isPeer`: the other direction speaks TLS, so that less is proof.
 * `from`: what is before has been looked at.
 */
export function findTls(bytes: Uint8Array, from: number, isMiddle: boolean, isPeer: boolean): TlsPlace {
  if (from === 0) {
    const first = beginsLikeRecord(bytes);
    if (first === 'more') return 'more';
    if (first) return { at: 0 };
  }
  for (let at = from; ; at++) {
    at = isMiddle ? at : nextHello(bytes, at, isPeer);
    if (at < 0 || at + 11 > bytes.length) break;
    if (isHello(bytes, at)) return { at };
    if (isPeer && isPlainAlert(bytes, at)) return { at };
    if (isMiddle && isChain(bytes, at, isPeer)) return { at };
  }
  if (isPeer && bytes.length - from >= 7) {
    const last = bytes.length - 7;
    if (isPlainAlert(bytes, last)) return { at: last };
  }
  return 'none';
}

const nextHello = (bytes: Uint8Array, from: number, isPeer: boolean): number => {
  const hello = bytes.indexOf(22, from);
  const alert = isPeer ? bytes.indexOf(21, from) : -1;
  return hello < 0 ? alert : alert < 0 ? hello : Math.min(hello, alert);
};

/** The first bytes of a stream. */
function beginsLikeRecord(bytes: Uint8Array): boolean | 'more' {
  if (bytes.length === 0) return 'more';
  const type = bytes[0] as number;
  if (type < 20 || type > 23) return false;
  if (bytes.length >= 2 && bytes[1] !== 3) return false;
  if (bytes.length >= 3 && (bytes[2] as number) > 4) return false;
  if (bytes.length < 6) return 'more';
  if (!isRecordHeader(bytes, 0)) return false;
  const length = u16(bytes, 3);
  if (type === 20) return length === 1 || length > 16;
  if (type === 21) return length === 2 || length > 16;
  return true;
}

/** A record with the begin of a ClientHello or ServerHello: eleven bytes that no text has by chance. */
function isHello(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 22 || !isRecordHeader(bytes, at)) return false;
  const type = bytes[at + 5];
  const length = ((bytes[at + 6] as number) << 16) | u16(bytes, at + 7);
  return (
    (type === 1 || type === 2) &&
    length >= 38 &&
    length < 2 ** 17 &&
    bytes[at + 9] === 3 &&
    (bytes[at + 10] as number) <= 4
  );
}

const isPlainAlert = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 21 &&
  isRecordHeader(bytes, at) &&
  u16(bytes, at + 3) === 2 &&
  (bytes[at + 5] === 1 || bytes[at + 5] === 2);

/** A header with another behind its record, or one that ends where the bytes do; where TLS is certain, one alone. */
function isChain(bytes: Uint8Array, at: number, isPeer: boolean): boolean {
  if (!isRecordHeader(bytes, at)) return false;
  const [type, length] = [bytes[at] as number, u16(bytes, at + 3)];
  if (type === 24 || (type < 23 && type !== 22 && length !== 1 && length !== 2 && length < 17)) return false;
  const next = at + 5 + length;
  if (next + 5 <= bytes.length) return isRecordHeader(bytes, next);
  return next === bytes.length || (isPeer && bytes[at + 2] === 3);
}
