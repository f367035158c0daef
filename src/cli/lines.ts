// The lines of a stream as they come, each up to a bound: what is longer is told of and passed over.
import { concat } from '../bytes/hex.ts';

export type Line = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'tooLong' };

/** A line had no end within `GIVE_UP_BYTES`: maybe the input has none. */
export class EndlessLine extends Error {}

/** `input`: chunks of UTF-8. A line ends with LF or CR LF, the last one with the input. Throws EndlessLine. */
export async function* boundedLines(input: AsyncIterable<Uint8Array>, most = MAX_LINE_BYTES): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length <= most) parts.push(part);
    else parts = [];
    if (length > GIVE_UP_BYTES) throw new EndlessLine();
  };
  const take = (): Line => {
    const line: Line = length > most ? { kind: 'tooLong' } : { kind: 'line', text: textOf(concat(...parts)) };
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of input) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      add(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    add(chunk.subarray(from));
  }
  if (length > 0) yield take();
}

const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replace(/\r$/, '');

export const MAX_LINE_BYTES = 20 * 2 ** 20;
/** More of one line is not even passed over. */
const GIVE_UP_BYTES = 512 * 2 ** 20;
const LF = 0x0a;
