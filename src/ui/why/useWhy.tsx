// The store of the page "Why?", for its components, and what asks the worker for the rest.
import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import type { FaultId } from '../../lab/scenario/faultId.ts';
import type { StackRow } from '../../stacks/row.ts';
import type { Why, WhyMaterial, WhyStore } from '../../store/why.ts';
import type { Cause, WhyMessage } from '../../why/answer.ts';

export interface WhyAround {
  readonly store: WhyStore;
  readonly material: () => Promise<WhyMaterial>;
  readonly measured: (fault: FaultId) => Promise<readonly StackRow[]>;
  /** The address of the lab with that fault, as this message has it; at the failing row, where its run is known. */
  readonly linkTo: (cause: Cause, message: WhyMessage, at: string | null) => string;
  /** The key of the failing row; null where nothing fails, or nobody could run it. */
  readonly failing: (cause: Cause, message: WhyMessage) => Promise<string | null>;
  /** Gives certificates to the page that validates them, and goes there. */
  readonly validate: (pem: string) => void;
}

const WhyContext = createContext<WhyAround | null>(null);

export function WhyProvider({ children, ...around }: WhyAround & { readonly children: ReactNode }) {
  return <WhyContext value={around}>{children}</WhyContext>;
}

export function useWhyAround(): WhyAround {
  const around = use(WhyContext);
  if (around === null) throw new Error('useWhyAround outside of WhyProvider');
  return around;
}

/** Select values or functions, not fresh objects: a selector's result is compared with Object.is. */
export function useWhy<T>(select: (why: Why) => T): T {
  const { store } = useWhyAround();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
