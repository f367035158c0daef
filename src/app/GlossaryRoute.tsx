// The page of the glossary, at the term that the address names.
import { useSyncExternalStore } from 'react';
import { GlossaryPage } from '../ui/learn/GlossaryPage.tsx';
import { LearnBar } from '../ui/learn/LearnBar.tsx';
import type { PlaceProps } from '../ui/usePlaces.tsx';

export default function GlossaryRoute({ arrived }: PlaceProps) {
  const hash = useSyncExternalStore(follow, () => location.hash);
  return (
    <>
      <LearnBar here="glossary" />
      <GlossaryPage arrived={arrived} hash={hash} />
    </>
  );
}

function follow(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}
