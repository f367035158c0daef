// Builds DER, X.690 10 and 11: each function returns one whole element.
import { concat, utf8 } from '../bytes/hex.ts';
import { formatGeneralizedTime } from './time.ts';

/** An element with this identifier octet. */
export function element(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return concat(Uint8Array.of(tag, ...lengthOctets(length)), ...content);
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => element(0x30, ...parts);

/** SET OF: X.690 11.6 wants the encodings in ascending order. */
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array => element(0x31, ...[...parts].sort(compareOctets));

export const boolean = (value: boolean): Uint8Array => element(0x01, Uint8Array.of(value ? 0xff : 0));

/** Two's complement in as few octets as possible. */
export function integer(value: bigint | number): Uint8Array {
  const wanted = BigInt(value);
  let width = 1;
  while (wanted < -(1n << BigInt(8 * width - 1)) || wanted >= 1n << BigInt(8 * width - 1)) width++;
  let rest = BigInt.asUintN(8 * width, wanted);
  const octets = new Uint8Array(width);
  for (let i = width - 1; i >= 0; i--) {
    octets[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return element(0x02, octets);
}

/** A positive INTEGER from its unsigned big-endian octets. */
export function unsignedInteger(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  const short = first < 0 ? Uint8Array.of(0) : octets.subarray(first);
  return element(0x02, ...((short[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : []), short);
}

export const enumerated = (value: number): Uint8Array => element(0x0a, Uint8Array.of(value));

export const nul = (): Uint8Array => element(0x05);

/** From the dotted form, X.690 8.19. */
export function oid(dotted: string): Uint8Array {
  const [first, second, ...rest] = dotted.split('.').map(BigInt);
  if (first === undefined || second === undefined) throw new RangeError(`${dotted} is no object identifier`);
  return element(0x06, Uint8Array.from([40n * first + second, ...rest].flatMap(base128)));
}

export const octetString = (...content: readonly Uint8Array[]): Uint8Array => element(0x04, ...content);

/** Whole octets unless `unusedBits` says otherwise. */
export const bitString = (octets: Uint8Array, unusedBits = 0): Uint8Array =>
  element(0x03, Uint8Array.of(unusedBits), octets);

/** A BIT STRING of named bits: bit 0 is the first, and trailing zero bits are left out (X.690 11.2.2). */
export function namedBits(bits: readonly number[]): Uint8Array {
  const highest = Math.max(-1, ...bits);
  const octets = new Uint8Array(Math.ceil((highest + 1) / 8));
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return bitString(octets, octets.length * 8 - (highest + 1));
}

export const utf8String = (text: string): Uint8Array => element(0x0c, utf8(text));
export const printableString = (text: string): Uint8Array => element(0x13, utf8(text));
export const ia5String = (text: string): Uint8Array => element(0x16, utf8(text));

/** UTCTime to 2049, GeneralizedTime from 2050 (RFC 5280 4.1.2.5); milliseconds since 1970. */
export function time(ms: number): Uint8Array {
  const text = formatGeneralizedTime(ms);
  const isUtcTime = text >= '1950' && text < '2050';
  return isUtcTime ? element(0x17, utf8(text.slice(2))) : generalizedTime(ms);
}

export const generalizedTime = (ms: number): Uint8Array => element(0x18, utf8(formatGeneralizedTime(ms)));

/** `[n] EXPLICIT`, and `[n] IMPLICIT` of a constructed type. */
export const tagged = (n: number, ...content: readonly Uint8Array[]): Uint8Array => element(0xa0 | n, ...content);

/** `[n] IMPLICIT` of a primitive type; `content` without its tag and length. */
export const implicit = (n: number, content: Uint8Array): Uint8Array => element(0x80 | n, content);

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff);
  return [0x80 | octets.length, ...octets];
}

function base128(value: bigint): number[] {
  const octets = [Number(value & 0x7fn)];
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) octets.unshift(0x80 | Number(rest & 0x7fn));
  return octets;
}

function compareOctets(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
