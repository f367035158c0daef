// The dock's place at the foot of the stage's column: one thing at a time stands in it, or nothing.
import { Suspense, useEffect, useRef } from 'react';
import { Boundary } from '../ui/shared/Boundary.tsx';
import { useLab } from '../ui/useLab.tsx';
import styles from './DockPlace.module.css';
import { dockedOf } from './docked.ts';

export function DockPlace() {
  const docked = useLab(dockedOf);
  const place = useRef<HTMLDivElement>(null);
  useKeepFocus(place, docked?.id);
  return (
    <div ref={place} className={styles.place} data-dock>
      {docked !== null && (
        <Boundary key={docked.id} name="The panel below the diagram">
          <Suspense>
            <docked.Content />
          </Suspense>
        </Boundary>
      )}
    </div>
  );
}

/** Where the focus was inside what has gone, the stage gets it: keys go on from there. */
function useKeepFocus(place: { readonly current: HTMLElement | null }, shown: string | undefined): void {
  const inside = useRef(false);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      inside.current = target instanceof Node && place.current?.contains(target) === true;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [place]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks whenever something else is shown
  useEffect(() => {
    if (!inside.current || document.activeElement !== document.body) return;
    inside.current = false;
    document.getElementById('stage')?.focus({ preventScroll: true });
  }, [shown]);
}
