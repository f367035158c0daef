// PEM, RFC 7468: DER in base64 between BEGIN and END lines. Text outside the blocks is passed over (5.2).
import { attempt, type Decoded, DecodeError } from '../../bytes/error.ts';

export interface PemBlock {
  /** Such as `CERTIFICATE`. */
  readonly label: string;
  readonly der: Uint8Array;
}

export function toPem(label: string, der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.map((line) => `${line}\n`).join('')}-----END ${label}-----\n`;
}

/** All blocks, or those with this label; an error where there is none. Offsets in errors count characters. */
export function fromPem(text: string, label?: string): Decoded<PemBlock[]> {
  return attempt(() => {
    const blocks: PemBlock[] = [];
    let open: { label: string; at: number } | null = null;
    for (const { 0: line, index } of text.matchAll(/-----[^\r\n]*-----/g)) {
      const [, kind, name] = /^-----(BEGIN|END) ([!-,.-~]+(?:[ -][!-,.-~]+)*|)-----$/.exec(line) ?? [];
      if (kind === undefined || name === undefined) {
        // RFC 7468 2: what stands between the blocks is for people, who also rule lines with dashes.
        if (open === null && !/^-+\s*(BEGIN|END)\b/.test(line)) continue;
        throw new DecodeError('pem', index, `"${line}" is no BEGIN or END line`);
      }
      if (kind === 'BEGIN') {
        if (open !== null) throw new DecodeError('pem', index, `BEGIN ${name} before END ${open.label}`);
        open = { label: name, at: index + line.length };
        continue;
      }
      if (open === null) throw new DecodeError('pem', index, `END ${name} without BEGIN`);
      if (open.label !== name) throw new DecodeError('pem', index, `END ${name} after BEGIN ${open.label}`);
      if (label === undefined || label === name) {
        blocks.push({ label: name, der: decodeBase64(text.slice(open.at, index), open.at) });
      }
      open = null;
    }
    if (open !== null) throw new DecodeError('pem', text.length, `END ${open.label} is missing`);
    if (blocks.length === 0)
      throw new DecodeError('pem', 0, `no ${label === undefined ? 'BEGIN line' : `BEGIN ${label}`}`);
    return blocks;
  });
}

function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += `${digit(bits >> 18)}${digit(bits >> 12)}${b === undefined ? '=' : digit(bits >> 6)}`;
    text += c === undefined ? '=' : digit(bits);
  }
  return text;
}

/** RFC 4648 4, with white space between the digits; padding and its zero bits must be right. */
function decodeBase64(text: string, offset: number): Uint8Array {
  const octets: number[] = [];
  let [bits, count, padding] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (/\s/.test(character)) continue;
    const value = DIGITS.indexOf(character);
    if (character === '=') padding++;
    else if (value < 0 || padding > 0) throw new DecodeError('pem', offset + at, `"${character}" is not base64 there`);
    bits = ((bits << 6) | Math.max(value, 0)) & 0xffffff;
    if (++count % 4 === 0) octets.push(bits >> 16, (bits >> 8) & 0xff, bits & 0xff);
  }
  if (count % 4 !== 0 || padding > 2)
    throw new DecodeError('pem', offset + text.length, 'base64 comes in groups of four');
  if ((bits & (2 ** (8 * padding) - 1)) !== 0) {
    throw new DecodeError('pem', offset + text.length, 'the last base64 digit has bits too many');
  }
  octets.length -= padding;
  return Uint8Array.from(octets);
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digit = (bits: number): string => DIGITS.charAt(bits & 63);
