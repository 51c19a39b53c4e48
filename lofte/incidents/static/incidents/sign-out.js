/* Signing out takes away what is kept of the person in this phone: the form, drafts, and - when the
   person says yes - reports that have not been sent. */

import * as queue from "lofte/queue";

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave(form);
  });
}

async function leave(form) {
  const waiting = await own(form.dataset.signOut);
  if (waiting.length && !window.confirm(form.dataset.waiting.replace("{n}", waiting.length))) return;
  // After whatever is being sent just now: that would put its report back.
  const away = () => Promise.all(waiting.map((item) => queue.remove(item.id)));
  await Promise.allSettled([waiting.length ? queue.alone(away) : null, forget()]);
  form.submit();
}

async function own(person) {
  try {
    return (await queue.all()).filter((item) => item.person === person);
  } catch {
    return [];
  }
}

async function forget() {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith("lofte-draft:"))) {
    localStorage.removeItem(key);
  }
  await caches.delete("lofte-pages");
}
