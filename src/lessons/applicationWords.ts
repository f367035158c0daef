// The words of what is above TLS, whose account a certificate names, are a chunk of their own in the browser: whoever shows
// a recording of mutual TLS loads them first.
import type * as Words from './application/applicationLessons.ts';

let words: typeof Words | null = null;

/** To be awaited before a recording is shown in which the server looks for an account. */
export async function loadApplicationWords(): Promise<void> {
  words ??= await import('./application/applicationLessons.ts');
}

/** Null before they are loaded. */
export const applicationWords = (): typeof Words | null => words;
