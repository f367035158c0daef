// What of a pasted text is shown once it has been read: the lines that said something, with the parts that were understood,
// and a few around them. What says nothing is folded, so that a long log is as short as a line.
import type { UnderstoodPart, WhyAnswer } from '../why/answer.ts';

export interface MarkedPart {
  readonly text: string;
  /** Index of the message that was read from it; null where nothing was. */
  readonly message: number | null;
}
export type MarkedRow =
  | { readonly kind: 'line'; readonly line: number; readonly parts: readonly MarkedPart[] }
  | { readonly kind: 'fold'; readonly line: number; readonly lines: number };

/** Lines shown before and behind one that said something. */
const AROUND = 2;
/** A text as short as this is shown whole. */
const SHORT = 14;
/** Fewer are not worth a fold. */
const LEAST_FOLD = 3;
const MOST_ROWS = 300;
/** Of one line: what lies beyond is cut. */
const MOST_LETTERS = 1000;

export function markedText(
  text: string,
  { understood }: Pick<Extract<WhyAnswer, { ok: true }>, 'understood'>,
): readonly MarkedRow[] {
  const starts = lineStarts(text);
  const marks = marksByLine(understood);
  const shown = new Set<number>();
  const near = starts.length <= SHORT ? SHORT : AROUND;
  for (const line of marks.keys())
    for (let at = Math.max(1, line - near); at <= Math.min(starts.length, line + near); at++) shown.add(at);
  if (shown.size === 0) for (let at = 1; at <= Math.min(starts.length, SHORT); at++) shown.add(at);
  const rows: MarkedRow[] = [];
  const order = [...shown].sort((a, b) => a - b);
  let next = 1;
  for (const line of order) {
    const skipped = line - next;
    if (skipped >= LEAST_FOLD) rows.push({ kind: 'fold', line: next, lines: skipped });
    else for (let at = next; at < line; at++) rows.push(rowOf(text, starts, at, []));
    if (rows.length >= MOST_ROWS) {
      next = line;
      break;
    }
    rows.push(rowOf(text, starts, line, marks.get(line) ?? []));
    next = line + 1;
  }
  const left = starts.length - next + 1 - (text.endsWith('\n') ? 1 : 0);
  if (left > 0) rows.push({ kind: 'fold', line: next, lines: left });
  return rows;
}

/** Where each line begins. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

interface Mark {
  readonly message: number;
  readonly text: string;
}

/** A part that was wrapped stands in several lines. */
function marksByLine(understood: readonly UnderstoodPart[]): Map<number, Mark[]> {
  const marks = new Map<number, Mark[]>();
  for (const { message, line, text } of understood)
    for (const [more, piece] of text.split('\n').entries()) {
      const said = piece.trim();
      if (said !== '') marks.set(line + more, [...(marks.get(line + more) ?? []), { message, text: said }]);
    }
  return marks;
}

function rowOf(text: string, starts: readonly number[], line: number, marks: readonly Mark[]): MarkedRow {
  const from = starts[line - 1] ?? 0;
  const until = starts[line];
  const whole = text.slice(from, until === undefined ? undefined : until - 1).replace(/\r$/, '');
  const said = whole.length > MOST_LETTERS ? `${whole.slice(0, MOST_LETTERS)}…` : whole;
  const places = marks
    .flatMap(({ message, text: part }) => {
      const at = said.indexOf(part);
      return at < 0 ? [] : [{ message, from: at, to: at + part.length }];
    })
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const parts: MarkedPart[] = [];
  let done = 0;
  for (const place of places) {
    if (place.to <= done) continue;
    const begin = Math.max(done, place.from);
    if (begin > done) parts.push({ text: said.slice(done, begin), message: null });
    parts.push({ text: said.slice(begin, place.to), message: place.message });
    done = place.to;
  }
  if (done < said.length || parts.length === 0) parts.push({ text: said.slice(done), message: null });
  return { kind: 'line', line, parts };
}
