// Nothing written is lost: a form is sent once, leaving it half-way is asked about, and one whose session has ended is kept on the screen until its writer has signed in again.
const edited = new WeakSet();
let leaving = false;

export function startForms() {
  // A form that came back is mended from its first fault on.
  document.querySelector('main :is(.is-invalid, .input-validation-error)')?.focus();
  document.addEventListener('input', event => { const form = formOf(event); if (form) edited.add(form); });
  document.addEventListener('submit', onSubmit, true);
  addEventListener('pageshow', () => { leaving = false; for (const form of document.forms) delete form.dataset.sent; });
  addEventListener('beforeunload', event => {
    if (!leaving && [...document.forms].some(form => edited.has(form) && !form.hasAttribute('hx-post'))) event.preventDefault();
  });
}

// Forms that change something, in the page itself: searches, downloads and the top bar's menus are sent without ado.
const formOf = event => { const form = event.target.closest?.('main form'); return form?.method === 'post' && !form.hasAttribute('data-download') ? form : null; };

async function onSubmit(event) {
  const form = formOf(event);
  if (!form || event.defaultPrevented || form.id === 'setup' || form.hasAttribute('hx-post')) return;
  if (form.dataset.sent) { event.preventDefault(); event.stopPropagation(); return; }
  if (!edited.has(form) || form.dataset.checked) { sent(form); return; }
  event.preventDefault();
  event.stopPropagation();
  form.dataset.sent = 'asking';
  const gone = await sessionGone();
  delete form.dataset.sent;
  if (gone) { document.getElementById('ended')?.showModal(); return; }
  form.dataset.checked = 'yes';
  form.requestSubmit(event.submitter);
  delete form.dataset.checked;
}

function sent(form) {
  leaving = true;
  // After the browser has gathered the form's values: a disabled button would not be among them.
  setTimeout(() => { form.dataset.sent = 'yes'; });
  setTimeout(() => { delete form.dataset.sent; leaving = false; }, 4000);
}

/** Whether the session has ended: the page itself would lead to the sign-in. */
export async function sessionGone() {
  if (!document.getElementById('ended')) return false;
  try {
    return (await fetch(location.href, { method: 'HEAD', redirect: 'manual', cache: 'no-store' })).type === 'opaqueredirect';
  } catch { return false; /* no network: the browser says so itself when the form is sent */ }
}
