// A term with its meaning: by pointer, by focus and by touch. WCAG 2.2, 1.4.13: Escape puts the meaning away, the pointer
// may move onto it, and it stays until pointer or focus leave.
import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { GlossaryTerm } from '../../../lessons/glossary.ts';
import styles from './Term.module.css';

/** How long the pointer rests on the term, and how long it may take over the gap to its meaning. Milliseconds. */
const REST_MS = 350;
const LEAVE_MS = 200;
/** Between term and meaning, and to the window's edge, in pixels. */
const GAP = 6;

interface Props {
  readonly words: Pick<GlossaryTerm, 'name' | 'expansion' | 'meaning'>;
  /** As the text has it. */
  readonly children: ReactNode;
}

export function Term({ words, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const term = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const after = (ms: number, next: boolean) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), ms);
  };
  const at = (next: boolean) => {
    clearTimeout(timer.current);
    setOpen(next);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <span
      onPointerEnter={({ pointerType }) => pointerType !== 'touch' && after(open ? 0 : REST_MS, true)}
      onPointerLeave={({ pointerType }) => {
        if (pointerType !== 'touch' && term.current?.matches(':focus-visible') !== true) after(LEAVE_MS, false);
      }}
    >
      <button
        ref={term}
        type="button"
        className={styles.term}
        aria-describedby={open ? id : undefined}
        onFocus={({ target }) => target.matches(':focus-visible') && at(true)}
        onBlur={() => at(false)}
        onClick={() => at(true)}
      >
        {children}
      </button>
      {open && <Meaning id={id} words={words} term={term} onClose={() => at(false)} />}
    </span>
  );
}

interface MeaningProps extends Pick<Props, 'words'> {
  readonly id: string;
  readonly term: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

function Meaning({ id, words: { name, expansion, meaning }, term, onClose }: MeaningProps) {
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (tip.current === null || term.current === null) return;
    tip.current.showPopover();
    place(tip.current, term.current);
  }, [term]);
  useEffect(() => {
    const stop = new AbortController();
    const options = { capture: true, signal: stop.signal };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // What lies below, such as a dialog, stays for the next Escape.
      event.stopPropagation();
      onClose();
    };
    const outside = ({ target }: Event) => {
      const inside = target instanceof Node && (tip.current?.contains(target) || term.current?.contains(target));
      if (!inside) onClose();
    };
    window.addEventListener('keydown', key, options);
    window.addEventListener('pointerdown', outside, options);
    window.addEventListener('scroll', outside, { ...options, passive: true });
    return () => stop.abort();
  }, [term, onClose]);
  return (
    <span ref={tip} id={id} role="tooltip" popover="manual" className={styles.meaning}>
      <strong>{name}</strong> {expansion !== null && <span className={styles.expansion}>{expansion}</span>}{' '}
      <span className={styles.said}>{meaning}</span>
    </span>
  );
}

/** Below the term, or above it where there is no room; never beyond the window's sides. */
function place(tip: HTMLElement, term: Element): void {
  const at = term.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const left = Math.min(Math.max(GAP, at.left), innerWidth - width - GAP);
  const below = at.bottom + GAP;
  const top = below + height + GAP <= innerHeight ? below : at.top - GAP - height;
  tip.style.left = `${Math.round(Math.max(GAP, left))}px`;
  tip.style.top = `${Math.round(Math.max(GAP, top))}px`;
}
