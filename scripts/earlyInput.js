// Stands inline in the head. Keeps what one does before the page's script is there: src/app/earlyInput.ts does it then.
// Where that script can't be had (a frame with `sandbox` alone, no network), the page says so.
(() => {
  const root = document.documentElement;
  delete root.dataset.still;
  const MOST = 40;
  const kept = [];
  const keep = (event) => {
    const { type, target } = event;
    if (kept.length >= MOST || !(target instanceof Element)) return;
    if (type === 'click') {
      // What the browser itself turns into a change or into another address comes as that.
      const acts = target.closest('label, input, select, a[href]') === null ? target.closest('button') : null;
      if (acts !== null) kept.push({ type, target: acts });
    } else if (type === 'change') kept.push({ type, target, value: target.value });
    else if (event.key !== 'Tab') {
      const { key, ctrlKey, shiftKey, altKey, metaKey } = event;
      kept.push({ type, target, press: { key, ctrlKey, shiftKey, altKey, metaKey } });
    }
    if (kept.length > 0) root.dataset.early = '';
  };
  const KINDS = ['click', 'change', 'keydown'];
  for (const kind of KINDS) document.addEventListener(kind, keep, true);
  // A browser that is too old to read the script.
  const unread = ({ error }) => error instanceof SyntaxError && failed();
  const stop = () => {
    removeEventListener('error', unread);
    for (const kind of KINDS) document.removeEventListener(kind, keep, true);
    return kept;
  };
  const failed = () => {
    stop();
    root.dataset.dead = '';
    delete root.dataset.early;
    delete root.dataset.link;
    delete root.dataset.page;
    document.getElementById('root')?.setAttribute('inert', '');
  };
  // The error of a script does not bubble, but is seen on its way down.
  document.addEventListener('error', ({ target }) => target instanceof HTMLScriptElement && failed(), true);
  addEventListener('error', unread);
  window.early = { stop, failed };
})();
