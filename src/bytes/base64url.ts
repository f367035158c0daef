// Base64url without padding, RFC 4648 5: bytes as they stand in links.

export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let digit = 0; digit <= Math.min(left, 3); digit++) text += DIGITS.charAt((bits >> (18 - 6 * digit)) & 63);
  }
  return text;
}

/** Null where it is none, bits that stand for nothing included: each byte string has one text only. */
export function fromBase64url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [bits, have, at] = [0, 0, 0];
  for (const character of text) {
    const value = DIGITS.indexOf(character);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    bytes[at++] = (bits >> have) & 255;
  }
  return (bits & ((1 << have) - 1)) === 0 ? bytes : null;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
