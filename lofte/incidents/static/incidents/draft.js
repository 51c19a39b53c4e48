/* What a reporter has typed stays in the own phone until the report is received, at most a day.
   Without storage (private window, full disk) the form works as before. */

import { fill, values } from "lofte/lines";

const PREFIX = "lofte-draft:";
const DAY = 24 * 60 * 60 * 1000;
const NEVER = new Set(["csrfmiddlewaretoken", "client_id"]);

function stored(work) {
  try {
    return work(window.localStorage);
  } catch {
    return null;
  }
}

function forgetOld() {
  stored((storage) => {
    for (const key of Object.keys(storage).filter((name) => name.startsWith(PREFIX))) {
      if (!(Date.now() - read(key)?.at < DAY)) storage.removeItem(key);
    }
  });
}

function read(key) {
  return stored((storage) => JSON.parse(storage.getItem(key)));
}

/* The page as it came: only what differs from it is a draft. */
const kept = (form) => values(form).filter(([name]) => !NEVER.has(name));

function keep(form) {
  const key = PREFIX + form.dataset.keepDraft;
  const empty = JSON.stringify(kept(form));
  const note = document.querySelector("[data-draft-note]");
  const found = read(key);
  const hasErrors = document.querySelector(".error-summary") !== null;
  if (found && !hasErrors) {
    const atPlace = new URLSearchParams(location.search).has("plats");
    const ofPlace = ["place", "own", "lon", "lat"];
    fill(form, found.fields, (name) => NEVER.has(name) || (atPlace && ofPlace.includes(name)));
    if (note) note.hidden = false;
  }
  const save = () => {
    const fields = kept(form);
    stored((storage) => {
      if (JSON.stringify(fields) === empty) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
    });
  };
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  if (hasErrors) save();
  document.querySelector("[data-draft-forget]")?.addEventListener("click", () => {
    stored((storage) => storage.removeItem(key));
    location.assign(location.pathname + location.search);
  });
}

forgetOld();
for (const mark of document.querySelectorAll("[data-forget-draft]")) {
  stored((storage) => storage.removeItem(PREFIX + mark.dataset.forgetDraft));
}
for (const form of document.querySelectorAll("form[data-keep-draft]")) keep(form);
