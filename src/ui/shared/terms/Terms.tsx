// A text whose terms are explained: each is marked where it first occurs on its panel. The glossary is not needed to read,
// so it comes with the first sign of somebody; until then, and where it cannot be loaded, the text stands there unmarked.
import { type ComponentType, createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import type { TermPanel } from './places.ts';

const PanelContext = createContext<TermPanel | null>(null);

/** A panel: what is below it is read as one text, from top to bottom. */
export function TermsOnce({ children }: { readonly children: ReactNode }) {
  const [panel] = useState<TermPanel>(() => ({ places: null }));
  return <PanelContext value={panel}>{children}</PanelContext>;
}

export function Terms({ text }: { readonly text: string }) {
  const panel = use(PanelContext);
  const Marked = useSyncExternalStore(follow, now, before);
  return Marked === null ? text : <Marked text={text} panel={panel} />;
}

type Marked = ComponentType<{ readonly text: string; readonly panel: TermPanel | null }>;

let marked: Marked | null = null;
const now = (): Marked | null => marked;
const before = (): Marked | null => null;

const followers = new Set<() => void>();

function follow(onChange: () => void): () => void {
  if (marked === null && followers.size === 0) waitForSign();
  followers.add(onChange);
  return () => followers.delete(onChange);
}

/** Somebody moves, touches or types. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;
let waits = false;

function waitForSign(): void {
  if (waits) return;
  waits = true;
  const heard = new AbortController();
  const load = () => {
    heard.abort();
    import('./Marked.tsx').then(
      (module) => {
        marked = module.default;
        for (const each of followers) each();
      },
      // With the next sign it is tried again.
      () => {
        waits = false;
        waitForSign();
      },
    );
  };
  for (const sign of SIGNS) addEventListener(sign, load, { signal: heard.signal, passive: true });
}
