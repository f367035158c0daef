// Stands inline in the page's head: applies a theme chosen by hand before anything is painted.
// Without such a choice, the style sheet follows the system. Where the address means another page than the lab, or a
// frame, the lab's markup is not shown;
// where it means another scenario than the one in the markup, a sign stands in its place until that has been run.
(() => {
  const { hash } = location;
  const root = document.documentElement;
  if (/^#(\/|(.*&)?embed=1(&|$))/.test(hash)) root.dataset.page = 'other';
  else if (hash.length > 1) root.dataset.link = 'unread';
  try {
    // The steps before the handshake, as they were left: opened as they are read, so that nothing moves afterwards.
    if (localStorage.getItem('handshake-lab.issuance') === 'open') {
      const watch = new MutationObserver(() => {
        const steps = document.querySelector('details');
        if (steps === null) return;
        watch.disconnect();
        steps.open = true;
      });
      watch.observe(root, { childList: true, subtree: true });
    }
    const theme = localStorage.getItem('handshake-lab.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's theme is right then.
  }
})();
