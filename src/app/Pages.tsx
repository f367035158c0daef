// The pages of the app, by the address. The judge's is loaded when it is opened; the lab's store lives on meanwhile.
import { Suspense, useState, useSyncExternalStore } from 'react';
import type { LinkOf } from '../ui/header/Header.tsx';
import { Boundary } from '../ui/kit/Boundary.tsx';
import { later } from '../ui/kit/later.tsx';
import { LabProvider, type LabStore } from '../ui/useLab.tsx';
import { App } from './App.tsx';
import { useFocusReturn } from './focusReturn.ts';
import { type Page, pageOf } from './page.ts';

const JudgeRoom = later(() => import('./JudgeRoom.tsx'));

interface Props {
  readonly store: LabStore;
  readonly linkOf: LinkOf;
}

export function Pages({ store, linkOf }: Props) {
  const page = useSyncExternalStore(follow, here, prerendered);
  const [first] = useState(page);
  useFocusReturn(page === 'judge', TO_JUDGE);
  if (page === 'lab') return <App store={store} linkOf={linkOf} />;
  return (
    <LabProvider store={store}>
      <Boundary name="The page">
        <Suspense>
          <JudgeRoom linkOf={linkOf} arrived={first === 'lab'} />
        </Suspense>
      </Boundary>
    </LabProvider>
  );
}

const TO_JUDGE = ['header a[href="#/judge"]', 'header button[aria-label="Settings"]'];

const here = (): Page => pageOf(location.hash);
const prerendered = (): Page => 'lab';

function follow(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}
