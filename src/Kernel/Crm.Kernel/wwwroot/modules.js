// <div data-module="/Crm.X/thing.js"> is brought to life by that module's start(element), once, now or when htmx brings it; then it has data-started="done".
export function startModules(root = document) {
  for (const element of root.querySelectorAll('[data-module]:not([data-started])')) {
    element.dataset.started = '';
    import(element.dataset.module).then(module => module.start(element)).then(() => { element.dataset.started = 'done'; });
  }
}

document.addEventListener('htmx:afterSettle', event => startModules(event.target.parentElement ?? document));
