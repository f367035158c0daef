// Starts the app: takes over the prerendered page where there is one, then goes where the address leads.
import { createRoot, hydrateRoot } from 'react-dom/client';
import { FAULTS } from '../lab/faults/catalogue.ts';
import type { Recording } from '../lab/recording.ts';
import { createLabStore } from '../store/lab.ts';
import { preloadPanels } from '../ui/inspector/Inspector.tsx';
import { recall } from '../ui/storage.ts';
import { App } from './App.tsx';
import { COMMANDS } from './commands.ts';
import { listenToKeys } from './keys.ts';
import { prefetchOverlays } from './Overlays.tsx';
import { hashOf, syncLink } from './syncLink.ts';
import { keepChoices, rememberedTheme, showTheme } from './theme.ts';
import { pageEngine } from './workerEngine.ts';

/** `recording`: the one that the markup in `root` was drawn from; null where nothing is drawn yet. */
export function start(root: HTMLElement, recording: Recording | null): void {
  const engine = pageEngine(recording);
  const store = createLabStore({
    engine,
    faults: FAULTS,
    schedule: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    initial: { recording },
  });
  const app = <App store={store} linkOf={(lab) => addressWith(hashOf(lab))} />;
  if (recording === null) createRoot(root).render(app);
  else hydrateRoot(root, app);

  const theme = rememberedTheme();
  showTheme(theme, document.documentElement);
  store.setState({ theme, letterKeys: recall('letterKeys') !== 'off' });
  keepChoices(store, document.documentElement);
  listenToKeys(document, COMMANDS, store.getState);
  syncLink(store, window, FAULTS);

  // When the page is at rest: the panels, and the engine with the scenario that is most likely to be next.
  const whenIdle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1000));
  whenIdle(() => {
    prefetchOverlays();
    preloadPanels().catch(() => {});
    engine.run({ ...store.getState().scenario, mode: 'mutual' }).catch(() => {});
  });
}

function addressWith(hash: string): string {
  const bare = location.href.replace(/#.*$/, '');
  return hash === '' ? bare : `${bare}#${hash}`;
}
