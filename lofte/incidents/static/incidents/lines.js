/* Several events in one report, without leaving the page. The server does the same by itself. */

import { forget, hold, isEmpty, restore } from "lofte/photos";

const AROUND = new Set(["csrfmiddlewaretoken", "earlier", "line", "told"]);
const STAYS = new Set(["own", "place", "near", "lon", "lat", "when", "day", "clock", "band"]);

const isChoice = (field) => field.type === "checkbox" || field.type === "radio";

export function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !["submit", "button", "file"].includes(field.type));
}

export function values(form) {
  return fieldsOf(form)
    .filter((field) => !isChoice(field) || field.checked)
    .map((field) => [field.name, field.value]);
}

const current = (form) => values(form).filter(([name]) => !AROUND.has(name));
const get = (pairs, name) => pairs.find(([key]) => key === name)?.[1] ?? "";

export function isBlank(form) {
  return isEmpty(form) && !values(form).some(([name, value]) => ["categories", "text"].includes(name) && value.trim());
}

export const earlier = (form) => [...form.querySelectorAll("[name=earlier]")].filter((field) => field.value);

/* What the event in the form still needs: "kind", "place", or nothing. */
export function missing(form) {
  const pairs = values(form);
  if (!pairs.some(([name]) => name === "categories")) return "kind";
  const told = ["own", "place", "near", "lon"].some((name) => get(pairs, name).trim());
  return told ? "" : "place";
}

/* The event in the form as one line of words. */
export function told(form) {
  const label = (field) => form.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.textContent.trim() ?? "";
  const kinds = [...form.querySelectorAll("[name=categories]:checked")].map(label);
  const own = form.querySelector("[name=own]:checked");
  const list = form.elements.place;
  const where = own?.value ? label(own) : list.value ? list.selectedOptions[0].textContent.trim() : form.elements.near.value.trim();
  return [kinds.join(", "), where].filter(Boolean).join(" – ");
}

export function fill(form, pairs, isKept = () => false) {
  for (const field of fieldsOf(form)) {
    if (field.name === "earlier" || field.name === "csrfmiddlewaretoken" || isKept(field.name)) continue;
    const given = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isChoice(field)) field.checked = given.includes(field.value);
    else if (given.length) field.value = given[0];
  }
  for (const packed of pairs.filter(([name]) => name === "earlier").map(([, value]) => value)) {
    if (!earlier(form).some((field) => field.value === packed)) addLine(form, packed);
  }
  for (const fold of form.querySelectorAll("details:not([data-point-fold])")) {
    if (fieldsOf(form).some((field) => fold.contains(field) && field.value && !isChoice(field))) fold.open = true;
  }
}

export function freshNumber(form) {
  form.elements.client_id.value = crypto.randomUUID();
}

/* Ready for the next event; with `all` as if the page had just been opened. */
export function clear(form, all = false) {
  if (all) {
    form.reset();
    for (const row of form.querySelectorAll("[data-line]")) row.remove();
    for (const name of ["lon", "lat"]) form.elements[name].value = "";
  } else {
    for (const field of fieldsOf(form)) {
      if (AROUND.has(field.name) || STAYS.has(field.name)) continue;
      if (isChoice(field)) field.checked = field.defaultChecked && field.name !== "categories";
      else field.value = "";
    }
  }
  freshNumber(form);
  shown(form);
}

function pack(form) {
  return new URLSearchParams([...current(form), ["told", told(form)]]).toString();
}

function addLine(form, packed, before = null) {
  const row = document.querySelector("[data-line-template]").content.firstElementChild.cloneNode(true);
  row.querySelector("[name=earlier]").value = packed;
  const words = new URLSearchParams(packed).get("told") ?? "";
  row.querySelector("[data-line-told]").textContent = words;
  for (const part of row.querySelectorAll("[data-line-which]")) part.textContent = ` ${words}`;
  form.querySelector("[data-lines-list]").insertBefore(row, before);
  shown(form);
}

function shown(form) {
  form.querySelector("[data-lines]").hidden = !earlier(form).length;
}

function press(event) {
  const form = event.currentTarget;
  const button = event.submitter;
  if (button?.name !== "line") return;
  if (button.value === "more") {
    const lacks = missing(form);
    if (lacks && navigator.onLine) return; // the server says what, beside the field
    if (lacks) {
      event.preventDefault();
      form.dispatchEvent(new CustomEvent("missing", { detail: lacks }));
      return;
    }
    hold(form);
    addLine(form, pack(form));
    clear(form);
    form.querySelector("[data-lines]").scrollIntoView({ block: "start" });
    form.querySelector("[name=categories]").focus();
  } else {
    const row = button.closest("[data-line]");
    const next = row.nextElementSibling;
    const packed = row.querySelector("[name=earlier]").value;
    row.remove();
    if (!button.value.startsWith("change")) {
      forget(new URLSearchParams(packed).get("client_id"));
    } else {
      if (!isBlank(form)) {
        hold(form);
        addLine(form, pack(form), next);
      }
      clear(form);
      fill(form, withPlace(form, [...new URLSearchParams(packed)]));
      restore(form);
      form.querySelector("[name=categories]").focus();
    }
    shown(form);
  }
  event.preventDefault();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/* A place that the server packed may be one of the own ones, which are buttons here. */
function withPlace(form, pairs) {
  if (get(pairs, "own") || !form.elements.own) return pairs;
  const own = form.querySelector(`[name=own][value="${CSS.escape(get(pairs, "place"))}"]`);
  return [...pairs, ["own", own ? own.value : ""]];
}

for (const form of document.querySelectorAll("form[data-report]")) {
  if (window.isSecureContext) form.addEventListener("submit", press);
}
