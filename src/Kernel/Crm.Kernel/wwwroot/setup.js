// The setup page: strength of the password in words, and the setup step by step.
const form = document.getElementById('setup');
const password = form.querySelector('[name="Input.AdminPassword"]');
const strength = form.querySelector('[data-strength]');
const words = strength.dataset.words.split('|');
password.closest('.field').append(strength);
password.addEventListener('input', () => { strength.textContent = password.value ? words[score(password.value)] : ''; });

function score(text) {
  if (text.length < 8) return 0;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter(kind => kind.test(text)).length;
  const bits = Math.min(new Set(text).size, text.length) * (1.5 + kinds * 0.5) + text.length;
  return bits < 26 ? 1 : bits < 38 ? 2 : bits < 56 ? 3 : 4;
}

const provider = form.querySelector('[name="Input.DatabaseProvider"]');
const server = form.querySelector('[data-postgres]');
const showServer = () => { if (server) server.hidden = provider.value !== 'Postgres'; };
provider?.addEventListener('change', showServer);
showServer();

const zone = form.querySelector('[data-zone]');
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (!form.querySelector('.field-error:not(:empty)') && [...zone.options].some(option => option.value === here)) zone.value = here;

form.addEventListener('submit', async event => {
  event.preventDefault();
  const button = form.querySelector('[type=submit]');
  const steps = form.querySelector('.setup-steps');
  for (const old of form.querySelectorAll('.field-error, .error-summary > *')) old.remove();
  button.disabled = true;
  steps.hidden = false;
  steps.replaceChildren(item(form.dataset.working));
  try {
    const response = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/x-ndjson' } });
    await read(response, line => take(line, steps, button));
  } catch {
    fail([{ field: '', text: form.dataset.lost }], steps, button);
  }
});

async function read(response, use) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const lines = (rest + chunk.value).split('\n');
    rest = lines.pop();
    lines.filter(Boolean).forEach(line => use(JSON.parse(line)));
  }
}

function take(line, steps, button) {
  if (line.sentence) {
    steps.lastElementChild?.classList.add('done');
    steps.append(item(`${line.sentence} (${line.step}/${line.steps})`));
  }
  if (line.redirect) location.href = line.redirect;
  if (line.errors) fail(line.errors, steps, button);
}

function fail(errors, steps, button) {
  steps.hidden = true;
  button.disabled = false;
  for (const { field, text } of errors) {
    const control = field && form.querySelector(`[name="${field}"]`);
    const line = document.createElement('div');
    line.className = 'field-error';
    line.role = 'alert';
    line.textContent = text;
    if (control) {
      (control.closest('.field') ?? control.closest('fieldset')).append(line);
      control.setAttribute('aria-invalid', 'true');
    } else {
      const summary = form.querySelector('.error-summary') ?? form.insertBefore(Object.assign(document.createElement('div'), { className: 'error-summary' }), form.firstChild);
      summary.className = 'error-summary';
      summary.append(line);
    }
  }
  (form.querySelector('[aria-invalid=true]') ?? button).focus();
}

function item(text) {
  const line = document.createElement('li');
  line.textContent = text;
  return line;
}
