// The two bars of the lab: the product's, and below it what is run and how one looks at it, or the goal of a mission.
// Neither ever grows. In somebody's frame there is the goal alone.
import { Suspense } from 'react';
import { later } from '../shared/later.tsx';
import { useLab } from '../useLab.tsx';
import styles from './Header.module.css';
import type { LinkOf } from './linkOf.ts';
import { ProductBar } from './ProductBar.tsx';
import { ScenarioBar } from './ScenarioBar.tsx';

export function Header({ linkOf }: { readonly linkOf: LinkOf }) {
  const mission = useLab((lab) => lab.mission !== '');
  const framed = useLab((lab) => lab.embed === '1');
  return (
    <header data-print="none">
      {!framed && <ProductBar linkOf={linkOf} />}
      {mission ? (
        <Suspense fallback={<div className={styles.mission} />}>
          <GoalBar linkOf={linkOf} />
        </Suspense>
      ) : (
        <ScenarioBar />
      )}
    </header>
  );
}

const GoalBar = later(() => import('../mission/GoalBar.tsx'));
