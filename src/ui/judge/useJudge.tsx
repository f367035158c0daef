// The judge's store, for components.
import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import type { JudgeStore } from '../../store/judge.ts';
import type { Judge } from '../../store/judgeState.ts';

const JudgeContext = createContext<JudgeStore | null>(null);

export function JudgeProvider({ store, children }: { readonly store: JudgeStore; readonly children: ReactNode }) {
  return <JudgeContext value={store}>{children}</JudgeContext>;
}

/** Select values or functions, not fresh objects: a selector's result is compared with Object.is. */
export function useJudge<T>(select: (judge: Judge) => T): T {
  const store = use(JudgeContext);
  if (store === null) throw new Error('useJudge outside of JudgeProvider');
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
