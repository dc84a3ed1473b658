// The panel of a contact's files: what is chosen or dropped is sent at once, by the same form that works without script.
export function start(panel) {
  const form = panel.querySelector('.file-add');
  if (!form) return;
  const input = form.querySelector('[type=file]');
  const place = panel.closest('section') ?? panel;
  form.querySelector('[data-send]').hidden = true;
  form.querySelector('[data-drop]').hidden = false;
  input.addEventListener('change', () => send(form, input));
  place.addEventListener('dragover', event => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    place.classList.add('is-over');
  });
  place.addEventListener('dragleave', event => { if (!place.contains(event.relatedTarget)) place.classList.remove('is-over'); });
  place.addEventListener('drop', event => {
    place.classList.remove('is-over');
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    send(form, input);
  });
}

function send(form, input) {
  if (!input.files.length) return;
  const large = [...input.files].filter(file => file.size > Number(form.dataset.max));
  const fault = form.querySelector('[data-fault]');
  fault.hidden = large.length === 0;
  fault.textContent = large.map(file => `${file.name}: ${form.dataset.large}`).join(' ');
  if (large.length > 0) { input.value = ''; return; }
  form.querySelector('[data-sending]').hidden = false;
  form.requestSubmit();
}
