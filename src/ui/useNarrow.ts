// Is the page narrow, so that the inspector is a sheet? Prerendered markup is that of the wide page.
import { useSyncExternalStore } from 'react';

/** In em, as in the style sheets: with bigger letters a page gets narrow earlier. */
const NARROW = '(max-width: 63.99875em)';

export const isNarrow = (): boolean => matchMedia(NARROW).matches;

export function useNarrow(): boolean {
  return useSyncExternalStore(follow, isNarrow, () => false);
}

function follow(onChange: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
