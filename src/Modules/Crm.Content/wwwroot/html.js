// A text area of HTML becomes an editor with a toolbar. The text area stays what is sent, and is the view of the source; markup that the editor cannot keep opens there.
const kept = new Set(['P', 'DIV', 'BR', 'STRONG', 'B', 'EM', 'I', 'DEL', 'S', 'A', 'H2', 'UL', 'OL', 'LI', 'BLOCKQUOTE', 'PRE']);
const attributes = new Set(['href', 'target', 'rel']);
let loading, count = 0;

export async function start(box) {
  const area = box.querySelector('textarea');
  const words = box.dataset;
  const label = box.querySelector('label');
  await (loading ??= load());
  const id = `html-${++count}`;
  const bar = toolbar(id, box.querySelector('template'));
  const editor = document.createElement('trix-editor');
  editor.setAttribute('toolbar', id);
  editor.className = 'form-control html-text';
  editor.setAttribute('aria-label', label.textContent.trim());
  for (const name of ['aria-describedby', 'aria-invalid']) if (area.hasAttribute(name)) editor.setAttribute(name, area.getAttribute(name));
  const source = document.createElement('button');
  source.type = 'button';
  source.className = 'btn btn-quiet html-source';
  const lost = document.createElement('p');
  lost.className = 'form-hint';
  lost.setAttribute('role', 'status');
  let baseline;
  editor.addEventListener('trix-initialize', () => editor.editor.loadHTML(area.value));
  editor.addEventListener('trix-change', () => {
    baseline ??= editor.value;
    // What nobody changed is sent as it was.
    if (editor.value !== baseline) area.value = baseline = editor.value;
  });
  editor.addEventListener('trix-file-accept', event => event.preventDefault());
  editor.addEventListener('trix-selection-change', () => press(bar));
  editor.addEventListener('trix-attributes-change', () => press(bar));
  label.addEventListener('click', () => editor.hidden || editor.focus());
  source.addEventListener('click', () => show(!area.hidden));
  area.before(bar, editor);
  area.after(source, lost);
  show(keeps(area.value));

  function show(formatted) {
    const may = !formatted || keeps(area.value);
    lost.textContent = may ? '' : words.lost;
    if (!may) return;
    if (formatted && editor.editor) {
      baseline = undefined;
      editor.editor.loadHTML(area.value);
    }
    bar.hidden = editor.hidden = !formatted;
    area.hidden = formatted;
    source.textContent = formatted ? words.source : words.formatted;
  }
}

function keeps(html) {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  return [...body.querySelectorAll('*')].every(element => kept.has(element.tagName) && [...element.attributes].every(one => attributes.has(one.name)));
}

function toolbar(id, template) {
  const bar = document.createElement('trix-toolbar');
  bar.id = id;
  bar.append(template.content.cloneNode(true));
  const row = bar.querySelector('[role=toolbar]');
  [...row.querySelectorAll('button')].forEach((button, index) => { button.tabIndex = index === 0 ? 0 : -1; });
  row.addEventListener('keydown', event => walk(row, event));
  return bar;
}

// One stop for Tab, arrows inside, as toolbars have.
function walk(row, event) {
  const all = [...row.querySelectorAll('button:not(:disabled)')];
  const at = all.indexOf(document.activeElement);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined || at < 0) return;
  event.preventDefault();
  const to = all[(next + all.length) % all.length];
  row.querySelectorAll('button').forEach(button => { button.tabIndex = button === to ? 0 : -1; });
  to.focus();
}

function press(bar) {
  for (const button of bar.querySelectorAll('[data-trix-attribute]')) button.setAttribute('aria-pressed', button.hasAttribute('data-trix-active') ? 'true' : 'false');
}

function load() {
  // The library writes two style elements, which the content security policy refuses; editors.css has what they say.
  const { head } = document;
  head.insertBefore = (element, before) => element.dataset?.tagName ? element : Node.prototype.insertBefore.call(head, element, before);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('./lib/trix.umd.min.js', import.meta.url);
    script.onload = () => {
      delete head.insertBefore;
      Object.assign(window.Trix.config.blockAttributes.default, { tagName: 'p', breakOnReturn: true });
      window.Trix.config.blockAttributes.heading1.tagName = 'h2';
      resolve();
    };
    script.onerror = () => reject(new Error('trix was not loaded'));
    head.append(script);
  });
}
