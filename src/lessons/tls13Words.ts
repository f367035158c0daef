// The words of TLS 1.3 are a chunk of their own in the browser: whoever shows such a recording loads them first.
import type * as Words from './tls13/tls13Lessons.ts';

let words: typeof Words | null = null;

/** To be awaited before a recording of TLS 1.3 is shown. */
export async function loadTls13Words(): Promise<void> {
  words ??= await import('./tls13/tls13Lessons.ts');
}

/** Null before they are loaded. */
export const tls13Words = (): typeof Words | null => words;
