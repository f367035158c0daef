// The one error that parsers raise, and the value it becomes at the edge of a parser.

export class DecodeError extends Error {
  /**
   * @param field dotted id of the field that could not be read
   * @param offset where in the buffer, in bytes
   * @param problem what is wrong there
   * @param size how many bytes from there on are wrong; null where that cannot be said
   */
  constructor(
    readonly field: string,
    readonly offset: number,
    readonly problem: string,
    readonly size: number | null = null,
  ) {
    super(`${field} at byte ${offset}: ${problem}`);
    this.name = 'DecodeError';
  }
}

export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: DecodeError };

/** Runs a parser; its DecodeError becomes a value. Anything else is a broken invariant and goes on up. */
export function attempt<T>(parse: () => T): Decoded<T> {
  try {
    return { ok: true, value: parse() };
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, error };
    throw error;
  }
}

/** `1 byte`, `2 bytes`. */
export const bytesText = (count: number): string => (count === 1 ? '1 byte' : `${count} bytes`);
