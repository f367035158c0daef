// What stands in a text, piece by piece in its order: PEM blocks, and between them DER in base64 or in numbers, alone or
// in headers, JSON, YAML, XML and LDIF; text inside text as well. Nothing is said here of what a piece is.
import { derParts, identifyDer, isBegunCertificate } from '../identifyDer.ts';
import { keyStoreType } from '../keyStore.ts';
import { isBlock, type PemProblem, type ScannedBlock, scanPem } from '../pemScan.ts';
import { base64Runs } from './base64Runs.ts';
import { type Dump, dumpsIn } from './dumps.ts';
import { MAX_LEVELS, unescapeText } from './escapes.ts';
import { numberRuns } from './hexRuns.ts';
import { jsonTokens, type KeyText, keyTexts } from './keyTexts.ts';
import { literalRuns } from './literals.ts';
import { salvagedBody } from './salvage.ts';

export type TextPiece =
  /** `container`: that of other blocks in the same string or file. */
  | { readonly kind: 'block'; readonly line: number; readonly block: ScannedBlock; readonly container: string }
  | { readonly kind: 'problem'; readonly line: number; readonly problem: PemProblem }
  /** A file of its own that stands in the text. */
  | { readonly kind: 'bytes'; readonly line: number; readonly bytes: Uint8Array }
  /** The beginning of a certificate: the DER says that it has `wanted` bytes. */
  | { readonly kind: 'truncated'; readonly line: number; readonly wanted: number; readonly found: number }
  /** What `openssl x509 -text` prints for people: the certificate itself is not in it. */
  | { readonly kind: 'printed'; readonly line: number }
  | { readonly kind: 'key'; readonly line: number; readonly key: KeyText }
  /** A dump in which nothing known is seen; `lost`: what it leaves out. */
  | { readonly kind: 'dump'; readonly line: number; readonly lost: Dump['lost'] };

/** At most `most` pieces, and perhaps one more. */
export const textPieces = (text: string, most: number): TextPiece[] => {
  const found: TextPiece[] = [];
  collect({ text, firstLine: 1, level: 0, most, container: 'text' }, found);
  return found;
};

interface Region {
  readonly text: string;
  readonly firstLine: number;
  readonly level: number;
  readonly most: number;
  readonly container: string;
}

/** Dumps, and what stands around them. */
function collect(region: Region, found: TextPiece[]): void {
  const { text, firstLine, most, level } = region;
  const before = found.length;
  const unknown: TextPiece[] = [];
  let [at, line] = [0, firstLine];
  const around = (until: number, container: string): void => {
    collectText({ ...region, text: text.slice(at, until), firstLine: line, container }, found);
  };
  // The values of strings that `openssl asn1parse -dump` shows are no files.
  for (const dump of level < MAX_LEVELS && !PARSED.test(text) ? dumpsIn(text) : []) {
    if (found.length > most) return;
    const start = line + newlines(text.slice(at, dump.start));
    const pieces = piecesOf(dump, { ...region, firstLine: start });
    if (pieces !== null) {
      around(dump.start, at === 0 ? region.container : `${region.container}, ${line}: `);
      found.push(...pieces);
      line = start + newlines(text.slice(dump.start, dump.end));
      at = dump.end;
    } else if (dump.lines >= MIN_DUMP) unknown.push({ kind: 'dump', line: start, lost: dump.lost });
  }
  around(text.length, at === 0 ? region.container : `${region.container}, ${line}: `);
  if (found.length === before) found.push(...unknown.slice(0, 1));
}

/** Fewer lines with numbers in front are no dump, as long as nothing is in them. */
const MIN_DUMP = 3;

/** By the first reading that gives something known; null where none does. */
function piecesOf({ readings }: Dump, region: Region): TextPiece[] | null {
  const line = region.firstLine;
  for (const reading of readings) {
    const all = reading.bytes();
    if (all === null) continue;
    const bytes = withoutFill(all, reading.fill);
    const isDer = isKnown(
      bytes.subarray(
        Math.max(
          0,
          bytes.findIndex((octet) => octet !== 0),
        ),
      ),
    );
    if (isDer || keyStoreType(bytes) !== null) return [{ kind: 'bytes', line, bytes }];
    const wanted = derParts(bytes, 0, 1).rest?.wanted ?? 0;
    if (isBegunCertificate(bytes) && wanted > bytes.length) {
      return [{ kind: 'truncated', line, wanted, found: bytes.length }];
    }
    const inner: TextPiece[] = [];
    collectInner(bytes, region, inner);
    if (inner.length > 0) return inner;
  }
  return null;
}

/** Without the zeros behind DER that fill up its last word. */
function withoutFill(bytes: Uint8Array, most: number): Uint8Array {
  const end = derParts(bytes, 0, 1).parts[0]?.end ?? bytes.length;
  const isFill = bytes.length - end <= most && bytes.subarray(end).every((octet) => octet === 0);
  return isFill ? bytes.subarray(0, end) : bytes;
}

function collectText(region: Region, found: TextPiece[]): void {
  const { text, firstLine, most } = region;
  const { all } = scanPem(text, most, salvagedBody);
  const real = (line: number): number => line + firstLine - 1;
  let [at, line, strings] = [0, 1, 0];
  const gap = (until: number): void => {
    const between = text.slice(at, until);
    collectGap({ ...region, text: between, firstLine: real(line) }, found);
  };
  for (const { found: each, start, end } of all) {
    if (found.length > most) return;
    gap(start);
    if (isBlock(each)) {
      dropPrinted(found, each);
      if (isNewString(text.slice(Math.max(at, start - 200), start))) strings++;
      const block = { ...each, line: real(each.line) };
      found.push({ kind: 'block', line: block.line, block, container: `${region.container}${strings}` });
    } else found.push({ kind: 'problem', line: real(each.line), problem: { ...each, line: real(each.line) } });
    line += newlines(text.slice(at, end));
    at = end;
  }
  gap(text.length);
}

/**
 * Whether the text in front of a block opens a string: one of a program or of JSON, a block of YAML, the value of a
 * variable, a here-document, or an element such as the `<ca>` of OpenVPN.
 */
const isNewString = (before: string): boolean => OPENING.test(before);
const OPENING =
  /["'`>]$|:[ \t]*[|>][+-]?[ \t]*\r?\n[ \t]*$|\w[ \t]*[:=][ \t]*$|(?:<<[-~]?["']?\w+["']?|<\w[\w.:-]*>)[ \t]*\r?\n[ \t]*$/;

/** What is printed in front of a certificate tells of it. */
function dropPrinted(found: TextPiece[], { label }: ScannedBlock): void {
  if (label.endsWith('CERTIFICATE') && found.at(-1)?.kind === 'printed') found.pop();
}

/** Text without a readable PEM block. */
function collectGap(region: Region, found: TextPiece[]): void {
  const { text, firstLine, level, most } = region;
  if (text.length < MIN_GAP) return;
  const plain = /BEGIN/.test(text) ? unescapedToMarks(text) : null;
  if (plain !== null && level < MAX_LEVELS) {
    collect({ ...region, text: plain, level: level + 1 }, found);
    return;
  }
  const printed = PRINTED.exec(text) ?? PARSED.exec(text);
  const lineAt = lineCounter(text, firstLine);
  const before = found.length;
  const runs = [...runsOf(text)];
  const parts = [...runs, ...keyTexts(text)];
  for (const part of parts.sort((a, b) => a.start - b.start)) {
    if (found.length > most) return;
    const line = lineAt(part.start);
    if ('kind' in part) found.push({ kind: 'key', line, key: part });
    else collectRun(part, { ...region, firstLine: line }, found);
  }
  if (printed !== null && runs.every(({ bytes }) => !isKnown(bytes))) {
    found.push({ kind: 'printed', line: lineCounter(text, firstLine)(printed.index) });
  }
  const token = found.length === before ? jsonTokens(text)[0] : undefined;
  if (token !== undefined) found.push({ kind: 'key', line: lineCounter(text, firstLine)(token.start), key: token });
}

function collectRun({ bytes, wanted }: Run, region: Region, found: TextPiece[]): void {
  const line = region.firstLine;
  if (wanted === null) collectInner(bytes, region, found);
  else if (bytes.length < wanted && isBegunCertificate(bytes)) {
    found.push({ kind: 'truncated', line, wanted, found: bytes.length });
  } else if (bytes.length >= wanted && isKnown(bytes)) {
    found.push({ kind: 'bytes', line, bytes: bytes.subarray(0, wanted) });
  }
}

/** As OpenSSL, GnuTLS, Java and Windows begin. */
const PRINTED =
  /^[ \t]*(?:Certificate:[ \t]*\r?\n[ \t]+Data:|X\.509 Certificate Information:|Owner: .{1,400}\r?\nIssuer: |X509 Certificate:[ \t]*\r?\n)/m;
/** What `openssl asn1parse` prints. */
const PARSED = /^ {0,8}\d{1,8}:d=\d{1,3} +hl=\d+ +l= *\d+ +(?:cons|prim):/m;

/** Nothing shorter is a certificate, a key or a mark. */
const MIN_GAP = 24;

/** The text with its escapes undone, if marks of PEM come out; else null. */
function unescapedToMarks(text: string): string | null {
  let plain = text;
  for (let level = 0; level < MAX_LEVELS; level++) {
    const next = unescapeText(plain);
    if (next === plain) return null;
    plain = next;
    if (/-----BEGIN [A-Z0-9]/.test(plain)) return plain;
  }
  return null;
}

type Run = { readonly start: number; readonly bytes: Uint8Array; readonly wanted: number | null };

function* runsOf(text: string): Generator<Run> {
  yield* numberRuns(text);
  for (const run of literalRuns(text)) yield { ...run, wanted: derParts(run.bytes, 0, 1).parts[0]?.end ?? 0 };
  // Digits of base64, and line ends between them, that JSON, XML or a header may write in another way.
  yield* base64Runs(ESCAPED.test(text) ? unescapedAll(text) : text);
}

const ESCAPED = /\\[/nru]|%2[BFbf]|%3[Dd]|%0[AaDd]|&#/;

function unescapedAll(text: string): string {
  let plain = text;
  for (let level = 0; level < MAX_LEVELS; level++) {
    const next = unescapeText(plain);
    if (next === plain) break;
    plain = next;
  }
  return plain;
}

/** Base64 of what has no length of its own: PEM, JSON with certificates, a key store; any of them in base64 once more. */
function collectInner(bytes: Uint8Array, region: Region, found: TextPiece[]): void {
  if (region.level >= MAX_LEVELS) return;
  const [a, b, c, d] = bytes;
  const isKeyStore = a === b || (a === 0xfe && b === 0xed);
  if (isKeyStore && ((a === 0xfe && c === 0xfe && d === 0xed) || (a === 0xce && c === 0xce && d === 0xce))) {
    found.push({ kind: 'bytes', line: region.firstLine, bytes });
    return;
  }
  if (a === 0x30 && b === 0x80) {
    found.push({ kind: 'bytes', line: region.firstLine, bytes });
    return;
  }
  const inner = printable(bytes);
  if (inner === null) return;
  // Lines inside are not those of the text: all stand where the run does.
  const own: TextPiece[] = [];
  const container = `${region.container}, ${region.firstLine}: `;
  collect({ ...region, text: inner, firstLine: 1, level: region.level + 1, container }, own);
  for (const piece of own) found.push(moved(piece, region.firstLine));
}

function moved(piece: TextPiece, line: number): TextPiece {
  switch (piece.kind) {
    case 'block':
      return { ...piece, line, block: { ...piece.block, line } };
    case 'problem':
      return { ...piece, line, problem: { ...piece.problem, line } };
    default:
      return { ...piece, line };
  }
}

/** ASCII text, or null. */
function printable(bytes: Uint8Array): string | null {
  const isText = bytes.every(
    (octet) => (octet >= 0x20 && octet < 0x7f) || octet === 0x0a || octet === 0x0d || octet === 0x09,
  );
  return isText && bytes.length >= MIN_GAP ? new TextDecoder().decode(bytes) : null;
}

function isKnown(bytes: Uint8Array): boolean {
  const [first] = derParts(bytes, 0, 1).parts;
  return first !== undefined && identifyDer(bytes.subarray(first.start, first.end)) !== 'unknown';
}

const newlines = (text: string): number => text.split('\n').length - 1;

/** The line of an index; indexes must not go down. */
function lineCounter(text: string, firstLine: number): (index: number) => number {
  let [line, at] = [firstLine, 0];
  return (index) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < index; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}
