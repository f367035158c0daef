// What one did before the page's script arrived, kept by scripts/earlyInput.js: done once somebody listens. The browser has
// shown some of it already (a radio button that was clicked is checked), and React would take that for its own state.

export interface KeptInput {
  readonly type: string;
  readonly target: Element;
  /** Of a change. */
  readonly value?: string;
  /** Of a key. */
  readonly press?: KeyboardEventInit;
}

declare global {
  interface Window {
    /** Not there in tests and where the page is served without its head. */
    readonly early?: {
      /** Stops keeping; what was kept, in order. */
      stop(): readonly KeptInput[];
      /** Says that the page can't be used, and makes it inert. */
      failed(): void;
    };
  }
}

/**
 * To be called before React takes over the markup in `root`: puts its controls back to what the markup says. Returns the
 * way to do what was done meanwhile, for when the store stands where the address leads.
 */
export function takeEarlyInput(root: HTMLElement): () => void {
  const kept = window.early?.stop() ?? [];
  for (const control of root.querySelectorAll('input')) {
    control.checked = control.defaultChecked;
    control.value = control.defaultValue;
  }
  for (const option of root.querySelectorAll('option')) option.selected = option.defaultSelected;
  return () => {
    for (const each of kept) {
      if (!each.target.isConnected) continue;
      // React takes the part around a target over at once when a key is released there, which means nothing to anybody. It
      // must have seen a control's old state before the new one.
      each.target.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
      repeat(each);
    }
    delete document.documentElement.dataset.early;
  };
}

function repeat({ type, target, value, press }: KeptInput): void {
  if (press !== undefined) {
    target.dispatchEvent(new KeyboardEvent(type, { ...press, bubbles: true, cancelable: true }));
  } else if (type === 'click' || isTicked(target)) {
    if (target instanceof HTMLElement) target.click();
  } else if (target instanceof HTMLSelectElement && value !== undefined) {
    target.value = value;
    target.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

const isTicked = (target: Element): boolean =>
  target instanceof HTMLInputElement && (target.type === 'radio' || target.type === 'checkbox');
