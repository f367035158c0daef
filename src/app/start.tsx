// Starts the app: takes over the prerendered page where there is one, then goes where the address leads.
import { createRoot, hydrateRoot } from 'react-dom/client';
import { FAULTS } from '../lab/faults/catalogue.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { MODES } from '../lab/scenario/scenario.ts';
import { loadApplicationWords } from '../lessons/applicationWords.ts';
import { wordsAt } from '../lessons/reading.ts';
import { loadTls13Words } from '../lessons/tls13Words.ts';
import { createLabStore, type LabStore } from '../store/lab.ts';
import { PACES } from '../store/state.ts';
import { preloadPanels } from '../ui/inspector/Inspector.tsx';
import { isInClass, storedSetting } from '../ui/storage.ts';
import type { Command } from '../ui/useCommand.tsx';
import { isNarrow } from '../ui/useNarrow.ts';
import { pageWorker } from '../workers/client.ts';
import { pageEngine } from '../workers/engine.ts';
import type { AnswerCommand } from './answerCommands.ts';
import { COMMANDS, EMBED_COMMANDS } from './commands.ts';
import { takeEarlyInput } from './earlyInput.ts';
import { listenToKeys } from './keys.ts';
import { prefetchOverlays } from './Overlays.tsx';
import { Pages } from './Pages.tsx';
import { pageOf } from './page.ts';
import { hashOf, syncLink } from './syncLink.ts';
import { keepChoices, rememberedTheme, showTheme } from './theme.ts';

/** What the first sign itself asks for comes first: loading ahead shares the thread with it. */
const AFTER_FIRST_SIGN_MS = 300;

/** `recording`: the one that the markup in `root` was drawn from; null where nothing is drawn yet. */
export function start(root: HTMLElement, recording: Recording | null): void {
  const engine = pageEngine(pageWorker(), recording);
  const store = createLabStore({
    engine,
    faults: FAULTS,
    schedule: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    wordsAt,
    initial: { recording },
  });
  const app = <Pages store={store} linkOf={(lab) => addressWith(hashOf(lab))} />;
  const atLab = () => pageOf(location.hash) === 'lab';
  const repeatEarlyInput = takeEarlyInput(root);
  if (recording !== null && atLab()) hydrateRoot(root, app);
  else {
    // The markup is the lab's: another page starts afresh.
    root.replaceChildren();
    createRoot(root).render(app);
  }
  // A mission in a frame: the markup was hidden, and is that of another scenario.
  if (document.documentElement.dataset.page !== undefined && atLab()) document.documentElement.dataset.link = 'unread';
  delete document.documentElement.dataset.page;
  if (!atLab()) delete document.documentElement.dataset.link;

  const showMono = () => {
    document.documentElement.dataset.mono = '';
  };
  // The lab as it is first seen has a few numbers of it alone: there it comes with the first sign of somebody.
  if (location.hash.length > 1) showMono();
  addEventListener('hashchange', showMono, { once: true });

  const theme = rememberedTheme();
  showTheme(theme, document.documentElement);
  store.subscribe((lab, before) => {
    if (lab.provider !== before.provider) engine.computeWith(lab.provider);
  });
  const provider = storedSetting('provider') === 'noble' ? 'noble' : 'forge';
  store.setState({ theme, letterKeys: storedSetting('letterKeys') !== 'off', provider });
  const pace = PACES.find((each) => each === storedSetting('pace'));
  store.setState({ issuanceOpen: storedSetting('issuance') === 'open', ...(pace === undefined ? {} : { pace }) });
  keepChoices(store, document.documentElement);
  const commands: (Command | AnswerCommand)[] = [...COMMANDS];
  listenToKeys(document, store.getState, () => {
    const page = pageOf(location.hash);
    if (page === 'embed') return EMBED_COMMANDS;
    return page === 'lab' ? commands : commands.filter(({ everywhere }) => everywhere === true);
  });
  // The keys that answer come before all others, and with the first question.
  const stopWaiting = store.subscribe(({ predict }) => {
    if (predict === null) return;
    stopWaiting();
    import('./answerCommands.ts').then(({ ANSWER_COMMANDS }) => commands.unshift(...ANSWER_COMMANDS), NOTHING);
  });
  syncLink(store, window, FAULTS, isNarrow);
  // Who is in a class hands in from the lab, too.
  if (isInClass()) import('./classKeeper.ts').then(({ keepClassWork }) => keepClassWork(store), NOTHING);
  onceAtRest(store, repeatEarlyInput);
  // What lies over the lab does not wait there for one's return.
  addEventListener('hashchange', () => {
    if (atLab()) return;
    store.getState().setOverlay(null);
    store.getState().setStartCard(false);
  });

  const whenIdle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1000));
  // Who moves, touches or types may open something next, or switch to it.
  const begun = new AbortController();
  for (const sign of ['pointermove', 'pointerdown', 'keydown'] as const) {
    const begin = () => {
      if (!atLab()) return;
      begun.abort();
      // In the worker: it holds up nothing here.
      const { scenario } = store.getState();
      const mode = MODES.find((each) => each !== scenario.mode);
      if (mode !== undefined) engine.prepare({ ...scenario, mode, requests: 1 }).catch(NOTHING);
      setTimeout(showMono, AFTER_FIRST_SIGN_MS);
      const ahead = () => {
        import('../ui/shared/tips.ts').then(({ showTips }) => showTips(document)).catch(NOTHING);
        prefetchOverlays();
        preloadPanels().catch(NOTHING);
        loadTls13Words().catch(NOTHING);
        loadApplicationWords().catch(NOTHING);
        prefetching().then(({ prefetch }) => prefetch(store, engine, whenIdle), NOTHING);
      };
      setTimeout(() => onceAtRest(store, () => whenIdle(ahead)), AFTER_FIRST_SIGN_MS);
    };
    addEventListener(sign, begin, { signal: begun.signal, passive: true });
  }

  for (const sign of ['pointerover', 'focusin'] as const) {
    const point = ({ target }: Event) => {
      const fault = target instanceof Element ? target.closest<HTMLElement>('[data-fault]') : null;
      const id = fault?.dataset.fault;
      if (id !== undefined) prefetching().then(({ prefetchFault }) => prefetchFault(store, engine, id), NOTHING);
    };
    addEventListener(sign, point, { passive: true });
  }

  if (import.meta.env.PROD)
    whenLoaded(() => whenIdle(() => offline().then(({ keepForOffline }) => keepForOffline(window), NOTHING)));
  if (location.hash.length <= 1 && storedSetting('start') === null) whenIdle(() => offerStart(store));

  // When the page is at rest: what reads certificates. The rest of the engine comes with the first sign of somebody.
  whenIdle(() => {
    if (atLab()) engine.warm();
  });
}

/** Shows the card for a first visit, until something has been done: by it or without it. */
function offerStart(store: LabStore): void {
  const untouched = store.getState();
  if (untouched.cursor > 1 || untouched.playing || untouched.breakOpen || untouched.pending) return;
  untouched.setStartCard(true);
  const stop = store.subscribe((lab) => {
    const { scenario, cursor } = untouched;
    if (lab.startCard && lab.scenario === scenario && lab.cursor === cursor && !lab.playing && !lab.breakOpen) return;
    stop();
    lab.setStartCard(false);
  });
}

const prefetching = () => import('./prefetch.ts');
const offline = () => import('./offline.ts');

/** All files would come with it: nothing of the first load may wait for them. */
const OFFLINE_AFTER_MS = 3000;

function whenLoaded(task: () => void): void {
  const soon = () => setTimeout(task, OFFLINE_AFTER_MS);
  if (document.readyState === 'complete') soon();
  else addEventListener('load', soon, { once: true });
}

/** What is done ahead may fail: it is done again when it is wanted. */
const NOTHING = () => {};

/** Runs `task` when nothing is being run: at once, or when the link's scenario has come. */
function onceAtRest(store: LabStore, task: () => void): void {
  const stop = store.subscribe(look);
  function look() {
    if (store.getState().pending) return;
    stop();
    // The store is not done yet: where the link leads to is set next.
    queueMicrotask(task);
  }
  look();
}

function addressWith(hash: string): string {
  const bare = location.href.replace(/#.*$/, '');
  return hash === '' ? bare : `${bare}#${hash}`;
}
