// Saves a note while one writes. Without this the button saves, and nothing else is lost.
const WAIT = 1500;

function follow(form) {
  const text = form.querySelector("textarea");
  const version = form.querySelector("input[name$=version]");
  const told = form.querySelector("[data-saved]");
  let timer = 0;
  let saved = text.value;
  let running = false;

  async function save() {
    if (running || text.value === saved) return;
    running = true;
    const sent = text.value;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      const data = await answer.json();
      if (answer.ok) {
        version.value = data.version;
        saved = sent;
        told.textContent = told.dataset.saved;
      } else {
        told.textContent = data.error;
      }
    } catch {
      told.textContent = told.dataset.waiting;
    }
    running = false;
    if (text.value !== sent) start();
  }

  function start() {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  text.addEventListener("input", start);
  text.addEventListener("blur", save);
  window.addEventListener("online", save);
  window.addEventListener("beforeunload", (event) => {
    if (text.value !== saved && !form.dataset.sending) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    form.dataset.sending = "1";
  });
}

document.querySelectorAll("form[data-note]").forEach(follow);
