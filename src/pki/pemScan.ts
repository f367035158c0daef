// PEM as people paste it (RFC 7468, and what programs print around it): every block is found, with the line where it
// begins; a broken one becomes a problem and costs no other block. Strict PEM is pem.ts.

export interface ScannedBlock {
  readonly label: string;
  /** Where its BEGIN line stands; the first line is 1. */
  readonly line: number;
  /** Null where the block is a private key, which is not even decoded. */
  readonly der: Uint8Array | null;
  /** OpenSSL's old format says so in the block's header. */
  readonly encrypted: boolean;
}

export type PemProblem =
  | { readonly kind: 'pem.noEnd'; readonly label: string; readonly line: number }
  | { readonly kind: 'pem.noBegin'; readonly label: string; readonly line: number }
  | { readonly kind: 'pem.otherEnd'; readonly label: string; readonly end: string; readonly line: number }
  | { readonly kind: 'pem.character'; readonly label: string; readonly character: string; readonly line: number }
  | { readonly kind: 'pem.length'; readonly label: string; readonly line: number }
  | { readonly kind: 'pem.tooMany'; readonly limit: number; readonly line: number };

export interface PemScan {
  readonly blocks: readonly ScannedBlock[];
  readonly problems: readonly PemProblem[];
}

export const isPrivateKeyLabel = (label: string): boolean => label.endsWith('PRIVATE KEY');

export function scanPem(text: string, maxBlocks: number): PemScan {
  const blocks: ScannedBlock[] = [];
  const problems: PemProblem[] = [];
  const lineAt = lineCounter(text);
  let open: { label: string; line: number; at: number } | null = null;
  for (const { 0: mark, 1: kind, 2: label = '', index } of text.matchAll(MARK)) {
    if (blocks.length + problems.length >= maxBlocks) {
      problems.push({ kind: 'pem.tooMany', limit: maxBlocks, line: lineAt(index) });
      return { blocks, problems };
    }
    if (kind === 'BEGIN') {
      if (open !== null) problems.push({ kind: 'pem.noEnd', label: open.label, line: open.line });
      open = { label, line: lineAt(index), at: index + mark.length };
    } else if (open === null) {
      problems.push({ kind: 'pem.noBegin', label, line: lineAt(index) });
    } else {
      if (open.label !== label)
        problems.push({ kind: 'pem.otherEnd', label: open.label, end: label, line: lineAt(index) });
      else {
        const found = readBlock(open, text.slice(open.at, index));
        if ('kind' in found) problems.push(found);
        else blocks.push(found);
      }
      open = null;
    }
  }
  if (open !== null) problems.push({ kind: 'pem.noEnd', label: open.label, line: open.line });
  return { blocks, problems };
}

type Start = Pick<ScannedBlock, 'label' | 'line'>;

function readBlock({ label, line }: Start, body: string): ScannedBlock | PemProblem {
  if (isPrivateKeyLabel(label)) {
    return { label, line, der: null, encrypted: label.startsWith('ENCRYPTED') || /^Proc-Type:.*ENCRYPTED/m.test(body) };
  }
  const decoded = decodeBase64(body);
  if (decoded instanceof Uint8Array) return { label, line, der: decoded, encrypted: false };
  const at = line + count(body.slice(0, decoded.at), '\n');
  return decoded.character === null
    ? { kind: 'pem.length', label, line: at }
    : { kind: 'pem.character', label, character: decoded.character, line: at };
}

interface Base64Problem {
  /** Index in the text. */
  readonly at: number;
  /** Null where there are too few or too many characters. */
  readonly character: string | null;
}

/** Base64 with white space between; line ends may be those of JSON and of source code, spelled `\n`. */
export function decodeBase64(text: string): Uint8Array | Base64Problem {
  const bytes = new Uint8Array(Math.floor(text.length / 4) * 3 + 3);
  let [length, bits, digits, padding] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = VALUES[code] ?? NONE;
    if (value === SPACE) continue;
    if (code === 0x5c && /[nrt]/.test(text.charAt(at + 1))) {
      at++;
      continue;
    }
    if (code === 0x3d) padding++;
    else if (value === NONE || padding > 0) return { at, character: text.charAt(at) };
    else bits = ((bits << 6) | value) & 0xffffff;
    if (code === 0x3d) bits = (bits << 6) & 0xffffff;
    if (++digits % 4 !== 0) continue;
    bytes[length++] = bits >> 16;
    bytes[length++] = (bits >> 8) & 0xff;
    bytes[length++] = bits & 0xff;
  }
  if (digits % 4 !== 0 || padding > 2) return { at: text.trimEnd().length, character: null };
  return bytes.slice(0, length - padding);
}

const NONE = 255;
const SPACE = 254;
const VALUES = new Uint8Array(128).fill(NONE);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((digit, value) => {
  VALUES[digit.charCodeAt(0)] = value;
});
for (const space of ' \t\r\n\f\v') VALUES[space.charCodeAt(0)] = SPACE;

/** RFC 7468 3: a label has no hyphens at its ends. Bounded, so that no text makes the search slow. */
const MARK = /-----(BEGIN|END) ([A-Za-z0-9#][A-Za-z0-9# ./]{0,60})-----/g;

/** The line of an index; indexes must not go down. */
function lineCounter(text: string): (index: number) => number {
  let [line, at] = [1, 0];
  return (index) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < index; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}

const count = (text: string, character: string): number => text.split(character).length - 1;
