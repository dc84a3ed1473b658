// The block editor's aids: what is known of somebody and marks go where the caret stood last, and blocks are dragged.
const letter = document.getElementById("letter");
const aids = letter.querySelector("[data-aids]");
let last = null;

aids.hidden = false;
letter.addEventListener("focusin", event => { if (event.target.matches("[data-put-here]")) last = event.target.id; });
letter.addEventListener("click", event => {
  const button = event.target.closest("[data-put], [data-wrap], [data-link]");
  if (!button) return;
  if (button.matches("[data-put]")) put();
  else if (button.matches("[data-link]")) change(words => `[${words}](https://)`);
  else change(words => button.dataset.wrap + words + button.dataset.wrap);
});
aids.querySelector("#field").addEventListener("change", showFallback);
document.addEventListener("htmx:afterSettle", sortable);
showFallback();
sortable();

function put() {
  const [field, fallback] = [aids.querySelector("#field").selectedOptions[0], aids.querySelector("#fallback")];
  const words = fallback.value.trim().replaceAll('"', "”");
  if (field.dataset.empty && !words) {
    fallback.required = true;
    fallback.reportValidity();
    fallback.required = false;
    return;
  }
  change(() => `{{ ${field.value}${field.dataset.day ? " | long_date" : ""}${field.dataset.empty ? ` | default: "${words}"` : ""} }}`);
}

function change(how) {
  const target = document.getElementById(last) ?? letter.querySelector("[data-put-here]");
  if (!target) return;
  target.focus();
  target.setRangeText(how(target.value.slice(target.selectionStart, target.selectionEnd)), target.selectionStart, target.selectionEnd, "end");
  target.dispatchEvent(new Event("input", { bubbles: true }));
}

function showFallback() {
  aids.querySelector("[data-fallback]").hidden = !aids.querySelector("#field").selectedOptions[0]?.dataset.empty;
}

async function sortable() {
  if (!window.Sortable) await import("../Crm.Kernel/lib/Sortable.min.js");
  if (!window.Sortable) return;
  for (const list of letter.querySelectorAll("[data-blocks]:not([data-wired])")) {
    list.dataset.wired = "yes";
    list.querySelectorAll(":scope > .block > .block-head [data-grip]").forEach(grip => { grip.hidden = false; });
    window.Sortable.create(list, { handle: "[data-grip]", draggable: `[data-block]:not([data-fixed="yes"])`, animation: 120, onEnd: drop });
  }
}

function drop(event) {
  const to = [...event.to.querySelectorAll(":scope > [data-block]")].indexOf(event.item);
  const button = document.getElementById("drop");
  button.value = `to:${event.item.dataset.block}:${to}`;
  button.click();
}
