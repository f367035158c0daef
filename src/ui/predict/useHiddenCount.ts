// How many things are broken and hidden. Views never have the scenario that would tell them which.
import { useSyncExternalStore } from 'react';
import { hiddenCount } from '../../store/predict.ts';
import { useLabStore } from '../useLab.tsx';

export function useHiddenCount(): number {
  const store = useLabStore();
  const count = () => hiddenCount(store.getState());
  // What React takes over is the markup of the store's first state.
  return useSyncExternalStore(store.subscribe, count, () => hiddenCount(store.getInitialState()));
}
