// Stands inline in the page's head: applies a theme chosen by hand before anything is painted.
// Without such a choice, the style sheet follows the system.
(() => {
  try {
    const theme = localStorage.getItem('handshake-lab.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's theme is right then.
  }
})();
