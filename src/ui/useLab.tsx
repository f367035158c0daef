// The store, for components: `<LabProvider>` hands it down, `useLab` reads a slice and follows its changes.
import { createContext, type ReactNode, use } from 'react';
import { useStore } from 'zustand';
import type { LabStore } from '../store/lab.ts';
import { shownLab } from '../store/predict.ts';
import type { Lab } from '../store/state.ts';

export type { LabStore } from '../store/lab.ts';
export type { Lab } from '../store/state.ts';

const LabContext = createContext<LabStore | null>(null);

export function LabProvider({ store, children }: { readonly store: LabStore; readonly children: ReactNode }) {
  return <LabContext value={store}>{children}</LabContext>;
}

/**
 * The store itself, for handlers that need the state of the moment and no rendering. It holds what `predict` hides: who
 * shows something of it takes `shownLab(store.getState())`.
 */
export function useLabStore(): LabStore {
  const store = use(LabContext);
  if (store === null) throw new Error('useLab outside of LabProvider');
  return store;
}

/**
 * Select values or functions, not fresh objects: a selector's result is compared with Object.is. While predictions are
 * asked, what is hidden is not in the lab that is selected from.
 */
export function useLab<T>(select: (lab: Lab) => T): T {
  return useStore(useLabStore(), (lab) => select(shownLab(lab)));
}
