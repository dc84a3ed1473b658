// <select data-choices> becomes a searchable list; the library is fetched only by pages that have one.
export async function startChoices() {
  const lists = [...document.querySelectorAll('select[data-choices]')].filter(list => !list.tomselect);
  if (lists.length === 0) return;
  await load();
  for (const list of lists) {
    // The library moves the label to its own box; the hidden list keeps a name for who still finds it.
    const name = list.labels[0]?.textContent.trim();
    new window.TomSelect(list, { plugins: list.multiple ? { remove_button: { title: document.documentElement.dataset.removeText } } : {}, maxOptions: 500 });
    if (name) list.setAttribute('aria-label', name);
  }
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
