/* The reviewer's keys: each presses what the page shows with the same letter, so a page without them
   works the same. They rest while somebody writes, and can be turned off for good. */

const OFF = "lofte-keys-off";
const help = document.querySelector("[data-keys]");
const choice = document.querySelector("[data-keys-on]");

function stored(work) {
  try {
    return work(window.localStorage);
  } catch {
    return null;
  }
}

if (choice) {
  choice.checked = !stored((storage) => storage.getItem(OFF));
  choice.addEventListener("change", () => {
    stored((storage) => (choice.checked ? storage.removeItem(OFF) : storage.setItem(OFF, "1")));
  });
}

function writes(element) {
  return element.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key === "Escape") document.activeElement?.blur();
  if (writes(event.target) || stored((storage) => storage.getItem(OFF))) return;
  if (event.key === "?" && help) {
    help.open = !help.open;
    return;
  }
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  press(wanted);
});

/* A summary opens, and its first field waits for words; everything else is pressed once. */
function press(wanted) {
  wanted.click();
  const details = wanted.matches("summary") && wanted.closest("details");
  if (details?.open) details.querySelector("input:not([type=hidden]), textarea")?.focus();
}

/* A marked word in the text shows whether it will be overwritten. */
for (const box of document.querySelectorAll("input[name=spans]")) {
  const words = document.querySelector(`label.tap[for="${box.id}"]`);
  const show = () => words?.classList.toggle("tap--kept", !box.checked);
  box.addEventListener("change", show);
  show();
}
