// The learner's progress, for components: one store for all pages, in the browser's storage and by the real clock, since
// ideas come back after days. It is made when it is first asked for.
import { useSyncExternalStore } from 'react';
import {
  createProgressStore,
  type ProgressActions,
  type ProgressState,
  type ProgressStore,
} from '../../store/progress.ts';

let store: ProgressStore | null = null;

export function progressStore(): ProgressStore {
  if (store !== null) return store;
  const made = createProgressStore(
    {
      read: () => localStorage.getItem(KEY),
      write: (text) => (text === null ? localStorage.removeItem(KEY) : localStorage.setItem(KEY, text)),
      setAside: (text) => localStorage.setItem(ASIDE, text),
    },
    () => Date.now(),
  );
  // Another tab has written.
  // (Without a page, as in a test, there is no other tab.)
  globalThis.addEventListener?.('storage', ({ key }) => key === KEY && made.getState().reread());
  store = made;
  return made;
}

/** Select values or functions, not fresh objects: a selector's result is compared with Object.is. */
export function useProgress<T>(select: (state: ProgressState & ProgressActions) => T): T {
  const { subscribe, getState } = progressStore();
  return useSyncExternalStore(subscribe, () => select(getState()));
}

const KEY = 'handshake-lab.progress';
const ASIDE = 'handshake-lab.progress-set-aside';
