// The pages of the app, by the address. Each but the lab's is loaded when it is opened; the lab's store lives on meanwhile.
import { Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import type { LinkOf } from '../ui/header/linkOf.ts';
import { ProductBar } from '../ui/header/ProductBar.tsx';
import { Boundary } from '../ui/shared/Boundary.tsx';
import { later } from '../ui/shared/later.tsx';
import { CommandsProvider } from '../ui/useCommand.tsx';
import { LabProvider, type LabStore } from '../ui/useLab.tsx';
import { type PlacePage, PlacesProvider } from '../ui/usePlaces.tsx';
import { App } from './App.tsx';
import { COMMANDS, EMBED_COMMANDS } from './commands.ts';
import { useFocusReturn } from './focusReturn.ts';
import { Overlays } from './Overlays.tsx';
import styles from './Pages.module.css';
import { pageOf } from './page.ts';
import { PLACES, type PlaceKey, type PlaceRow } from './places.ts';

interface Props {
  readonly store: LabStore;
  readonly linkOf: LinkOf;
}

export function Pages({ store, linkOf }: Props) {
  const page = useSyncExternalStore(follow, here, prerendered);
  const [first] = useState(page);
  const [moved, setMoved] = useState(false);
  if (page !== first && !moved) setMoved(true);
  useFocusReturn(page !== 'lab' && page !== 'embed', DOORS);
  useTitle(page);
  if (page === 'embed')
    return (
      <LabProvider store={store}>
        <CommandsProvider commands={EMBED_COMMANDS}>
          <Boundary name="The page" of={page}>
            <Suspense>
              <Embed linkOf={linkOf} />
            </Suspense>
          </Boundary>
        </CommandsProvider>
      </LabProvider>
    );
  const link = page === 'lab' ? '#' : linkOf(store.getState());
  const Page = page === 'unknown' ? NoPage : ROUTES[page];
  return (
    <LabProvider store={store}>
      <CommandsProvider commands={COMMANDS}>
        <PlacesProvider places={IN_BAR} here={page} labLink={link.includes('#') ? link : `${link}#`} linkOf={linkOf}>
          {Page === null ? (
            <App linkOf={linkOf} />
          ) : (
            <>
              <header data-print="none">
                <ProductBar linkOf={linkOf} />
              </header>
              <Boundary name="The page" of={page}>
                <Suspense>
                  <Page linkOf={linkOf} arrived={moved} />
                </Suspense>
              </Boundary>
            </>
          )}
          <Overlays linkOf={linkOf} />
        </PlacesProvider>
      </CommandsProvider>
    </LabProvider>
  );
}

const Embed = later(() => import('../ui/embed/Embed.tsx'));
const IN_BAR = PLACES.filter(({ aside }: PlaceRow) => aside !== true);

const ROUTES = Object.fromEntries(
  PLACES.map(({ key, load }: PlaceRow) => [key, load === null ? null : later(load)]),
) as Readonly<Record<PlaceKey, PlacePage | null>>;

/** The document is called by its place. */
function useTitle(page: ReturnType<typeof pageOf>): void {
  const [own] = useState(() => (typeof document === 'undefined' ? '' : document.title));
  const places: readonly PlaceRow[] = PLACES;
  const title = places.find(({ key }) => key === page)?.title ?? null;
  useEffect(() => {
    document.title = title === null ? own : `${title} · Handshake Lab`;
  }, [title, own]);
}

/** An address that belongs to no page, such as a link with a slip of the pen. */
function NoPage() {
  return (
    <main className={styles.none}>
      <h1>There is no such page</h1>
      <p>
        The address ends in <code>{decoded(location.hash)}</code>, and no page has that name. There are:
      </p>
      <ul>
        {PLACES.map(({ key, hash, label, about }) => (
          <li key={key}>
            <a href={hash}>{label}</a>, {about}
          </li>
        ))}
      </ul>
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

const DOORS = ['header nav a[href^="#/"]', 'header button'];

const here = () => pageOf(location.hash);
const prerendered = () => 'lab' as const;

function follow(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}
