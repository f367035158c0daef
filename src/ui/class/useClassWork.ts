// What the student of a class has done, for components: one store for all pages, in the browser's storage.
import { useSyncExternalStore } from 'react';
import type { MissionId } from '../../exercises/missions/mission.ts';
import { type ClassWork, type ClassWorkActions, type ClassWorkState, createClassWork } from '../../store/classWork.ts';
import { CLASS_KEY } from '../storage.ts';

let store: ClassWork | null = null;

export function classWork(): ClassWork {
  store ??= createClassWork({
    read: () => localStorage.getItem(CLASS_KEY),
    write: (text) => (text === null ? localStorage.removeItem(CLASS_KEY) : localStorage.setItem(CLASS_KEY, text)),
  });
  return store;
}

/** The student's own seed in a mission of the class that is under way: a slip holds runs of that seed alone. Else null. */
export function classSeedOf(id: MissionId): number | null {
  const { slip } = classWork().getState();
  return slip?.plan.missions.includes(id) ? slip.seed : null;
}

/** Select values or functions, not fresh objects. */
export function useClassWork<T>(select: (state: ClassWorkState & ClassWorkActions) => T): T {
  const { subscribe, getState } = classWork();
  return useSyncExternalStore(subscribe, () => select(getState()));
}
