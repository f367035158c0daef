// The two bars of the lab: the product's, and below it what is run and how one looks at it. Neither ever grows.
import type { LinkOf } from './linkOf.ts';
import { ProductBar } from './ProductBar.tsx';
import { ScenarioBar } from './ScenarioBar.tsx';

export function Header({ linkOf }: { readonly linkOf: LinkOf }) {
  return (
    <header data-print="none">
      <ProductBar linkOf={linkOf} />
      <ScenarioBar />
    </header>
  );
}
