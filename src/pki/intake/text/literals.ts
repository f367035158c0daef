// DER as a string literal of bytes, some as themselves and some escaped: `b'0\x82\x02'` of Python, `"0\202\002"` of C.

export interface LiteralRun {
  readonly bytes: Uint8Array;
  /** In characters of the text. */
  readonly start: number;
  readonly end: number;
}

/** A SEQUENCE of 128 bytes and more. Escapes in hexadecimal alone are numbers, which hexRuns.ts reads. */
const START = /["'`](?:0\\(?:x8[1-3]|u008[1-3]|20[1-3])|\\060\\20[1-3]|\\u0030\\u008[1-3])/g;

/** Every literal that begins like DER, in order. */
export function* literalRuns(text: string): Generator<LiteralRun> {
  let after = 0;
  for (const { index } of text.matchAll(START)) {
    if (index < after) continue;
    const { bytes, end } = literalAt(text, index);
    after = end;
    yield { bytes, start: index, end };
  }
}

const PIECE = /\\(?:x([0-9A-Fa-f]{2})|u00([0-9A-Fa-f]{2})|([0-7]{1,3})|\r?\n|([\s\S]))|([^\\])/y;
/** Two literals side by side are one. */
const JOINT = /["'`](?:[\s+.&,\\]|b(?=["'])){0,200}["'`]/y;
const NAMED: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, a: 7, b: 8, f: 12, v: 11, e: 27 };

function literalAt(text: string, start: number): { bytes: Uint8Array; end: number } {
  const quote = text[start];
  const bytes: number[] = [];
  let at = start + 1;
  while (at < text.length) {
    if (text[at] === quote) {
      JOINT.lastIndex = at;
      if (!JOINT.test(text)) break;
      at = JOINT.lastIndex;
      continue;
    }
    PIECE.lastIndex = at;
    const [whole = '', x, u, octal, named, plain] = PIECE.exec(text) ?? [];
    const hex = x ?? u;
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else if (named !== undefined) bytes.push(NAMED[named] ?? named.charCodeAt(0) & 0xff);
    else if (plain !== undefined) bytes.push(plain.charCodeAt(0) & 0xff);
    at += Math.max(1, whole.length);
  }
  return { bytes: Uint8Array.from(bytes), end: at };
}
