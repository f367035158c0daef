// The validation's store, for components.
import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import type { ValidationStore } from '../../store/validation.ts';
import type { Validation } from '../../store/validationState.ts';

const ValidationContext = createContext<ValidationStore | null>(null);

export function ValidationProvider({
  store,
  children,
}: {
  readonly store: ValidationStore;
  readonly children: ReactNode;
}) {
  return <ValidationContext value={store}>{children}</ValidationContext>;
}

/** Select values or functions, not fresh objects: a selector's result is compared with Object.is. */
export function useValidation<T>(select: (state: Validation) => T): T {
  const store = use(ValidationContext);
  if (store === null) throw new Error('useValidation outside of ValidationProvider');
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
