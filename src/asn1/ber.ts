// Reads BER (X.690 8): containers such as CMS and PKCS #12 may be written in it, with lengths that are not said at the
// beginning and strings in pieces. An element of definite length is passed over in one step, so that reading is linear.
// What is signed is DER, and der.ts reads it.
import { bytesText, DecodeError } from '../bytes/error.ts';
import { concat } from '../bytes/hex.ts';
import { TAG } from './derTags.ts';

export interface BerElement {
  /** Identifier octet: class, form and number. */
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  /** Of the content. */
  readonly contentEnd: number;
  /** Behind the whole element. */
  readonly end: number;
  readonly indefinite: boolean;
}

const MAX_DEPTH = 40;
const CONSTRUCTED = 0x20;

/** The element at `at`, which ends at `until` at the latest. Throws DecodeError. */
export function berElement(bytes: Uint8Array, at: number, until: number, field: string, depth = 0): BerElement {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > until)
    throw new DecodeError(field, at, 'an element is cut off');
  if ((tag & 0x1f) === 0x1f) throw new DecodeError(field, at, 'the tag number is above 30');
  if (first === 0x80) return indefinite(bytes, at, until, field, depth);
  const octets = first < 0x80 ? 0 : first & 0x7f;
  let length = octets === 0 ? first : 0;
  if (octets > MAX_LENGTH_OCTETS) throw new DecodeError(field, at + 1, `a length of ${octets} octets`);
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  const content = at + 2 + octets;
  const end = content + length;
  if (end > until) {
    throw new DecodeError(field, at + 1, `length says ${bytesText(length)}, ${Math.max(0, until - content)} left`);
  }
  return { tag, start: at, content, contentEnd: end, end, indefinite: false };
}

/** 8.1.3.6: constructed, and ended by two zero octets. */
function indefinite(bytes: Uint8Array, start: number, until: number, field: string, depth: number): BerElement {
  const tag = bytes[start] ?? 0;
  if ((tag & CONSTRUCTED) === 0) throw new DecodeError(field, start, 'an indefinite length in a primitive element');
  if (depth >= MAX_DEPTH) throw new DecodeError(field, start, `nested deeper than ${MAX_DEPTH} levels`);
  let at = start + 2;
  while (at < until && !(bytes[at] === 0 && bytes[at + 1] === 0)) {
    at = berElement(bytes, at, until, field, depth + 1).end;
  }
  if (at + 2 > until) throw new DecodeError(field, start, 'the end of an indefinite length is missing');
  return { tag, start, content: start + 2, contentEnd: at, end: at + 2, indefinite: true };
}

/** Nobody writes more: 2^40 bytes. */
const MAX_LENGTH_OCTETS = 5;

/** The elements inside a constructed one; `most` bounds them. Throws DecodeError. */
export function berChildren(bytes: Uint8Array, parent: BerElement, field: string, most = 100_000): BerElement[] {
  if ((parent.tag & CONSTRUCTED) === 0) throw new DecodeError(field, parent.start, 'a constructed element is missing');
  const found: BerElement[] = [];
  for (let at = parent.content; at < parent.contentEnd; ) {
    if (found.length >= most) throw new DecodeError(field, at, `more than ${most} elements`);
    const element = berElement(bytes, at, parent.contentEnd, field);
    found.push(element);
    at = element.end;
  }
  return found;
}

/** The octets of a string in one piece, or in several (8.7.3). Throws DecodeError. */
export function berOctets(bytes: Uint8Array, element: BerElement | undefined, field: string, depth = 0): Uint8Array {
  if (element === undefined) throw new DecodeError(field, 0, 'a string of octets is missing');
  if ((element.tag & CONSTRUCTED) === 0) return bytes.subarray(element.content, element.contentEnd);
  if (depth >= MAX_DEPTH) throw new DecodeError(field, element.start, `nested deeper than ${MAX_DEPTH} levels`);
  return concat(...berChildren(bytes, element, field).map((part) => berOctets(bytes, part, field, depth + 1)));
}

/** Dotted form; arcs beyond 2^53 lose digits, and none that is known here has such. Throws DecodeError. */
export function berOid(bytes: Uint8Array, element: BerElement | undefined, field: string): string {
  if (element?.tag !== TAG.oid) throw new DecodeError(field, element?.start ?? 0, 'an object identifier is missing');
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of bytes.subarray(element.content, Math.min(element.contentEnd, element.content + 128))) {
    arc = arc * 128 + (octet & 0x7f);
    if (octet >= 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

/** A non-negative INTEGER below 2^48. Throws DecodeError. */
export function berNumber(bytes: Uint8Array, element: BerElement | undefined, field: string): number {
  if (element?.tag !== TAG.integer) throw new DecodeError(field, element?.start ?? 0, 'a number is missing');
  const content = bytes.subarray(element.content, element.contentEnd);
  if (content.length === 0 || (content[0] ?? 0) >= 0x80)
    throw new DecodeError(field, element.start, 'a negative number');
  if (content.length > 6) throw new DecodeError(field, element.start, 'the number is too large');
  return content.reduce((sum, octet) => sum * 256 + octet, 0);
}
