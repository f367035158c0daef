// A part of the page whose code is loaded when it is first shown. React keeps for ever that a load failed: here it can be
// tried again.
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

interface Attempt<P> {
  readonly round: number;
  readonly part: LazyExoticComponent<ComponentType<P>>;
  failed: boolean;
}

type Module<P> = { readonly default: ComponentType<P> };

let round = 0;

/** From now on, what could not be loaded is loaded anew when it is drawn. */
export function loadAnew(): void {
  round += 1;
}

/** `load` is an `import()` of a module whose default is the component. */
export function later<P extends object>(load: () => Promise<Module<P>>): ComponentType<P> {
  let attempt: Attempt<P> | null = null;
  const begin = (): Attempt<P> => {
    const mine: Attempt<P> = {
      round,
      failed: false,
      part: lazy(() =>
        load().catch((error: unknown) => {
          mine.failed = true;
          throw error;
        }),
      ),
    };
    return mine;
  };
  return function Later(props: P) {
    // A failure stays while it is shown; otherwise it would be asked for again without end.
    if (attempt === null || (attempt.failed && attempt.round < round)) attempt = begin();
    const { part: Part } = attempt;
    return <Part {...props} />;
  };
}
