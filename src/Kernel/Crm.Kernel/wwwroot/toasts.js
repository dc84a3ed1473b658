// Toasts stay ten seconds, longer while the pointer or the focus is on them.
const place = () => document.getElementById('toasts');

export function startToasts() {
  if (!place()) return;
  for (const line of place().children) keepFor(line);
  document.addEventListener('toast', event => showToast(event.detail));
  document.addEventListener('keydown', onKey);
}

// Ctrl+Z takes back what the newest toast tells of; in an input it is the browser's own.
function onKey(event) {
  if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.target.closest?.('input, textarea, select, [contenteditable], dialog')) return;
  const button = [...place().querySelectorAll('form button')].at(-1);
  if (button) { event.preventDefault(); button.click(); }
}

/** Shows { text, undo, tone, stays }; `undo` is the address of a POST that takes it back, by htmx when the page stays. */
export function showToast({ text, undo, tone, stays }) {
  const line = document.createElement('div');
  line.className = `toast-line tone-${tone ?? 'good'}`;
  const words = document.createElement('span');
  words.textContent = text;
  line.append(words);
  if (undo) line.append(undoForm(undo, stays));
  place().append(line);
  if (stays) { htmx.process(line); line.addEventListener('htmx:afterRequest', () => line.remove()); }
  keepFor(line);
}

function undoForm(address, stays) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = address;
  if (stays) { form.setAttribute('hx-post', address); form.setAttribute('hx-swap', 'none'); }
  const token = document.createElement('input');
  token.type = 'hidden';
  token.name = '__RequestVerificationToken';
  token.value = document.querySelector('meta[name=request-token]')?.content ?? '';
  const button = document.createElement('button');
  button.textContent = place().dataset.undoText;
  form.append(token, button);
  return form;
}

function keepFor(line) {
  let timer;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'icon-button';
  close.setAttribute('aria-label', place().dataset.closeText);
  close.textContent = '×';
  close.addEventListener('click', () => line.remove());
  line.append(close);
  const start = () => { timer = setTimeout(() => line.remove(), 10000); };
  const stop = () => clearTimeout(timer);
  line.addEventListener('pointerenter', stop);
  line.addEventListener('focusin', stop);
  line.addEventListener('pointerleave', start);
  line.addEventListener('focusout', start);
  start();
}
