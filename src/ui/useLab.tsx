// The store, for components: `<LabProvider>` hands it down, `useLab` reads a slice and follows its changes.
import { createContext, type ReactNode, use } from 'react';
import { useStore } from 'zustand';
import type { LabStore } from '../store/lab.ts';
import type { Lab } from '../store/state.ts';

export type { LabStore } from '../store/lab.ts';
export type { Lab } from '../store/state.ts';

const LabContext = createContext<LabStore | null>(null);

export function LabProvider({ store, children }: { readonly store: LabStore; readonly children: ReactNode }) {
  return <LabContext value={store}>{children}</LabContext>;
}

/** The store itself, for handlers that need the state of the moment and no rendering. */
export function useLabStore(): LabStore {
  const store = use(LabContext);
  if (store === null) throw new Error('useLab outside of LabProvider');
  return store;
}

/** Select values or functions, not fresh objects: a selector's result is compared with Object.is. */
export function useLab<T>(select: (lab: Lab) => T): T {
  return useStore(useLabStore(), select);
}
