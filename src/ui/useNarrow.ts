// Is the page narrow, so that the inspector is a sheet? Prerendered markup is that of the wide page.
import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 1023.98px)';

export function useNarrow(): boolean {
  return useSyncExternalStore(
    follow,
    () => matchMedia(NARROW).matches,
    () => false,
  );
}

function follow(onChange: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
