// Byte strings: hexadecimal and UTF-8 text, concatenation, comparison.
import { DecodeError } from './error.ts';

/** Two lower-case digits a byte, nothing between them. */
export function toHex(bytes: Uint8Array): string {
  // By way of a byte array: a text that grows digit by digit is kept by V8 as a tree of its parts, five times as large.
  const digits = new Uint8Array(2 * bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    digits[2 * i] = HEX_DIGITS[byte >> 4] as number;
    digits[2 * i + 1] = HEX_DIGITS[byte & 15] as number;
  }
  return DECODER.decode(digits);
}

/** Reads hexadecimal digits; white space and colons between bytes are passed over. Throws DecodeError. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/[\s:]/g, '');
  if (digits.length % 2 !== 0) throw new DecodeError('hex', digits.length, 'odd number of hexadecimal digits');
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const pair = digits.slice(2 * i, 2 * i + 2);
    if (!/^[0-9a-fA-F]{2}$/.test(pair)) throw new DecodeError('hex', 2 * i, `"${pair}" is not hexadecimal`);
    bytes[i] = Number.parseInt(pair, 16);
  }
  return bytes;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** In a time that depends on the bytes: good for a lab, no good where the comparison must not tell anything. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export const utf8 = (text: string): Uint8Array => ENCODER.encode(text);

/** Decodes UTF-8; ill-formed sequences become U+FFFD. */
export const fromUtf8 = (bytes: Uint8Array): string => DECODER.decode(bytes);

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();
const HEX_DIGITS = utf8('0123456789abcdef');

export const endsWith = (whole: Uint8Array, end: Uint8Array): boolean =>
  whole.length >= end.length && equalBytes(whole.subarray(whole.length - end.length), end);
