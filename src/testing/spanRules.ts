// What must hold for the spans of any buffer: the rules of bytes/span.ts, as assertions for tests.
import { expect } from 'vitest';
import type { Decoded } from '../bytes/error.ts';
import type { Span } from '../bytes/span.ts';

/** The value of something that must have been decoded. */
export function decoded<T>(result: Decoded<T>): T {
  if (!result.ok) throw result.error;
  return result.value;
}

/** The leaves cover every byte from 0 to `length` exactly once and in order; children lie inside their parents. */
export function expectSpansToCover(spans: readonly Span[], length: number): void {
  let at = 0;
  for (const leaf of leaves(spans)) {
    expect(leaf.start, `${leaf.field} begins where the field before it ended`).toBe(at);
    at = leaf.end;
  }
  expect(at, 'the last field ends with the buffer').toBe(length);
  for (const span of spans) expectNested(span);
}

export function leaves(spans: readonly Span[]): Span[] {
  return spans.flatMap((span) => (span.children.length > 0 ? leaves(span.children) : [span]));
}

export function allSpans(spans: readonly Span[]): Span[] {
  return spans.flatMap((span) => [span, ...allSpans(span.children)]);
}

function expectNested(span: Span): void {
  expect(span.end, span.field).toBeGreaterThan(span.start);
  for (const child of span.children) {
    expect(child.start, `${child.field} in ${span.field}`).toBeGreaterThanOrEqual(span.start);
    expect(child.end, `${child.field} in ${span.field}`).toBeLessThanOrEqual(span.end);
    expectNested(child);
  }
}
