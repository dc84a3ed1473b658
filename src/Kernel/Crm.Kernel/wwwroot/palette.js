// Ctrl/Cmd+K or "/" opens the palette: every entry of the menus by name, accents and case aside. "c" opens the create menu.
const fold = text => text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase();

export function startPalette() {
  const dialog = document.getElementById('palette');
  if (!dialog) return;
  const input = dialog.querySelector('input');
  const list = dialog.querySelector('ul');
  const open = () => { if (!dialog.open) { input.value = ''; fill(dialog, list, ''); dialog.showModal(); input.focus(); } };

  document.addEventListener('click', event => { if (event.target.closest?.('[data-palette]')) open(); });
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); open(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, [contenteditable], dialog')) return;
    if (event.key === '/') { event.preventDefault(); open(); }
    if (event.key === 'c') document.querySelector('[data-create]')?.click();
  });
  input.addEventListener('input', () => fill(dialog, list, input.value));
  input.addEventListener('keydown', event => {
    const items = [...list.children];
    const at = items.findIndex(item => item.ariaSelected === 'true');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      select(input, items, (at + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length);
    }
    if (event.key === 'Enter') { event.preventDefault(); items[at]?.click(); }
  });
  list.addEventListener('click', event => { const item = event.target.closest('li'); if (item) location.href = item.dataset.href; });
}

// Lists that can be searched: what is typed may be looked for in each.
function searches(words) {
  const text = document.getElementById('palette').dataset.searchText;
  return words ? [...document.querySelectorAll('#palette [data-search]')].map(list => ({ href: list.dataset.search + encodeURIComponent(words), text: text.replace('{0}', words).replace('{1}', list.dataset.name), group: '' })) : [];
}

function entries() {
  return [...document.querySelectorAll('.side a.side-link[href], .top .drop-menu a[href]')].map(link => ({
    href: link.href,
    text: link.textContent.trim(),
    group: link.closest('.side-group')?.querySelector('summary').textContent.trim() ?? '',
  }));
}

function fill(dialog, list, words) {
  const parts = fold(words).split(/\s+/).filter(Boolean);
  const found = entries().filter(entry => parts.every(part => fold(`${entry.group} ${entry.text}`).includes(part))).slice(0, 40).concat(searches(words.trim()));
  list.replaceChildren(...found.map((entry, index) => {
    const item = document.createElement('li');
    item.role = 'option';
    item.id = `palette-${index}`;
    item.dataset.href = entry.href;
    item.textContent = entry.text;
    if (entry.group) {
      const group = document.createElement('small');
      group.textContent = entry.group;
      item.append(group);
    }
    return item;
  }));
  dialog.querySelector('.palette-none').hidden = found.length > 0;
  select(dialog.querySelector('input'), [...list.children], 0);
}

function select(input, items, index) {
  items.forEach((item, at) => { item.ariaSelected = at === index; });
  if (items[index]) { input.setAttribute('aria-activedescendant', items[index].id); items[index].scrollIntoView({ block: 'nearest' }); } else input.removeAttribute('aria-activedescendant');
}
