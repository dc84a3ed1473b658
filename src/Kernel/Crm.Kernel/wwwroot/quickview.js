// "o" on a row of a list: what its page says, at the right, without leaving the list. Arrows show the next row, Enter opens the page, Escape goes back to the row.
export async function quickView(row) {
  const dialog = document.getElementById('quick-view');
  const link = row.querySelector('td a[href]');
  if (!dialog || !link) return;
  const place = dialog.querySelector('.quick-body');
  dialog.dataset.href = link.href;
  dialog.querySelector('[data-open]').href = link.href;
  dialog.querySelector('h2').textContent = link.textContent.trim();
  place.replaceChildren();
  place.ariaBusy = 'true';
  if (!dialog.open) dialog.showModal();
  const answer = await fetch(link.href, { headers: { Accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (dialog.dataset.href !== link.href) return;
  place.ariaBusy = 'false';
  place.replaceChildren(...partsOf(page));
}

// The page without its head, its forms and its ids (they would be twice in the document).
function partsOf(page) {
  const main = page.querySelector('main');
  for (const gone of main?.querySelectorAll('.page-header, form, script, nav, .timeline-older') ?? []) gone.remove();
  for (const named of main?.querySelectorAll('[id], [aria-labelledby]') ?? []) { named.removeAttribute('id'); named.removeAttribute('aria-labelledby'); }
  for (const detail of main?.querySelectorAll('details') ?? []) if (detail.children.length < 2) detail.remove();
  return [...main?.children ?? []].map(part => document.importNode(part, true));
}

export function startQuickView(neighbour) {
  const dialog = document.getElementById('quick-view');
  dialog?.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); const row = neighbour(step); if (row) quickView(row); }
    if (event.key === 'Enter' && !event.target.closest('a, button')) location.href = dialog.dataset.href;
  });
  dialog?.addEventListener('close', () => neighbour(0)?.focus());
  dialog?.addEventListener('click', event => { if (event.target === dialog || event.target.closest('[data-close]')) dialog.close(); });
}
