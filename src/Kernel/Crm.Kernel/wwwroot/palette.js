// Ctrl/Cmd+K or "/" opens the palette: every entry of the menus by name, accents and case aside, and the records that modules suggest. "c" opens the create menu.
const fold = text => text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase();
const pause = 120;

export function startPalette() {
  const dialog = document.getElementById('palette');
  if (!dialog) return;
  const input = dialog.querySelector('input');
  const list = dialog.querySelector('ul');
  const ask = asker(found => fill(dialog, list, input.value, found));
  const open = () => { if (!dialog.open) { input.value = ''; ask(''); fill(dialog, list, '', []); dialog.showModal(); input.focus(); } };

  document.addEventListener('click', event => { if (event.target.closest?.('[data-palette]')) open(); });
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); open(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, [contenteditable], dialog')) return;
    if (event.key === '/') { event.preventDefault(); open(); }
    if (event.key === 'c') document.querySelector('[data-create]')?.click();
  });
  input.addEventListener('input', () => { fill(dialog, list, input.value, []); ask(input.value.trim()); });
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

// Asks those who suggest records, once a short pause in typing is over; answers to what is no longer typed are dropped.
function asker(show) {
  const addresses = [...document.querySelectorAll('#palette [data-suggest]')].map(span => span.dataset.suggest);
  let waiting, request;
  return words => {
    clearTimeout(waiting);
    request?.abort();
    if (!words || addresses.length === 0) return;
    waiting = setTimeout(async () => {
      request = new AbortController();
      const { signal } = request;
      const answers = await Promise.all(addresses.map(address => fetch(address + encodeURIComponent(words), { signal, headers: { accept: 'application/json' } })
        .then(answer => answer.ok && !answer.redirected ? answer.json() : []).catch(() => [])));
      if (!signal.aborted) show(answers.flat().map(found => ({ href: found.href, text: found.name, line: found.line, group: found.group })));
    }, pause);
  };
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

function fill(dialog, list, words, records) {
  const parts = fold(words).split(/\s+/).filter(Boolean);
  const chosen = [...list.children].find(item => item.ariaSelected === 'true' && item.previousElementSibling)?.dataset.href;
  const found = entries().filter(entry => parts.every(part => fold(`${entry.group} ${entry.text}`).includes(part))).slice(0, 40).concat(records, searches(words.trim()));
  list.replaceChildren(...found.map((entry, index) => row(entry, index)));
  dialog.querySelector('.palette-none').hidden = found.length > 0;
  select(dialog.querySelector('input'), [...list.children], Math.max(0, found.findIndex(entry => entry.href === chosen)));
}

function row(entry, index) {
  const item = document.createElement('li');
  item.role = 'option';
  item.id = `palette-${index}`;
  item.dataset.href = entry.href;
  for (const [name, text] of [['span', entry.text], ['em', entry.line], ['small', entry.group]]) {
    if (!text) continue;
    const part = document.createElement(name);
    part.textContent = text;
    part.dir = 'auto';
    item.append(part, ' ');
  }
  return item;
}

function select(input, items, index) {
  items.forEach((item, at) => { item.ariaSelected = at === index; });
  if (items[index]) { input.setAttribute('aria-activedescendant', items[index].id); items[index].scrollIntoView({ block: 'nearest' }); } else input.removeAttribute('aria-activedescendant');
}
