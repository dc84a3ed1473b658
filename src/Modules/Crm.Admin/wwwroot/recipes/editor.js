import { placeAt, suggest } from './completion.js';

const editor = document.querySelector('.recipe-editor');
const area = editor?.querySelector('textarea');
const list = editor?.querySelector('ul');
let knowledge, shown = [], chosen = 0;

async function load() {
  knowledge ??= await (await fetch(editor.dataset.schemas, { headers: { Accept: 'application/json' } })).json();
  return knowledge;
}

function close() {
  shown = [];
  list.hidden = true;
  list.replaceChildren();
  area.removeAttribute('aria-activedescendant');
}

function choose(index) {
  chosen = (index + shown.length) % shown.length;
  [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === chosen)));
  list.children[chosen].scrollIntoView({ block: 'nearest' });
  area.setAttribute('aria-activedescendant', list.children[chosen].id);
}

async function open(asked) {
  const { steps, lists } = await load();
  const place = placeAt(area.value, area.selectionStart);
  shown = suggest(place, steps, lists).slice(0, 60);
  if (shown.length === 0) {
    close();
    if (asked) {
      list.hidden = false;
      list.append(Object.assign(document.createElement('li'), { textContent: editor.dataset.none }));
    }
    return;
  }
  list.replaceChildren(...shown.map((one, i) => {
    const item = Object.assign(document.createElement('li'), { id: `recipe-suggestion-${i}`, textContent: one.label });
    item.setAttribute('role', 'option');
    if (one.hint) {
      item.append(Object.assign(document.createElement('small'), { textContent: one.hint }));
    }
    item.addEventListener('mousedown', event => { event.preventDefault(); chosen = i; take(); });
    return item;
  }));
  list.hidden = false;
  choose(0);
}

function take() {
  const one = shown[chosen];
  const place = placeAt(area.value, area.selectionStart);
  const after = area.value[area.selectionStart] === '"' && place.inString ? 1 : 0;
  area.setRangeText(one.insert, place.from, area.selectionStart + after, 'end');
  area.selectionStart = area.selectionEnd = area.selectionEnd - one.back;
  close();
  area.focus();
}

if (area) {
  area.addEventListener('keydown', event => {
    if (event.ctrlKey && event.key === ' ') {
      event.preventDefault();
      open(true);
    } else if (shown.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      choose(chosen + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (shown.length > 0 && event.key === 'Enter') {
      event.preventDefault();
      take();
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  area.addEventListener('input', event => {
    if (event.inputType === 'insertText' && placeAt(area.value, area.selectionStart).inString) {
      open(false);
    } else {
      close();
    }
  });
  area.addEventListener('blur', close);
}

document.addEventListener('click', event => {
  const problem = event.target.closest?.('.recipe-problems li[data-line]');
  const line = Number(problem?.dataset.line);
  if (area && line > 0) {
    const lines = area.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    area.scrollTop = area.scrollHeight * (line - 3) / lines.length;
  }
});
