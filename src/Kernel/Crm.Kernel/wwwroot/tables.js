// Lists by keyboard: arrows move (from anywhere on the page into the first list; sideways through the cells of the row), space ticks, Enter opens, "e" edits, "o" looks into.
// F2, and Enter on a cell that can be edited, edit it where it stands (cells.js). A click into a row's free space opens it too.
// <div class="selection-bar" data-selection hidden> appears while rows are ticked; [data-selected-count] in it shows how many.
import { quickView, startQuickView } from './quickview.js';
import { editCell, isEditable, leavesEditor } from './cells.js';

let current = null;
let opening = 0;

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
  if (event.target.matches('input:not([type=checkbox]), textarea, select') || event.target.closest('.cell-open')) return;
  const cell = event.target.closest('td');
  if (cell !== null && event.target === cell && onCellKey(event, row, cell)) return;
  if (event.target === row && (event.key === 'F2' || event.key === 'ArrowRight' && !event.ctrlKey && !event.metaKey && !event.altKey)) {
    const first = cellsOf(row).find(event.key === 'F2' ? isEditable : () => true);
    if (first) { event.preventDefault(); if (event.key === 'F2') editCell(first); else focusCell(first); }
    return;
  }
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

// Cells that can be seen; the tick has its own key.
const cellsOf = row => [...row.cells].filter(cell => !cell.matches('.tick') && cell.offsetParent !== null);

/** Gives a cell the focus. */
export function focusCell(cell) {
  cell.tabIndex = -1;
  cell.focus();
}

// What a key does on a cell rather than on its row.
function onCellKey(event, row, cell) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const cells = cellsOf(row);
  const rows = rowsOf(row.closest('table'));
  const at = cells.indexOf(cell);
  const to = { ArrowRight: cells[at + 1], ArrowLeft: cells[at - 1] ?? row, ArrowDown: rows[rows.indexOf(row) + 1]?.cells[cell.cellIndex], ArrowUp: rows[rows.indexOf(row) - 1]?.cells[cell.cellIndex], Escape: row }[event.key];
  if (to) {
    event.preventDefault();
    const next = to.closest('tr');
    if (next !== row) { row.tabIndex = -1; next.tabIndex = 0; }
    if (to === row) row.focus(); else focusCell(to);
  } else if ((event.key === 'F2' || event.key === 'Enter') && isEditable(cell)) {
    event.preventDefault();
    editCell(cell);
  } else {
    return event.key.startsWith('Arrow');
  }
  return true;
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
  clearTimeout(opening);
  const cell = event.target.closest?.('table[data-rows] tbody td');
  if (!cell || event.target.closest('a, button, input, label, select, details, .cell-open') || leavesEditor() || getSelection().toString()) return;
  const open = () => cell.parentElement.querySelector('td a[href]')?.click();
  // The click may be the first half of a double click, which edits.
  if (!isEditable(cell)) open(); else if (event.detail < 2) opening = setTimeout(open, 280);
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
