// <button confirm="…"> asks in a dialog before its form is sent.
export function startConfirm() {
  const dialog = document.getElementById('confirm');
  if (!dialog) return;
  document.addEventListener('click', async event => {
    const button = event.target.closest?.('button[data-confirm]');
    if (!button || button.dataset.confirmed) return;
    event.preventDefault();
    event.stopPropagation();
    if (!await ask(dialog, button)) return;
    button.dataset.confirmed = 'yes';
    button.click();
    delete button.dataset.confirmed;
  }, true);
}

function ask(dialog, button) {
  dialog.querySelector('h2').textContent = button.dataset.confirm;
  dialog.querySelector('p').textContent = button.dataset.confirmText ?? '';
  dialog.querySelector('[value=yes]').textContent = button.dataset.confirmButton ?? button.textContent.trim();
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}
