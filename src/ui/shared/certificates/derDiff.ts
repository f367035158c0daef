// Two certificates byte by byte: aligned along their elements, so that what was put in does not shift all the rest.
import type { Span } from '../../../bytes/span.ts';

/** A DER buffer with the elements in it. */
export interface Der {
  readonly bytes: Uint8Array;
  readonly spans: readonly Span[];
}

/** Offsets of bytes that stand side by side; null where the other side has no such byte. */
export interface BytePair {
  readonly a: number | null;
  readonly b: number | null;
  readonly same: boolean;
}

/** Every byte of both sides, each once, in its own order. */
export function alignDer(a: Der, b: Der): BytePair[] {
  const pairs: BytePair[] = [];
  alignRegions(
    { of: a, start: 0, end: a.bytes.length },
    { of: b, start: 0, end: b.bytes.length },
    a.spans,
    b.spans,
    pairs,
  );
  return pairs;
}

interface Region {
  readonly of: Der;
  readonly start: number;
  readonly end: number;
}

/** An element, or the bytes between two of them: tag and length, mostly. */
interface Piece extends Region {
  readonly key: string;
  readonly children: readonly Span[];
}

function alignRegions(a: Region, b: Region, inA: readonly Span[], inB: readonly Span[], pairs: BytePair[]): void {
  const left = pieces(a, inA);
  const right = pieces(b, inB);
  let i = 0;
  let j = 0;
  for (const [x, y] of matches(left, right)) {
    while (i < x) alone('a', left[i++], pairs);
    while (j < y) alone('b', right[j++], pairs);
    const one = left[i++];
    const other = right[j++];
    if (one !== undefined && other !== undefined) alignPieces(one, other, pairs);
  }
  while (i < left.length) alone('a', left[i++], pairs);
  while (j < right.length) alone('b', right[j++], pairs);
}

function alignPieces(a: Piece, b: Piece, pairs: BytePair[]): void {
  if (a.children.length > 0 && b.children.length > 0 && !sameBytes(a, b)) {
    alignRegions(a, b, a.children, b.children, pairs);
    return;
  }
  const lengthA = a.end - a.start;
  const lengthB = b.end - b.start;
  const shorter = Math.min(lengthA, lengthB);
  const equalAt = (i: number, j: number) => a.of.bytes[a.start + i] === b.of.bytes[b.start + j];
  let head = 0;
  let tail = 0;
  if (lengthA !== lengthB) {
    while (head < shorter && equalAt(head, head)) head++;
    while (tail < shorter - head && equalAt(lengthA - 1 - tail, lengthB - 1 - tail)) tail++;
  } else head = shorter;
  // What both have in the middle stands side by side, the rest alone.
  const middle = shorter - head - tail;
  const both = (i: number, j: number) => pairs.push({ a: a.start + i, b: b.start + j, same: equalAt(i, j) });
  for (let i = 0; i < head + middle; i++) both(i, i);
  for (let i = head + middle; i < lengthA - tail; i++) pairs.push({ a: a.start + i, b: null, same: false });
  for (let j = head + middle; j < lengthB - tail; j++) pairs.push({ a: null, b: b.start + j, same: false });
  for (let t = tail; t > 0; t--) both(lengthA - t, lengthB - t);
}

function alone(side: 'a' | 'b', piece: Piece | undefined, pairs: BytePair[]): void {
  if (piece === undefined) return;
  for (let at = piece.start; at < piece.end; at++)
    pairs.push(side === 'a' ? { a: at, b: null, same: false } : { a: null, b: at, same: false });
}

function pieces({ of, start, end }: Region, spans: readonly Span[]): Piece[] {
  const found: Piece[] = [];
  const between = (from: number, to: number) => {
    if (from < to) found.push({ of, start: from, end: to, key: '', children: [] });
  };
  let at = start;
  for (const span of spans) {
    if (span.start < at || span.end > end) continue;
    between(at, span.start);
    found.push({ of, start: span.start, end: span.end, key: keyOf(span), children: span.children });
    at = span.end;
  }
  between(at, end);
  return found;
}

/** An extension and an attribute go by their object identifier, all else by its field. */
function keyOf({ field, children }: Span): string {
  const oid = field === 'name.rdn' ? children[0]?.children[0] : children[0];
  const named = field === 'extension' || field === 'name.rdn' || field === 'name.attribute';
  return named ? `${field} ${oid?.value ?? ''}` : field;
}

/** Which pieces stand side by side: the most of the same kind, identical ones rather than others. */
function matches(a: readonly Piece[], b: readonly Piece[]): [number, number][] {
  const width = b.length + 1;
  const score = new Float64Array((a.length + 1) * width);
  const worth = (i: number, j: number): number => {
    const one = a[i];
    const other = b[j];
    if (one === undefined || other === undefined || one.key !== other.key) return 0;
    return sameBytes(one, other) ? 3 : 2;
  };
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const together = worth(i, j);
      score[i * width + j] = Math.max(
        score[(i + 1) * width + j] ?? 0,
        score[i * width + j + 1] ?? 0,
        together === 0 ? 0 : together + (score[(i + 1) * width + j + 1] ?? 0),
      );
    }
  }
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const best = score[i * width + j] ?? 0;
    const together = worth(i, j);
    if (together > 0 && best === together + (score[(i + 1) * width + j + 1] ?? 0)) found.push([i++, j++]);
    else if (best === (score[(i + 1) * width + j] ?? 0)) i++;
    else j++;
  }
  return found;
}

function sameBytes(a: Region, b: Region): boolean {
  if (a.end - a.start !== b.end - b.start) return false;
  for (let i = 0; i < a.end - a.start; i++) if (a.of.bytes[a.start + i] !== b.of.bytes[b.start + i]) return false;
  return true;
}
