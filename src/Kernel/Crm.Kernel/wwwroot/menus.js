// Drop-downs close by Escape, by a click elsewhere and when another opens; the side menu folds, or slides in on a phone.
export function startMenus() {
  document.addEventListener('toggle', event => {
    if (!event.target.matches?.('details.drop') || !event.target.open) return;
    for (const other of document.querySelectorAll('details.drop[open]')) if (other !== event.target) other.open = false;
  }, true);
  document.addEventListener('click', event => {
    for (const drop of document.querySelectorAll('details.drop[open]')) if (!drop.contains(event.target)) drop.open = false;
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    const drop = document.querySelector('details.drop[open]');
    if (drop) { drop.open = false; drop.querySelector('summary').focus(); } else if (side()?.classList.contains('is-open')) slide(false);
  });
  document.addEventListener('click', event => {
    const act = event.target.closest?.('[data-side]')?.dataset.side;
    if (act === 'fold') fold();
    if (act === 'open') slide(true);
    if (act === 'close') slide(false);
  });
  if (document.documentElement.classList.contains('folded')) nameFolded();
}

const side = () => document.getElementById('side');

function fold() {
  const folded = document.documentElement.classList.toggle('folded');
  document.querySelector('[data-side=fold]').setAttribute('aria-pressed', folded);
  try { localStorage.setItem('side', folded ? 'folded' : 'open'); } catch { /* not kept when storage is switched off */ }
  nameFolded();
}

// A folded menu shows icons only: their words become titles.
function nameFolded() {
  for (const link of side().querySelectorAll('.side-link')) {
    link.title = link.querySelector('span')?.textContent ?? '';
    if (!link.hasAttribute('aria-label')) link.setAttribute('aria-label', link.title);
  }
}

function slide(open) {
  side().classList.toggle('is-open', open);
  document.querySelector('.side-veil').hidden = !open;
  const opener = document.querySelector('.side-open');
  opener.setAttribute('aria-expanded', open);
  (open ? side().querySelector('.side-close') : opener).focus();
}
