// A pasted text, made even: without colours, escapes and carriage returns, and squeezed to letters and digits, so that
// wrapped lines, underscores and capitals make no difference. Every step is one pass.

import { letterOf } from './automaton.ts';

/** Characters; more is refused. */
export const MAX_PASTE = 5 * 2 ** 20;

export interface Paste {
  /** As it is read: what is shown of a message is cut from here. */
  readonly text: string;
  /** Letters and digits alone: numbers as of `letterOf`. */
  readonly letters: Uint8Array;
  /** For each of them where it stands in `text`. */
  readonly places: Uint32Array;
  /** For each line of `text` where it begins, and its number in the text that was handed over, from 1. */
  readonly lines: readonly { readonly at: number; readonly number: number }[];
}

export type PasteProblem = 'empty' | 'too-long' | 'binary';

/** What can't be read, and why. */
export function pasteProblem(text: string): PasteProblem | null {
  if (text.length > MAX_PASTE) return 'too-long';
  let odd = 0;
  const looked = Math.min(text.length, 100_000);
  for (let at = 0; at < looked; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 27)) odd++;
  }
  if (odd > 8 && odd * 20 > looked) return 'binary';
  return text.trim() === '' ? 'empty' : null;
}

/** At most MAX_PASTE characters. */
export function readPaste(raw: string): Paste {
  const text = cleaned(raw.slice(0, MAX_PASTE));
  const letters = new Uint8Array(text.text.length);
  const places = new Uint32Array(text.text.length);
  let count = 0;
  for (let at = 0; at < text.text.length; at++) {
    const letter = letterOf(text.text.charCodeAt(at));
    if (letter < 0) continue;
    letters[count] = letter;
    places[count++] = at;
  }
  return { ...text, letters: letters.subarray(0, count), places: places.subarray(0, count) };
}

/** The number of the line at a place of `text`, by halves. */
export function lineIndex({ lines }: Pick<Paste, 'lines'>, place: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.at ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The text of a line of `text`, by its index. */
export function lineText({ text, lines }: Pick<Paste, 'text' | 'lines'>, index: number): string {
  const end = lines[index + 1]?.at;
  return text.slice(lines[index]?.at ?? text.length, end === undefined ? undefined : end - 1);
}

function cleaned(raw: string): Pick<Paste, 'text' | 'lines'> {
  const parts: string[] = [];
  const lines: { at: number; number: number }[] = [{ at: 0, number: 1 }];
  let length = 0;
  let number = 1;
  let from = 0;
  const put = (part: string): void => {
    if (part === '') return;
    parts.push(part);
    length += part.length;
  };
  const newLine = (): void => {
    put('\n');
    lines.push({ at: length, number });
  };
  for (let at = 0; at < raw.length; ) {
    const code = raw.charCodeAt(at);
    const skipped =
      code === 10 || code === 13
        ? 1
        : code === 27
          ? ansiLength(raw, at)
          : code === 92
            ? escapeLength(raw, at)
            : code === 38
              ? entityLength(raw, at)
              : 0;
    if (skipped === 0) {
      at++;
      continue;
    }
    put(raw.slice(from, at));
    if (code === 10 || (code === 13 && raw.charCodeAt(at + 1) !== 10)) {
      number++;
      newLine();
    } else if (code === 92) {
      const word = escaped(raw, at, skipped);
      if (word === '\n') newLine();
      else put(word);
    } else if (code === 38) put(ENTITIES[raw.slice(at, at + skipped)] ?? '');
    at += skipped;
    from = at;
  }
  put(raw.slice(from));
  return { text: parts.join(''), lines };
}

/** Of an escape character and its control sequence (ECMA-48 5.4). */
const ansiLength = (text: string, at: number): number => 1 + sequenceLength(text, at + 1);

/** Of what stands behind an escape character: at most 40 characters. */
function sequenceLength(text: string, at: number): number {
  if (text[at] !== '[') return 0;
  for (let end = at + 1; end < at + 40 && end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code >= 0x40 && code <= 0x7e) return end + 1 - at;
  }
  return 1;
}

/** Of an escape of JSON (RFC 8259 7), also where it is escaped twice; 0 where a backslash is one. */
function escapeLength(text: string, at: number): number {
  let end = at + 1;
  while (end < at + 4 && text[end] === '\\') end++;
  const letter = text[end] ?? '';
  if (letter === 'u' && isHex(text, end + 1)) {
    const code = Number.parseInt(text.slice(end + 1, end + 5), 16);
    return end + 5 - at + (code === 0x1b ? sequenceLength(text, end + 5) : 0);
  }
  return '"/\'nrt'.includes(letter) && letter !== '' ? end + 1 - at : 0;
}

function escaped(text: string, at: number, length: number): string {
  const letter = text[at + length - 1] ?? '';
  const unicode = text.slice(at, at + length).indexOf('u');
  if (unicode >= 0) {
    const code = Number.parseInt(text.slice(at + unicode + 1, at + unicode + 5), 16);
    return code === 0x1b ? '' : code === 10 ? '\n' : String.fromCharCode(code);
  }
  return letter === 'n' ? '\n' : letter === 'r' ? '' : letter === 't' ? '\t' : letter;
}

function isHex(text: string, at: number): boolean {
  for (let digit = at; digit < at + 4; digit++) {
    const code = letterOf(text.charCodeAt(digit));
    if (!(code >= 26 || (code >= 0 && code < 6))) return false;
  }
  return true;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&nbsp;': ' ',
  '&#x2F;': '/',
  '&#47;': '/',
};
const LONGEST_ENTITY = 6;

function entityLength(text: string, at: number): number {
  const end = text.slice(at, at + LONGEST_ENTITY).indexOf(';');
  return end > 0 && Object.hasOwn(ENTITIES, text.slice(at, at + end + 1)) ? end + 1 : 0;
}
