// The pages of the app, by the address. The validation's is loaded when it is opened; the lab's store lives on meanwhile.
import { Suspense, useState, useSyncExternalStore } from 'react';
import type { LinkOf } from '../ui/header/linkOf.ts';
import { Boundary } from '../ui/shared/Boundary.tsx';
import { later } from '../ui/shared/later.tsx';
import { LabProvider, type LabStore } from '../ui/useLab.tsx';
import { App } from './App.tsx';
import { useFocusReturn } from './focusReturn.ts';
import styles from './Pages.module.css';
import { type Page, pageOf } from './page.ts';

const ValidationRoute = later(() => import('./ValidationRoute.tsx'));

interface Props {
  readonly store: LabStore;
  readonly linkOf: LinkOf;
}

export function Pages({ store, linkOf }: Props) {
  const page = useSyncExternalStore(follow, here, prerendered);
  const [first] = useState(page);
  useFocusReturn(page === 'validation', TO_VALIDATION);
  if (page === 'lab') return <App store={store} linkOf={linkOf} />;
  if (page === 'unknown') return <NoPage />;
  return (
    <LabProvider store={store}>
      <Boundary name="The page">
        <Suspense>
          <ValidationRoute linkOf={linkOf} arrived={first === 'lab'} />
        </Suspense>
      </Boundary>
    </LabProvider>
  );
}

/** An address that belongs to no page, such as a link with a slip of the pen. */
function NoPage() {
  return (
    <main className={styles.none}>
      <h1>There is no such page</h1>
      <p>
        The address ends in <code>{decoded(location.hash)}</code>, and no page has that name. There are{' '}
        <a href="./">the lab</a> and <a href="#/validate">Validate certificates</a>.
      </p>
    </main>
  );
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash).slice(0, 100);
  } catch {
    return hash.slice(0, 100);
  }
}

const TO_VALIDATION = ['header a[href="#/validate"]', 'header button[aria-label="Settings"]'];

const here = (): Page => pageOf(location.hash);
const prerendered = (): Page => 'lab';

function follow(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}
