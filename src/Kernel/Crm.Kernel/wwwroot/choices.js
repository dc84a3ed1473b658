// <select data-choices> becomes a searchable list; the library is fetched only by pages that have one.
// With data-choices-from, what is typed is looked for at that address too (?q=), which answers [{ value, text }].
export async function startChoices() {
  const lists = [...document.querySelectorAll('select[data-choices]')].filter(list => !list.tomselect);
  if (lists.length === 0) return;
  await load();
  for (const list of lists) {
    // The library moves the label to its own box; the hidden list keeps a name for who still finds it.
    const name = list.labels[0]?.textContent.trim();
    new window.TomSelect(list, { plugins: list.multiple ? { remove_button: { title: document.documentElement.dataset.removeText } } : {}, maxOptions: 500, ...more(list.dataset.choicesFrom) });
    if (name) list.setAttribute('aria-label', name);
  }
}

// Those found join the list; when they cannot be had it stays what it was.
function more(address) {
  if (!address) return {};
  return {
    loadThrottle: 200,
    shouldLoad: text => text.trim().length > 0,
    load: (text, done) => fetch(`${address}?q=${encodeURIComponent(text.trim())}`, { headers: { Accept: 'application/json' } })
      .then(answer => answer.ok ? answer.json() : []).then(done, () => done()),
  };
}

function load() {
  return window.TomSelect ? Promise.resolve() : new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('./lib/tom-select.complete.min.js', import.meta.url);
    script.onload = resolve;
    script.onerror = () => reject(new Error('tom-select was not loaded'));
    document.head.append(script);
  });
}
