// The media library: uploads by button and by dropping, ticks of the pictures' view.
import { sendFiles } from './upload.js';

const library = document.querySelector('[data-media-library]');
const uploads = library?.querySelector('[data-uploads]');

if (uploads) {
  const input = uploads.querySelector('[data-files]');
  document.querySelector('[data-upload-button]').addEventListener('click', () => input.click());
  input.addEventListener('change', () => { take(input.files); });
  startDropping();
}
document.addEventListener('change', event => {
  const grid = event.target.closest?.('[data-media-grid]');
  if (grid) showTicked(grid);
});

async function take(files) {
  const chosen = [...files];
  uploads.querySelector('[data-files]').value = '';
  if ((await sendFiles(uploads, chosen, library.dataset.folder)).length > 0) await refresh();
}

function startDropping() {
  let depth = 0;
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');
  document.addEventListener('dragenter', event => { if (carriesFiles(event)) { depth++; library.classList.add('is-over'); } });
  document.addEventListener('dragleave', event => { if (carriesFiles(event) && --depth <= 0) leave(); });
  document.addEventListener('dragover', event => { if (carriesFiles(event)) event.preventDefault(); });
  document.addEventListener('drop', event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    leave();
    take(event.dataTransfer.files);
  });
  function leave() { depth = 0; library.classList.remove('is-over'); }
}

async function refresh() {
  const answer = await fetch(location.href);
  if (!answer.ok) { location.reload(); return; }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const entries = page.getElementById('media-entries');
  document.getElementById('media-entries').replaceWith(entries);
  document.querySelector('.page-title').replaceWith(page.querySelector('.page-title'));
  entries.dispatchEvent(new CustomEvent('htmx:load', { bubbles: true }));
}

function showTicked(grid) {
  const ticked = grid.querySelectorAll('input[type=checkbox]:checked').length;
  const bar = grid.closest('form').querySelector('[data-selection]');
  if (!bar) return;
  bar.hidden = ticked === 0;
  bar.querySelector('[data-selected-count]').textContent = ticked;
}
