// A bag's editor: add, fold, order by hand or by buttons, remove and take that back until it is saved.
import { startModules } from '../Crm.Kernel/modules.js';
import { startChoices } from '../Crm.Kernel/choices.js';

export async function start(bag) {
  const list = bag.querySelector(':scope > [data-items]');
  const add = bag.querySelector(':scope > [data-add]');
  const items = () => [...list.querySelectorAll(':scope > [data-item]')];
  items().forEach(wire);
  add.hidden = false;
  add.querySelector('[data-add-button]')?.addEventListener('click', () => more(add.querySelector('[data-type]').value));
  await sortable();
  new window.Sortable(list, { handle: '[data-handle]', animation: 120, onEnd: event => say(event.item) });

  async function more(type) {
    const answer = await fetch(`${bag.dataset.address}/${encodeURIComponent(type)}?prefix=${encodeURIComponent(bag.dataset.prefix)}`, { headers: { Accept: 'text/html' } });
    if (!answer.ok) throw new Error(`the item was not given: ${answer.status}`);
    list.insertAdjacentHTML('beforeend', await answer.text());
    const item = list.lastElementChild;
    wire(item);
    startModules(item);
    startChoices();
    item.querySelector('.bag-body :is(input:not([type=hidden]), textarea, select)')?.focus();
  }

  function wire(item) {
    const own = name => [...item.querySelectorAll(name)].find(one => one.closest('[data-item]') === item);
    const [remove, gone, fold] = [own('[data-remove]'), own('[data-removed]'), own('[data-fold]')];
    for (const name of ['[data-handle]', '[data-up]', '[data-down]']) own(name).hidden = false;
    own('[data-up]').addEventListener('click', event => move(item, -1, event.currentTarget));
    own('[data-down]').addEventListener('click', event => move(item, 1, event.currentTarget));
    remove.addEventListener('change', show);
    own('[data-undo]').addEventListener('click', () => { remove.checked = false; show(); remove.focus(); });
    show();

    function show() {
      gone.hidden = !remove.checked;
      fold.hidden = remove.checked;
      if (remove.checked) own('[data-undo]').focus();
    }
  }

  function move(item, by, button) {
    const all = items();
    const to = all.indexOf(item) + by;
    if (to < 0 || to >= all.length) return;
    if (by < 0) all[to].before(item); else all[to].after(item);
    button.focus();
    say(item);
  }

  function say(item) {
    bag.querySelector(':scope > [data-said]').textContent = bag.dataset.moved
      .replace('{0}', item.dataset.name).replace('{1}', items().indexOf(item) + 1).replace('{2}', items().length);
  }
}

function sortable() {
  return window.Sortable ? Promise.resolve() : new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('../Crm.Kernel/lib/Sortable.min.js', import.meta.url);
    script.onload = resolve;
    script.onerror = () => reject(new Error('sortablejs was not loaded'));
    document.head.append(script);
  });
}
