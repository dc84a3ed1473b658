// A tree of terms as rows with a level: add, order, nest, remove and take that back until it is saved. A term goes with the terms below it.
export function start(tree) {
  const list = tree.querySelector('[data-terms]');
  const add = tree.querySelector('[data-add]');
  const rows = () => [...list.querySelectorAll('[data-term]')];
  const level = row => Number(row.dataset.depth);
  rows().forEach(wire);
  add.hidden = false;
  add.addEventListener('click', () => {
    const row = tree.querySelector('[data-blank]').content.firstElementChild.cloneNode(true);
    list.append(row);
    wire(row);
    row.querySelector('[data-name]').focus();
  });

  function wire(row) {
    row.querySelector('[data-buttons]').hidden = false;
    for (const button of row.querySelectorAll('[data-move]')) button.addEventListener('click', () => go(row, button.dataset.move, button));
    row.addEventListener('keydown', event => {
      const way = event.altKey && { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in' }[event.key];
      if (!way) return;
      event.preventDefault();
      go(row, way, document.activeElement);
    });
    row.querySelector('[data-remove]')?.addEventListener('change', event => remove(row, event.target.checked));
  }

  // The row and those below it in the tree.
  function branch(row) {
    const all = rows();
    const from = all.indexOf(row);
    let to = from + 1;
    while (to < all.length && level(all[to]) > level(row)) to++;
    return all.slice(from, to);
  }

  function go(row, way, focus) {
    const all = rows();
    const moving = branch(row);
    const from = all.indexOf(row);
    if (way === 'in' && from > 0 && level(row) <= level(all[from - 1]) && Math.max(...moving.map(level)) < 9) moving.forEach(one => nest(one, 1));
    if (way === 'out' && level(row) > 0) moving.forEach(one => nest(one, -1));
    if (way === 'up') {
      const before = all.slice(0, from).reverse().find(one => level(one) <= level(row));
      if (before && level(before) === level(row)) before.before(...moving);
    }
    if (way === 'down') {
      const next = all[from + moving.length];
      if (next && level(next) === level(row)) branch(next).at(-1).after(...moving);
    }
    focus.focus();
    tree.querySelector('[data-said]').textContent = tree.dataset.moved
      .replace('{0}', row.querySelector('[data-name]').value).replace('{1}', rows().indexOf(row) + 1).replace('{2}', level(row) + 1);
  }

  function nest(row, by) {
    row.dataset.depth = level(row) + by;
    row.querySelector('[data-depth-input]').value = row.dataset.depth;
  }

  function remove(row, gone) {
    for (const one of branch(row)) {
      const box = one.querySelector('[data-remove]');
      if (box) box.checked = gone;
      one.querySelector('[data-live]').hidden = gone;
      const said = one.querySelector('[data-gone]');
      if (said) said.hidden = !gone;
      if (!box && gone) one.remove();
    }
  }
}
