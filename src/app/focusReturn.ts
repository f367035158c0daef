// What takes the whole page's place gives the focus back when it is closed: to what opened it, or, where the page has been
// drawn anew, to what stands there now.
import { useCallback, useEffect, useRef } from 'react';

/**
 * `doors`: selectors of what leads there, the likeliest first, for when nothing better is known. Returns whether one came
 * from here, by hand, and not by a link from outside. Who came by a key while nothing had the focus goes back to that: a button
 * that one has not pressed would take the next Space for itself.
 */
export function useFocusReturn(away: boolean, doors: readonly string[]): () => boolean {
  const last = useRef<HTMLElement | null>(null);
  const byHand = useRef(false);
  const fromNowhere = useRef(false);
  const wasAway = useRef(away);
  useEffect(() => {
    const returns = wasAway.current && !away;
    wasAway.current = away;
    if (away) return;
    if (returns && !fromNowhere.current) (again(last.current) ?? firstOf(doors))?.focus();
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.closest('[role="dialog"]') === null) last.current = target;
    };
    const touched = ({ type }: Event) => {
      byHand.current = true;
      fromNowhere.current = type === 'keydown' && document.activeElement === document.body;
    };
    document.addEventListener('focusin', remember);
    for (const kind of BY_HAND) document.addEventListener(kind, touched, true);
    return () => {
      document.removeEventListener('focusin', remember);
      for (const kind of BY_HAND) document.removeEventListener(kind, touched, true);
    };
  }, [away, doors]);
  return useCallback(() => byHand.current, []);
}

const BY_HAND = ['keydown', 'pointerdown'] as const;

/** The element itself, or its like. */
function again(sought: HTMLElement | null): HTMLElement | null {
  if (sought === null || sought.isConnected) return sought;
  const alike = [...document.querySelectorAll<HTMLElement>(sought.localName)];
  return alike.find((each) => each.checkVisibility() && nameOf(each) === nameOf(sought)) ?? null;
}

function firstOf(selectors: readonly string[]): HTMLElement | undefined {
  return selectors
    .flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)])
    .find((each) => each.checkVisibility());
}

const nameOf = (element: HTMLElement): string =>
  element.getAttribute('aria-label') ?? element.getAttribute('value') ?? element.id + (element.textContent ?? '');
