// A span names the stretch of a byte string that one field of a message occupies.
// The codec records spans while it reads or writes; hex view, field tree and explanations hang on them.

/** Offsets count from the start of the buffer that the spans belong to; `end` is exclusive. */
export interface Span {
  /** Dotted id of the field, such as `clientHello.random`. The words for it live in `lessons`. */
  readonly field: string;
  readonly start: number;
  readonly end: number;
  /** The value in the notation of the field's standard (`TLS 1.2`, `256`), or null where the bytes say it best. */
  readonly value: string | null;
  readonly children: readonly Span[];
}

/** The same spans, moved `by` bytes to the right: for a buffer that is embedded in another one. */
export function shiftSpans(spans: readonly Span[], by: number): Span[] {
  return spans.map((s) => ({ ...s, start: s.start + by, end: s.end + by, children: shiftSpans(s.children, by) }));
}
