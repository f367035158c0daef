// The content octets of primitive DER types, X.690 8 and 11: parsed (null where they are not of the type) and shown.
import { toHex } from '../bytes/hex.ts';
import { genericField } from './derTags.ts';
import { showOid } from './oids.ts';

export interface BitString {
  readonly octets: Uint8Array;
  readonly unusedBits: number;
}

export const ascii = (octets: Uint8Array): string => {
  let text = '';
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
};

/** A small number in decimal, a large one in hexadecimal; content octets of an INTEGER. */
export function showInteger(content: Uint8Array): string {
  const small = content.length <= 4 ? parseSigned(content) : null;
  return small === null ? `0x${integerHex(content)}` : String(small);
}

/** Hexadecimal magnitude without the octet that only carries the sign; `-` in front of a negative number. */
export function integerHex(content: Uint8Array): string {
  if ((content[0] ?? 0) >= 0x80) {
    const magnitude = (1n << BigInt(8 * content.length)) - BigInt(`0x${toHex(content)}`);
    const digits = magnitude.toString(16);
    return `-${digits.length % 2 === 0 ? digits : `0${digits}`}`;
  }
  return toHex(content.length > 1 && content[0] === 0 ? content.subarray(1) : content);
}

/** Hexadecimal where it fits a line, else the number of bytes. */
export const showOctets = (octets: Uint8Array): string =>
  octets.length <= 32 ? toHex(octets) : `${octets.length} bytes`;

export const showBits = ({ octets, unusedBits }: BitString): string => `${octets.length * 8 - unusedBits} bits`;

export const isMinimal = (content: Uint8Array): boolean => {
  const [first, second] = content;
  if (first === undefined) return false;
  if (second === undefined) return true;
  return !(first === 0 && second < 0x80) && !(first === 0xff && second >= 0x80);
};

function parseSigned(content: Uint8Array): number {
  let value = (content[0] ?? 0) >= 0x80 ? -1 : 0;
  for (const octet of content) value = value * 256 + octet;
  return value;
}

export function parseSmall(content: Uint8Array): number | null {
  if (!isMinimal(content) || content.length > 4) return null;
  const value = parseSigned(content);
  return value < 0 ? null : value;
}

/** X.690 11.1: TRUE is FF. */
export function parseBoolean(content: Uint8Array): boolean | null {
  if (content.length !== 1) return null;
  return content[0] === 0xff ? true : content[0] === 0 ? false : null;
}

/** X.690 8.6 and 11.2.1: unused bits are zero. */
export function parseBits(content: Uint8Array): BitString | null {
  const unusedBits = content[0];
  if (unusedBits === undefined || unusedBits > 7) return null;
  const octets = content.subarray(1);
  const last = octets.at(-1);
  if (last === undefined) return unusedBits === 0 ? { octets, unusedBits } : null;
  return (last & ((1 << unusedBits) - 1)) === 0 ? { octets, unusedBits } : null;
}

/** X.690 8.19; arcs of at most 128 bits, 128 octets in all. */
export function parseOid(content: Uint8Array): string | null {
  if (content.length === 0 || content.length > 128 || (content.at(-1) ?? 0) >= 0x80) return null;
  let text = '';
  // Arcs beyond 2^53 exist (those made from UUIDs, ITU-T X.667): only they pay for BigInt.
  let arc = 0;
  let wide = 0n;
  let octets = 0;
  for (const octet of content) {
    if (octets === 0 && octet === 0x80) return null;
    octets++;
    if (octets <= EXACT_OCTETS) arc = arc * 128 + (octet & 0x7f);
    else wide = ((octets === EXACT_OCTETS + 1 ? BigInt(arc) : wide) << 7n) | BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    if (wide >> 128n !== 0n) return null;
    if (text === '') text = firstArcs(octets > EXACT_OCTETS ? wide : BigInt(arc));
    else text += `.${octets > EXACT_OCTETS ? wide : arc}`;
    arc = 0;
    wide = 0n;
    octets = 0;
  }
  return text;
}

/** X.690 8.19.4: the first two arcs share one number, 40 * first + second. */
function firstArcs(both: bigint): string {
  const first = both < 40n ? 0n : both < 80n ? 1n : 2n;
  return `${first}.${both - 40n * first}`;
}

/** Octets of 7 bits that a double holds exactly. */
const EXACT_OCTETS = 7;

/** The value of a primitive element whose meaning is not known. */
export function showPrimitive(tag: number, content: Uint8Array): string | null {
  switch (genericField(tag)) {
    case 'der.boolean': {
      const value = parseBoolean(content);
      return value === null ? null : value ? 'TRUE' : 'FALSE';
    }
    case 'der.integer':
    case 'der.enumerated':
      return isMinimal(content) && content.length <= 64 ? showInteger(content) : null;
    case 'der.oid': {
      const dotted = parseOid(content);
      return dotted === null ? null : showOid(dotted);
    }
    case 'der.null':
      return 'NULL';
    case 'der.time':
    case 'der.string':
      return /^[ -~]*$/.test(ascii(content.subarray(0, 256))) ? ascii(content.subarray(0, 256)) : null;
    default:
      return content.length <= 32 ? toHex(content) : `${content.length} bytes`;
  }
}
