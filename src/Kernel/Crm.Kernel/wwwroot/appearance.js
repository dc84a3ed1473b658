// Runs before the body is painted: where the cookie says nothing, the system's preference decides.
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => { if (root.dataset.appearance === 'auto') root.dataset.bsTheme = system.matches ? 'dark' : 'light'; };
  follow();
  system.addEventListener('change', follow);
  try { if (localStorage.getItem('side') === 'folded') root.classList.add('folded'); } catch { /* storage is switched off: the menu opens unfolded */ }
})();
