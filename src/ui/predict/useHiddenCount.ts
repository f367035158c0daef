// How many things are broken and hidden. Views never have the scenario that would tell them which.
import { useSyncExternalStore } from 'react';
import { hiddenCount } from '../../store/predict.ts';
import { useLabStore } from '../useLab.tsx';

export function useHiddenCount(): number {
  const store = useLabStore();
  const count = () => hiddenCount(store.getState());
  return useSyncExternalStore(store.subscribe, count, count);
}
