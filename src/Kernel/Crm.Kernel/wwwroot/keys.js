// "?" lists the keys, "n" opens the notifications. On a record's page "e" edits, Ctrl+arrows go to its neighbours; Ctrl+Enter sends the form one writes in.
export function startKeys() {
  const dialog = document.getElementById('keys');
  const show = () => { if (dialog && !dialog.open) dialog.showModal(); };
  document.addEventListener('click', event => {
    if (event.target.closest?.('[data-keys]')) show();
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener('keydown', event => {
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key === 'Enter') { sendFrom(event); return; }
    if (event.target.closest?.('input, textarea, select, [contenteditable], dialog')) return;
    if (control && event.key === 'ArrowLeft') { follow('main a[rel=prev]', event); return; }
    if (control && event.key === 'ArrowRight') { follow('main a[rel=next]', event); return; }
    if (control || event.altKey) return;
    if (event.key === '?') { event.preventDefault(); show(); }
    if (event.key === 'n') follow('[data-notifications]', event);
    if (event.key === 'e' && !event.target.closest?.('table[data-rows] tbody tr')) follow('.page-header [data-edit]', event);
  });
}

function follow(selector, event) {
  const link = document.querySelector(selector);
  if (link) { event.preventDefault(); link.click(); }
}

function sendFrom(event) {
  const form = event.target.closest?.('main form');
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('button.btn-primary') ?? undefined);
}
