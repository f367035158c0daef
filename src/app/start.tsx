// Starts the app: takes over the prerendered page where there is one, then goes where the address leads.
import { createRoot, hydrateRoot } from 'react-dom/client';
import { canonicalFaults, FAULTS } from '../lab/faults/catalogue.ts';
import type { Recording } from '../lab/recording.ts';
import { settled as suited } from '../lab/scenario.ts';
import { createLabStore, type LabStore } from '../store/lab.ts';
import { preloadPanels } from '../ui/inspector/Inspector.tsx';
import { recall } from '../ui/storage.ts';
import { COMMANDS } from './commands.ts';
import { listenToKeys } from './keys.ts';
import { prefetchOverlays } from './Overlays.tsx';
import { Pages } from './Pages.tsx';
import { pageOf } from './page.ts';
import { hashOf, syncLink } from './syncLink.ts';
import { keepChoices, rememberedTheme, showTheme } from './theme.ts';
import { type PageEngine, pageEngine } from './workerEngine.ts';

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
  const app = <Pages store={store} linkOf={(lab) => addressWith(hashOf(lab))} />;
  const atLab = () => pageOf(location.hash) === 'lab';
  if (recording !== null && atLab()) hydrateRoot(root, app);
  else {
    // The markup is the lab's: another page starts afresh.
    root.replaceChildren();
    createRoot(root).render(app);
  }
  delete document.documentElement.dataset.page;

  const theme = rememberedTheme();
  showTheme(theme, document.documentElement);
  store.setState({ theme, letterKeys: recall('letterKeys') !== 'off' });
  keepChoices(store, document.documentElement);
  listenToKeys(document, COMMANDS, store.getState, atLab);
  syncLink(store, window, FAULTS);
  // What lies over the lab does not wait there for one's return.
  addEventListener('hashchange', () => atLab() || store.getState().setOverlay(null));

  store.subscribe((after, before) => {
    const open = after.breakOpen && after.breakView === 'faults';
    const opened = open && !(before.breakOpen && before.breakView === 'faults');
    if (after.scenario.requests > 20) return;
    const settled = open && before.pending && !after.pending;
    if (opened || settled) void prepareFaults(store, engine);
  });

  // Who moves, touches or types may open something next.
  const begun = new AbortController();
  for (const sign of ['pointermove', 'pointerdown', 'keydown'] as const) {
    const begin = () => {
      begun.abort();
      if (!atLab()) return;
      prefetchOverlays();
      preloadPanels().catch(() => {});
    };
    addEventListener(sign, begin, { signal: begun.signal, passive: true });
  }

  // When the page is at rest: the engine, with the scenario that is most likely to be next.
  const whenIdle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1000));
  whenIdle(() => {
    if (!atLab()) return;
    engine.prepare({ ...store.getState().scenario, requests: 1, mode: 'mutual' }).catch(() => {});
  });
}

/**
 * An open drawer means that a fault is chosen next: each one's recording is made beforehand, one at a time, while
 * nothing else is asked of the engine. A choice then waits for at most one of them.
 */
async function prepareFaults(store: LabStore, engine: PageEngine): Promise<void> {
  const { scenario } = store.getState();
  for (const fault of FAULTS) {
    const now = store.getState();
    if (!now.breakOpen || now.breakView !== 'faults' || now.scenario !== scenario) return;
    if (now.pending || scenario.faults.includes(fault.id)) continue;
    const mode = fault.modes.includes(scenario.mode) ? scenario.mode : (fault.modes[0] ?? scenario.mode);
    const { protocols } = fault;
    const protocol = protocols.includes(scenario.protocol) ? scenario.protocol : (protocols[0] ?? scenario.protocol);
    await engine
      .prepare(suited({ ...scenario, mode, protocol, faults: canonicalFaults([...scenario.faults, fault.id]) }))
      .catch(() => null);
  }
}

function addressWith(hash: string): string {
  const bare = location.href.replace(/#.*$/, '');
  return hash === '' ? bare : `${bare}#${hash}`;
}
