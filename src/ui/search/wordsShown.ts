// Which entry's words lie over the page: the glossary at a term, what a check or an alert is. One for the whole page.
import { useSyncExternalStore } from 'react';

let shown: string | null = null;
const followers = new Set<() => void>();

/** The key of an entry (`term san`), or null to put it away. */
export function showWords(key: string | null): void {
  shown = key;
  // Whoever goes to another page has read it.
  if (key === null) removeEventListener('hashchange', putAway);
  else addEventListener('hashchange', putAway);
  for (const each of followers) each();
}

const putAway = () => showWords(null);

export const useWordsShown = (): string | null => useSyncExternalStore(follow, current, none);

const current = () => shown;
const none = () => null;

function follow(onChange: () => void): () => void {
  followers.add(onChange);
  return () => followers.delete(onChange);
}
