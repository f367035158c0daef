// Stands inline in the page's head: applies a theme chosen by hand before anything is painted.
// Without such a choice, the style sheet follows the system. Where the address means another page than the lab, or a
// frame, the lab's markup is not shown;
// where it means another scenario than the one in the markup, a sign stands in its place until that has been run.
(() => {
  const { hash } = location;
  if (/^#(\/|(.*&)?embed=1(&|$))/.test(hash)) document.documentElement.dataset.page = 'other';
  else if (hash.length > 1) document.documentElement.dataset.link = 'unread';
  try {
    const theme = localStorage.getItem('handshake-lab.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's theme is right then.
  }
})();
