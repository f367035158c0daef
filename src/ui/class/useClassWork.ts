// What the student of a class has done, for components: one store for all pages, in the browser's storage.
import { useSyncExternalStore } from 'react';
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

/** Select values or functions, not fresh objects. */
export function useClassWork<T>(select: (state: ClassWorkState & ClassWorkActions) => T): T {
  const { subscribe, getState } = classWork();
  return useSyncExternalStore(subscribe, () => select(getState()));
}
