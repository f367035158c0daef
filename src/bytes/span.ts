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

/** What an encoder makes: the bytes, and where their fields are. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly spans: readonly Span[];
}

/** The same spans, moved `by` bytes to the right: for a buffer that is embedded in another one. */
export function shiftSpans(spans: readonly Span[], by: number): Span[] {
  return spans.map((s) => ({ ...s, start: s.start + by, end: s.end + by, children: shiftSpans(s.children, by) }));
}

/** The same in every field, at every level. */
export function equalSpans(a: readonly Span[], b: readonly Span[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!equalSpan(a[i] as Span, b[i] as Span)) return false;
  return true;
}

const equalSpan = (a: Span, b: Span): boolean =>
  a.start === b.start &&
  a.end === b.end &&
  a.field === b.field &&
  a.value === b.value &&
  equalSpans(a.children, b.children);

/**
 * Keeps one list of spans where many are equal, as those of records of the same length are: in a long recording they
 * are half of its memory. It remembers the last list of each shape, so it finds what comes again and again.
 */
export class SharedSpans {
  readonly #last = new Map<string, readonly Span[]>();

  /** An equal list that was here before, else the list itself. */
  share(spans: readonly Span[]): readonly Span[] {
    const [first] = spans;
    const last = spans.at(-1);
    if (first === undefined || last === undefined) return NO_SPANS;
    const shape = `${first.field} ${spans.length} ${last.end}`;
    const known = this.#last.get(shape);
    if (known !== undefined && equalSpans(known, spans)) return known;
    this.#last.set(shape, spans);
    return spans;
  }
}

const NO_SPANS: readonly Span[] = [];

/** Where the value of a field begins: behind its length, where it has one; of an empty value, at its length. */
export function contentStart({ start, end, children }: Span): number {
  const [first] = children;
  return first?.field.endsWith('.length') && first.end < end ? first.end : start;
}
