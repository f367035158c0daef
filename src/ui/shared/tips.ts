// Tooltips: what a control says in `data-tip`, and the key in `data-tip-key`, beside it, while the pointer rests on it or the
// keyboard's focus is there. One for the whole page, above dialogs too. WCAG 2.2, 1.4.13: Escape puts it away, the pointer
// may move onto it, and it stays until pointer or focus leave.
import styles from './tips.module.css';

/** How long the pointer rests before the first one appears; from one to the next it goes at once. Milliseconds. */
const REST_MS = 450;
const STILL_WARM_MS = 400;
/** Between control and tooltip, and to the window's edge, in pixels. */
const GAP = 6;

/** Returns the way to stop. */
export function showTips(page: Document): () => void {
  const tip = page.createElement('div');
  tip.className = styles.tip ?? '';
  tip.popover = 'manual';
  // What it says is the name of the control already.
  tip.setAttribute('aria-hidden', 'true');
  page.body.append(tip);
  let owner: Element | null = null;
  let closedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hide = () => {
    clearTimeout(timer);
    if (owner === null) return;
    owner = null;
    closedAt = performance.now();
    tip.hidePopover();
  };
  const show = (control: HTMLElement) => {
    clearTimeout(timer);
    if (!control.isConnected || !control.checkVisibility({ visibilityProperty: true })) return;
    const { tip: name = '', tipKey: key } = control.dataset;
    tip.replaceChildren(name);
    if (key !== undefined) {
      const cap = page.createElement('kbd');
      cap.textContent = key;
      tip.append(cap);
    }
    if (owner === null) tip.showPopover();
    owner = control;
    place(tip, control);
  };
  const over = ({ target, pointerType }: PointerEvent) => {
    if (pointerType === 'touch' || !(target instanceof Element)) return;
    if (tip.contains(target)) return clearTimeout(timer);
    const control = target.closest<HTMLElement>('[data-tip]');
    if (control === owner && owner !== null) return clearTimeout(timer);
    clearTimeout(timer);
    if (control === null) {
      // The way from the control onto its tooltip leads over the gap.
      if (owner !== null && !owner.matches(':focus-visible')) timer = setTimeout(hide, 150);
      return;
    }
    const warm = owner !== null || performance.now() - closedAt < STILL_WARM_MS;
    timer = setTimeout(() => show(control), warm ? 0 : REST_MS);
  };
  /** Whether one walks by key: a dialog that opens moves the focus, too, and nobody asked what its button is called. */
  let walks = false;
  const focus = ({ target }: FocusEvent) => {
    const control = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
    if (walks && control?.matches(':focus-visible')) show(control);
    else hide();
  };
  const key = (event: KeyboardEvent) => {
    walks = event.key === 'Tab' || event.key.startsWith('Arrow');
    if (event.key === 'Escape') hide();
  };
  const listeners = [
    ['pointerover', over as EventListener],
    ['pointerdown', hide],
    ['focusin', focus as EventListener],
    ['focusout', hide],
    ['keydown', key as EventListener],
    ['scroll', hide],
  ] as const;
  for (const [kind, listener] of listeners) page.addEventListener(kind, listener, { capture: true, passive: true });
  // Whoever was on a control before this was loaded.
  const focused = page.querySelector<HTMLElement>('[data-tip]:focus-visible');
  const pointed = page.querySelector<HTMLElement>('[data-tip]:hover');
  if (focused !== null) show(focused);
  else if (pointed !== null) timer = setTimeout(() => show(pointed), REST_MS);
  return () => {
    hide();
    for (const [kind, listener] of listeners) page.removeEventListener(kind, listener, { capture: true });
    tip.remove();
  };
}

/** Below the control, or above it where there is no room; never beyond the window's sides. */
function place(tip: HTMLElement, control: Element): void {
  const at = control.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const left = Math.min(Math.max(GAP, at.left + at.width / 2 - width / 2), innerWidth - width - GAP);
  const below = at.bottom + GAP;
  const top = below + height + GAP <= innerHeight ? below : at.top - GAP - height;
  tip.style.left = `${Math.round(Math.max(GAP, left))}px`;
  tip.style.top = `${Math.round(Math.max(GAP, top))}px`;
}
