// PEM as people paste it (RFC 7468, and what programs print around it): every block is found, with the line where it
// begins; a broken one becomes a problem and costs no other block. Strict PEM is pem.ts.
import { plainBody } from './text/escapes.ts';

export interface ScannedBlock {
  readonly label: string;
  /** Where its BEGIN line stands; the first line is 1. */
  readonly line: number;
  /** Null where the block is a private key, which is not even decoded. */
  readonly der: Uint8Array | null;
  /** OpenSSL's old format says so in the block's header. */
  readonly encrypted: boolean;
  /** What stands between the lines of BEGIN and END. */
  readonly body: string;
  /** From its BEGIN to behind its END, in characters of the text. */
  readonly start: number;
  readonly end: number;
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
  /** Both, in their order in the text, each with the characters that it takes. */
  readonly all: readonly ScannedPart[];
}

export interface ScannedPart {
  readonly found: ScannedBlock | PemProblem;
  readonly start: number;
  readonly end: number;
}

export const isBlock = (found: ScannedBlock | PemProblem): found is ScannedBlock => !('kind' in found);

export const isPrivateKeyLabel = (label: string): boolean => label.endsWith('PRIVATE KEY');

/** What is left of the body of a block that was copied out of a page or a log; null where nothing is. See salvage.ts. */
export type Salvage = (body: string, decode: typeof decodeBase64) => Uint8Array | null;

export function scanPem(text: string, maxBlocks: number, salvage: Salvage = () => null): PemScan {
  const all: ScannedPart[] = [];
  const lineAt = lineCounter(text);
  let open: { label: string; line: number; at: number; start: number } | null = null;
  for (const { 0: mark, 1: kind, 2: label = '', index } of text.matchAll(MARK)) {
    const end = index + mark.length;
    const add = (start: number, until: number, found: ScannedBlock | PemProblem) =>
      all.push({ found, start, end: until });
    if (all.length >= maxBlocks) {
      add(index, text.length, { kind: 'pem.tooMany', limit: maxBlocks, line: lineAt(index) });
      return scanOf(all);
    }
    if (kind === 'BEGIN') {
      if (open !== null) add(open.start, index, { kind: 'pem.noEnd', label: open.label, line: open.line });
      open = { label, line: lineAt(index), at: end, start: index };
    } else if (open === null) {
      add(index, end, { kind: 'pem.noBegin', label, line: lineAt(index) });
    } else {
      const { start, line, at } = open;
      if (open.label === label)
        add(start, end, readBlock({ label, line, start, end }, text.slice(at, index), text, salvage));
      else add(start, end, { kind: 'pem.otherEnd', label: open.label, end: label, line: lineAt(index) });
      open = null;
    }
  }
  if (open !== null) {
    const found = { kind: 'pem.noEnd', label: open.label, line: open.line } as const;
    all.push({ found, start: open.start, end: text.length });
  }
  return scanOf(all);
}

const scanOf = (all: readonly ScannedPart[]): PemScan => ({
  blocks: all.map(({ found }) => found).filter(isBlock),
  problems: all.map(({ found }) => found).filter((found): found is PemProblem => !isBlock(found)),
  all,
});

type Start = Pick<ScannedBlock, 'label' | 'line' | 'start' | 'end'>;

function readBlock(place: Start, body: string, text: string, salvage: Salvage): ScannedBlock | PemProblem {
  const { label, line, start } = place;
  if (isPrivateKeyLabel(label)) {
    const encrypted = label.startsWith('ENCRYPTED') || /Proc-Type:.{0,20}ENCRYPTED/.test(body);
    return { ...place, body: encrypted ? body : keyBody(body, salvage), der: null, encrypted };
  }
  const decoded = decodeBase64(body);
  if (decoded instanceof Uint8Array) return { ...place, body, der: decoded, encrypted: false };
  const before = text.slice(Math.max(0, start - MAX_PREFIX), start);
  const mended = plainBody(body, before, decodeBase64) ?? salvage(body, decodeBase64);
  if (mended !== null) return { ...place, body, der: mended, encrypted: false };
  const at = line + count(body.slice(0, decoded.at), '\n');
  return decoded.character === null
    ? { kind: 'pem.length', label, line: at }
    : { kind: 'pem.character', label, character: decoded.character, line: at };
}

/** Of a key as well, what stands between its lines is taken away. */
function keyBody(body: string, salvage: Salvage): string {
  if (body.includes(':') && /^(?:Proc-Type|DEK-Info|Comment):/m.test(body)) return body;
  if (decodeBase64(body) instanceof Uint8Array) return body;
  let digits = '';
  const salvaged = salvage(body, (text) => {
    digits = text;
    return decodeBase64(text);
  });
  return salvaged === null ? body : `\n${digits}\n`;
}

/** Longest text in front of a BEGIN line that other lines may begin with as well. */
const MAX_PREFIX = 60;

export interface Base64Problem {
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
