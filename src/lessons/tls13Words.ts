// The words of TLS 1.3 are a chunk of their own in the browser: whoever shows such a recording loads them first.
import type * as Words from './tls13/tls13Lessons.ts';
import type { Lesson } from './types.ts';

let words: typeof Words | null = null;

/** To be awaited before a recording of TLS 1.3 is shown. */
export async function loadTls13Words(): Promise<void> {
  words ??= await import('./tls13/tls13Lessons.ts');
}

/** Null before they are loaded. */
export const tls13Words = (): typeof Words | null => words;

/** In their place until then: those of TLS 1.2, or of another message, would be wrong. */
export const notLoaded = (title: string): Lesson => ({
  title,
  plain: 'The explanation is being loaded.',
  why: '',
  wrong: null,
  cites: [],
});
