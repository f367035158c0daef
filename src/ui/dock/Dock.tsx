/*
 * The dock: the panel in which page and learner talk. It stands at the foot of the stage's column, never over the inspector
 * and never over the diagram: the stage gives it the room, at most 45 % of the column, and follows the cursor's row above it.
 *
 * How to show something in it:
 * 1. Write a component whose root is `<Dock …>`, as the default export of a module of its own, and keep in the store what it
 *    needs to know (whether it is wanted must be readable there).
 * 2. Add a row to the table `DOCKED` in `app/docked.ts`: `{ id, wanted: (lab) => boolean, Content: later(() => import(…)) }`.
 *    The first row that is wanted is shown, the others wait: the order of the table is their priority. The code comes when it
 *    is first wanted. A row that becomes wanted opens the dock; one that is no longer wanted closes it.
 *
 * Opening and closing move no focus, unless the focus was inside what has gone: then the stage gets it. `said` is announced
 * politely each time it changes: give it the result after an answer (and, if you like, the question before it). On a phone
 * the dock lies between stage and player, in the place of the inspector's handle; it folds to its first line when one scrolls
 * the diagram by hand, and unfolds by its button, or when `title` changes. While the inspector's sheet is up (`setSheetOpen`),
 * the dock is away, and comes back when the sheet is closed: so a "Certificate" button opens the sheet, and nothing more.
 */
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../shared/Button.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import styles from './Dock.module.css';

export interface DockProps {
  /** Name of the region, as `Prediction` or `Mission`. */
  readonly name: string;
  /** Stands before the title, small: `Prediction 2 of 3`. */
  readonly kicker?: ReactNode;
  /** The question, or the result, in one sentence: the heading of the first line. */
  readonly title: string;
  /** At the right end of the first line: `1 edit · par 1`, a button to skip. */
  readonly aside?: ReactNode;
  /** What those who listen are told, politely, when it changes. */
  readonly said?: string;
  /** What scrolls where there is too little room for it. */
  readonly children?: ReactNode;
  /** A line of buttons below, which always stays in sight. */
  readonly foot?: ReactNode;
}

export function Dock({ name, kicker, title, aside, said = '', children, foot }: DockProps) {
  const body = useId();
  const dock = useRef<HTMLElement>(null);
  const [folded, setFolded] = useFolded(dock, title);
  const spoken = useSpoken(said);
  return (
    <section ref={dock} className={styles.dock} aria-label={name} data-folded={folded} data-print="none">
      <div className={styles.head}>
        <div className={styles.words}>
          {kicker !== undefined && <span className={styles.kicker}>{kicker}</span>}
          <h2 className={styles.title}>{title}</h2>
        </div>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
        <span className={styles.fold}>
          <Button
            icon={ChevronDown}
            label={folded ? 'Unfold' : 'Fold'}
            tone="quiet"
            aria-expanded={!folded}
            aria-controls={body}
            onClick={() => setFolded(!folded)}
          />
        </span>
      </div>
      <div id={body} className={styles.rest}>
        {children !== undefined && <div className={styles.body}>{children}</div>}
        {foot !== undefined && <div className={styles.foot}>{foot}</div>}
      </div>
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
    </section>
  );
}

/** Folded by whoever scrolls the diagram by hand (the page's own scrolling does not count), unfolded by what is new in it. */
function useFolded(dock: { readonly current: HTMLElement | null }, title: string) {
  const [folded, setFolded] = useState({ title, is: false });
  if (folded.title !== title) setFolded({ title, is: false });
  useEffect(() => {
    const column = dock.current?.closest<HTMLElement>('#stage');
    if (!column) return;
    const onScroll = ({ target }: Event) => {
      if (target instanceof Node && !dock.current?.contains(target)) setFolded((before) => ({ ...before, is: true }));
    };
    const stop = new AbortController();
    for (const kind of ['wheel', 'touchmove'])
      column.addEventListener(kind, onScroll, { passive: true, signal: stop.signal });
    return () => stop.abort();
  }, [dock]);
  return [folded.is, (is: boolean) => setFolded((before) => ({ ...before, is }))] as const;
}

/** A frame later than the region in which they stand: words that come along with it are not announced. */
function useSpoken(said: string): string {
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(said), 50);
    return () => clearTimeout(timer);
  }, [said]);
  return spoken;
}
