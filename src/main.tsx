// Mounts the app: takes over the prerendered page where there is one, then goes where the address leads.
import './app/tokens.css';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { COMMANDS } from './app/commands.ts';
import { listenToKeys } from './app/keys.ts';
import { prefetchOverlays } from './app/Overlays.tsx';
import { hashOf, syncLink } from './app/syncLink.ts';
import { keepChoices, rememberedTheme, showTheme } from './app/theme.ts';
import { pageEngine } from './app/workerEngine.ts';
import { FAULTS } from './lab/faults/catalogue.ts';
import type { Recording } from './lab/recording.ts';
import { createLabStore } from './store/lab.ts';
import { recall } from './ui/storage.ts';

const embedded = document.getElementById('default-recording')?.textContent;
const recording = embedded ? (JSON.parse(embedded) as Recording) : null;
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

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
const app = <App store={store} linkOf={(lab) => location.href.replace(/#.*$/, '') + withHash(hashOf(lab))} />;
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
  engine.run({ ...store.getState().scenario, mode: 'mutual' }).catch(() => {});
});

function withHash(hash: string): string {
  return hash === '' ? '' : `#${hash}`;
}
