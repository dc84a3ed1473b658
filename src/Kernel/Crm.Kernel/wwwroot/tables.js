// Lists by keyboard: arrows move (from anywhere on the page into the first list), space ticks, Enter opens, "e" edits, "o" looks into. A click into a row's free space opens it too.
// <div class="selection-bar" data-selection hidden> appears while rows are ticked; [data-selected-count] in it shows how many.
import { quickView, startQuickView } from './quickview.js';

let current = null;

export function startTables() {
  prepare(document);
  startQuickView(step => move(current, step));
  document.addEventListener('htmx:load', event => prepare(event.target));
  document.addEventListener('keydown', onKey);
  document.addEventListener('click', onClick);
  document.addEventListener('change', onChange);
}

const rowsOf = table => [...table.tBodies].flatMap(body => [...body.rows]).filter(row => row.querySelector('a, input'));

function prepare(root) {
  for (const table of root.querySelectorAll?.('table[data-rows]') ?? []) {
    rowsOf(table).forEach((row, index) => { if (!row.hasAttribute('tabindex')) row.tabIndex = index === 0 ? 0 : -1; });
    showSelection(table);
  }
}

function onKey(event) {
  const row = event.target.closest?.('table[data-rows] tbody tr');
  if (!row && event.key === 'ArrowDown' && (event.target === document.body || event.target.id === 'main')) { enter(event); return; }
  if (!row || event.target.closest('input, textarea, select, button, a') !== null && event.target !== row && !['ArrowDown', 'ArrowUp'].includes(event.key)) return;
  if (event.target.matches('input:not([type=checkbox]), textarea, select')) return;
  const rows = rowsOf(row.closest('table'));
  const at = rows.indexOf(row);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to !== undefined && rows[to]) {
    event.preventDefault();
    row.tabIndex = -1;
    rows[to].tabIndex = 0;
    rows[to].focus();
  } else if (event.key === ' ') {
    const box = row.querySelector('input[type=checkbox]');
    if (box) { event.preventDefault(); box.click(); }
  } else if (event.key === 'Enter') {
    row.querySelector('td a[href]')?.click();
  } else if (event.key === 'e' && !event.ctrlKey && !event.metaKey) {
    row.querySelector('[data-edit]')?.click();
  } else if (event.key === 'o' && !event.ctrlKey && !event.metaKey) {
    current = row;
    quickView(row);
  }
}

// The first arrow down leads from the page into its list.
function enter(event) {
  const row = document.querySelector('main table[data-rows] tbody tr[tabindex="0"]');
  if (row) { event.preventDefault(); row.focus(); }
}

// The row above or below becomes the current one.
function move(row, step) {
  const rows = row ? rowsOf(row.closest('table')) : [];
  const to = rows[rows.indexOf(row) + step];
  if (!to) return null;
  row.tabIndex = -1;
  to.tabIndex = 0;
  return current = to;
}

function onClick(event) {
  const cell = event.target.closest?.('table[data-rows] tbody td');
  if (!cell || event.target.closest('a, button, input, label, select, details') || getSelection().toString()) return;
  cell.parentElement.querySelector('td a[href]')?.click();
}

function onChange(event) {
  const table = event.target.closest?.('table[data-rows]');
  if (!table || event.target.type !== 'checkbox') return;
  if (event.target.closest('thead')) for (const box of boxesOf(table)) box.checked = event.target.checked;
  showSelection(table);
}

const boxesOf = table => [...table.querySelectorAll('tbody td.tick input[type=checkbox]')];

function showSelection(table) {
  const boxes = boxesOf(table);
  const ticked = boxes.filter(box => box.checked);
  for (const box of boxes) box.closest('tr').ariaSelected = box.checked;
  const all = table.querySelector('thead .tick input');
  if (all) { all.checked = boxes.length > 0 && ticked.length === boxes.length; all.indeterminate = ticked.length > 0 && ticked.length < boxes.length; }
  const bar = table.closest('form')?.querySelector('[data-selection]');
  if (!bar) return;
  bar.hidden = ticked.length === 0;
  for (const count of bar.querySelectorAll('[data-selected-count]')) count.textContent = ticked.length;
}
