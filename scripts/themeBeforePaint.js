// Stands inline in the page's head: applies a theme chosen by hand before anything is painted.
// Without such a choice, the style sheet follows the system. And where the address means another page than the lab,
// the lab's markup, which comes with the HTML, is not shown.
(() => {
  if (location.hash.startsWith('#/')) document.documentElement.dataset.page = 'other';
  try {
    const theme = localStorage.getItem('handshake-lab.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's theme is right then.
  }
})();
