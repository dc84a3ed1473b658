// Cells edited where they stand. <tr data-cells="/admin/people/1/cell/"> with <td data-cell="town">: F2, Enter or a double click on the cell fetches its editor from the address that the two
// make: a <td class="cell-open"> with a form, whose answer is a <td> again. Enter and Tab save, so does leaving it; Escape gives the old cell back. "cell-changed" { addresses, focus } fetches cells anew.
import { focusCell } from './tables.js';
import { showToast } from './toasts.js';
import { sessionGone } from './forms.js';

// The cell that is edited: what it was, the values its form came with, and where to go once it is saved (0 stays, 1 and -1 go to a neighbour, null leaves the focus alone).
let open = null;
// Cells that are fetched anew and are not to take the focus.
const quiet = new Set();
let wasOpen = false;
const narrow = matchMedia('(max-width: 860px)');

const addressOf = cell => cell.parentElement.dataset.cells + encodeURIComponent(cell.dataset.cell);
const valuesOf = form => form ? new URLSearchParams(new FormData(form)).toString() : '';
const formOf = () => open.cell.querySelector('form');
const isChanged = () => valuesOf(formOf()) !== open.values;

/** Whether a cell can be edited where it stands: on a phone, where rows are lines, none. */
export const isEditable = cell => cell.dataset?.cell !== undefined && cell.parentElement.dataset.cells !== undefined && !narrow.matches;

/** Whether the click under way leaves an editor: that is all it does. */
export const leavesEditor = () => wasOpen;

/** Fetches the editor of a cell. */
export function editCell(cell) {
  if (open) { formOf()?.querySelector('input:not([type=hidden]), select')?.focus(); return; }
  const size = { width: cell.offsetWidth, height: cell.offsetHeight, isRight: cell.offsetLeft > cell.offsetParent.offsetWidth / 2 };
  open = { cell, old: cell, row: cell.parentElement, index: cell.cellIndex, size, values: null, step: 0, busy: true };
  cell.ariaBusy = 'true';
  htmx.ajax('GET', addressOf(cell), { source: cell, target: cell, swap: 'outerHTML' });
}

export function startCells() {
  document.addEventListener('dblclick', event => {
    const cell = event.target.closest?.('table[data-rows] tbody td');
    if (!cell || !isEditable(cell) || cell.matches('.cell-open') || event.target.closest('a, button')) return;
    getSelection().removeAllRanges();
    editCell(cell);
  });
  document.addEventListener('pointerdown', event => { wasOpen = open !== null && !open.cell.contains(event.target); }, true);
  document.addEventListener('keydown', onKey);
  document.addEventListener('focusout', onLeave);
  addEventListener('beforeunload', event => { if (open && open.cell !== open.old && (open.busy || isChanged())) event.preventDefault(); });
  document.addEventListener('htmx:load', event => {
    const cell = event.target;
    if (!cell.matches?.('td')) return;
    if (cell.matches('.cell-open')) opened(cell); else shown(cell);
  });
  document.addEventListener('htmx:beforeRequest', event => { if (open?.cell.contains(event.detail.elt)) open.busy = true; });
  document.addEventListener('htmx:beforeOnLoad', onAnswer);
  document.addEventListener('htmx:responseError', failed);
  document.addEventListener('htmx:sendError', failed);
  document.addEventListener('cell-changed', event => event.detail.addresses.forEach((address, index) => refresh(address, event.detail.focus && index === 0)));
}

function opened(cell) {
  const form = cell.querySelector('form');
  open = { ...open, cell, busy: false };
  // The columns stay where they are: the editor lies over its cell, and over its neighbour where that is narrow.
  cell.style.minWidth = `${open.size.width}px`;
  cell.style.height = `${open.size.height}px`;
  cell.classList.toggle('cell-right', open.size.isRight);
  open.values ??= valuesOf(form);
  if (open.step === null) return;
  const input = cell.querySelector('[aria-invalid=true]') ?? cell.querySelector('input:not([type=hidden]), select, a, button');
  input?.focus();
  if (input?.matches('input:not([type=checkbox])')) input.select();
}

// A cell has come back: saved, left as it was, or fetched anew.
function shown(cell) {
  const mine = open !== null && cell.parentElement === open.row && cell.cellIndex === open.index;
  const isQuiet = cell.dataset.cell !== undefined && quiet.delete(addressOf(cell));
  const step = mine ? open.step : open === null && !isQuiet ? 0 : null;
  if (mine) open = null;
  if (cell.dataset.saved !== undefined) {
    cell.removeAttribute('data-saved');
    cell.classList.add('cell-saved');
    setTimeout(() => cell.classList.remove('cell-saved'), 1600);
  }
  if (step !== null) go(cell, step);
}

function go(cell, step) {
  const cells = [...cell.closest('table').querySelectorAll('tbody td[data-cell]')].filter(one => isEditable(one) && one.offsetParent !== null);
  const to = cells.includes(cell) ? cells[cells.indexOf(cell) + step] ?? cell : cell;
  for (const row of to.closest('table').tBodies[0].rows) row.tabIndex = row === to.parentElement ? 0 : -1;
  focusCell(to);
}

function onKey(event) {
  const cell = event.target.closest?.('td.cell-open');
  if (!cell || !open || open.cell !== cell || event.isComposing) return;
  if (event.key === 'Escape') { event.preventDefault(); close(0); return; }
  // Buttons and links of a question have their own keys.
  if (!event.target.matches('input, select') || cell.querySelector('.cell-asks')) return;
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) { event.preventDefault(); save(0); }
  if (event.key === 'Tab') { event.preventDefault(); save(event.shiftKey ? -1 : 1); }
}

function onLeave(event) {
  if (!open || open.busy || !open.cell.contains(event.target) || open.cell.contains(event.relatedTarget) || !document.hasFocus()) return;
  // A question waits for its answer.
  if (!open.cell.querySelector('.cell-asks')) save(null);
}

function save(step) {
  if (open.busy) return;
  if (!isChanged()) { close(step); return; }
  open.step = step;
  formOf().requestSubmit();
}

function close(step) {
  const { cell, old } = open;
  open = null;
  old.ariaBusy = null;
  cell.replaceWith(old);
  if (step !== null) go(old, step);
}

// An ended session sends elsewhere.
function onAnswer(event) {
  if (!open?.cell.contains(event.detail.elt) || !event.detail.xhr.getResponseHeader('HX-Redirect')) return;
  event.preventDefault();
  ended();
}

// What was typed stays until its writer has signed in again.
function ended() {
  const dialog = document.getElementById('ended');
  if (open.cell === open.old) close(0);
  if (!dialog.open) dialog.showModal();
  // The dialog keeps every key from the cell while it is open, and the first one after it saves: its "close" may come later than that key.
  if (open) open.busy = false;
}

async function failed(event) {
  if (!open?.cell.contains(event.detail.elt)) return;
  const { cell, row } = open;
  const isEnded = await sessionGone();
  if (open?.cell !== cell) return;
  if (isEnded) { ended(); return; }
  showToast({ text: row.closest('table').dataset.failed ?? '', tone: 'bad' });
  open.busy = false;
  if (cell === open.old) close(0); else formOf()?.querySelector('input:not([type=hidden]), select')?.focus();
}

function refresh(address, focus) {
  const cell = [...document.querySelectorAll('tr[data-cells] > td[data-cell]')].find(one => addressOf(one) === address);
  if (!cell || cell.matches('.cell-open')) return;
  if (!focus) quiet.add(address);
  htmx.ajax('GET', `${address}?handler=Shown`, { source: cell, target: cell, swap: 'outerHTML' });
}
