// Media fields: choose from the library in a dialog, upload in place, put in order by dragging or by the arrows. The order of the lines is the order that is stored.
import { sendFiles } from './upload.js';

for (const field of document.querySelectorAll('[data-media-field]')) start(field);

function start(field) {
  const chosen = field.querySelector('[data-chosen]');
  chosen.addEventListener('click', event => onAct(field, event));
  startDragging(chosen);
  startUpload(field);
  startDialog(field);
  showArrows(chosen);
}

function onAct(field, event) {
  const button = event.target.closest('[data-move], [data-remove]');
  if (!button) return;
  const line = button.closest('.media-line');
  const chosen = line.parentElement;
  if ('remove' in button.dataset) {
    const next = line.nextElementSibling ?? line.previousElementSibling;
    line.remove();
    say(field, field.dataset.removed, nameOf(line));
    (next?.querySelector('[data-remove]') ?? field.querySelector('[data-choose-button], [data-upload-button]'))?.focus();
  } else {
    const other = button.dataset.move === '1' ? line.nextElementSibling : line.previousElementSibling;
    if (!other) return;
    button.dataset.move === '1' ? other.after(line) : other.before(line);
    say(field, field.dataset.moved, nameOf(line), [...chosen.children].indexOf(line) + 1, chosen.children.length);
  }
  showArrows(chosen);
  if (line.isConnected) (button.disabled ? line.querySelector('[data-move]:not(:disabled)') : button)?.focus();
}

function showArrows(chosen) {
  for (const line of chosen.children) {
    line.querySelector('[data-move="-1"]').disabled = !line.previousElementSibling;
    line.querySelector('[data-move="1"]').disabled = !line.nextElementSibling;
  }
}

async function startDragging(chosen) {
  if (!window.Sortable) await import('../Crm.Kernel/lib/Sortable.min.js');
  window.Sortable?.create(chosen, { handle: '[data-grip]', animation: 120, onEnd: () => showArrows(chosen) });
}

function startUpload(field) {
  const uploads = field.querySelector('[data-uploads]');
  if (!uploads) return;
  const input = uploads.querySelector('[data-files]');
  input.multiple = field.dataset.multiple === 'yes';
  field.querySelector('[data-upload-button]').addEventListener('click', () => input.click());
  input.addEventListener('change', async () => {
    const files = [...input.files];
    input.value = '';
    for (const entry of await sendFiles(uploads, files, field.dataset.folder, 'number')) add(field, entry.path, entry.isPicture ? entry.url : null);
  });
}

function add(field, path, picture) {
  const chosen = field.querySelector('[data-chosen]');
  if (field.dataset.multiple !== 'yes') chosen.replaceChildren();
  if ([...chosen.children].some(line => line.dataset.path === path)) return;
  const line = field.querySelector('template[data-line]').content.firstElementChild.cloneNode(true);
  line.dataset.path = path;
  line.querySelector('input[type=hidden]').value = path;
  line.querySelector('[data-name]').textContent = nameOf(line);
  const image = line.querySelector('img');
  if (picture) image.src = picture;
  image.hidden = !picture;
  line.querySelector('[data-icon]').hidden = Boolean(picture);
  chosen.append(line);
  showArrows(chosen);
  say(field, field.dataset.added, nameOf(line));
}

function startDialog(field) {
  const dialog = field.querySelector('[data-dialog]');
  if (!dialog) return;
  document.body.append(dialog); // out of the item's form, so that Enter in its search does not send it
  const [body, take, picked] = [dialog.querySelector('[data-body]'), dialog.querySelector('[data-take]'), new Map()];
  field.querySelector('[data-choose-button]').addEventListener('click', async () => {
    picked.clear();
    showPicked();
    dialog.showModal();
    await open(field.dataset.seen ?? '', '');
  });
  dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => field.querySelector('[data-choose-button]').focus());
  take.addEventListener('click', () => {
    dialog.close();
    for (const [path, picture] of picked) add(field, path, picture);
  });
  body.addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.target.matches('[data-search]')) { event.preventDefault(); open(body.querySelector('[data-folder]').dataset.folder, event.target.value); }
  });
  body.addEventListener('click', event => {
    const button = event.target.closest('[data-go], [data-path]');
    if (!button) return;
    if ('go' in button.dataset) open(button.dataset.go, '');
    else pick(button);
  });

  async function open(folder, words) {
    const query = new URLSearchParams({ folder, q: words, extensions: field.dataset.extensions });
    let answer = await fetch(`${field.dataset.choose}&${query}`);
    if (answer.status === 404) answer = await fetch(`${field.dataset.choose}&${new URLSearchParams({ extensions: field.dataset.extensions })}`); // the folder is gone
    body.innerHTML = await answer.text();
    field.dataset.seen = body.querySelector('[data-folder]')?.dataset.folder ?? '';
    for (const button of body.querySelectorAll('[data-path]')) button.setAttribute('aria-pressed', picked.has(button.dataset.path));
    (words ? body.querySelector('[data-search]') : body.querySelector('.media-grid button') ?? body.querySelector('[data-search]'))?.focus();
  }

  function pick(button) {
    const path = button.dataset.path;
    if (picked.has(path)) {
      picked.delete(path);
    } else {
      if (field.dataset.multiple !== 'yes') picked.clear();
      picked.set(path, button.dataset.picture ? button.dataset.url : null);
    }
    for (const other of body.querySelectorAll('[data-path]')) other.setAttribute('aria-pressed', picked.has(other.dataset.path));
    showPicked();
  }

  function showPicked() {
    take.disabled = picked.size === 0;
    take.querySelector('[data-count]').textContent = picked.size > 1 ? `(${picked.size})` : '';
  }
}

const nameOf = line => line.dataset.path.split('/').at(-1);

function say(field, sentence, ...values) {
  field.querySelector('[data-said]').textContent = sentence.replace(/\{(\d)\}/g, (_, n) => values[n]);
}
