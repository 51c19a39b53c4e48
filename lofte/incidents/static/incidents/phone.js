/* The form keeps each report in the phone first and sends it from there. Where a browser cannot keep
   anything (private window, no secure connection) the plain form is sent as it is. */

import { clear, earlier, fill, isBlank, missing, told, values } from "lofte/lines";
import * as photos from "lofte/photos";
import * as queue from "lofte/queue";

const EVERY = 60_000;
const WAIT = 4_000; // so long the receipt may take; then the form is free and sending goes on behind
const RELATIVE = ["now", "evening", "night"];
const ARRIVED = ["differs", "photos", "bad-photo", "warned"];
const box = document.querySelector("[data-phone]");
const form = document.querySelector("form[data-report]");
const words = JSON.parse(document.getElementById("phone-words").textContent);
const { phone: person, kommun, send, worker, scope, standing } = box.dataset;
const session = crypto.randomUUID?.() ?? "";
const said = box.querySelector("[data-waiting-said]");

async function begin() {
  if (!window.isSecureContext || !navigator.locks) return;
  await queue.all(); // a phone that keeps nothing sends the plain form
  mark();
  form.addEventListener("submit", keepReport);
  photos.watch(form);
  form.addEventListener("missing", (event) => say(words[event.detail], true));
  document.querySelector("form[data-nothing]").addEventListener("submit", keepNothing);
  box.querySelector("[data-waiting-send]").addEventListener("click", () => sendAll());
  window.addEventListener("online", () => sendAll());
  document.addEventListener("visibilitychange", () => document.hidden || sendAll());
  setInterval(() => sendAll(), EVERY);
  atPlace();
  install();
  await sendAll();
}

/* The page may come from the phone: the place in the address is chosen here. */
function atPlace() {
  const pk = new URLSearchParams(location.search).get("plats");
  if (!pk || document.querySelector(".error-summary")) return;
  const own = form.querySelector(`[name=own][value="${CSS.escape(pk)}"]`);
  if (own) own.checked = true;
  else if ([...form.elements.place.options].some((option) => option.value === pk)) form.elements.place.value = pk;
}

async function install() {
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.addEventListener("message", ({ data }) => sentBehind(data.sent));
  try {
    await navigator.serviceWorker.register(worker, { scope, type: "module" });
  } catch {
    return; // the form works while the page is open
  }
}

/* The service worker sent something meanwhile. */
async function sentBehind(count) {
  const mine = await show();
  if (count && !mine.some(queue.isToSend)) say(words.sent.replace("{n}", count));
}

async function later() {
  try {
    const { sync } = await navigator.serviceWorker.ready;
    await sync?.register("reports");
  } catch {
    return; // this browser sends when the page is open
  }
}

/* This window lives: others leave alone what is being changed here. */
const mark = () => navigator.locks.request(`lofte-window:${session}`, () => new Promise(() => {}));

/* A change that was left half-way, in a window that is closed, does not keep a report from being sent. */
async function recover() {
  const open = new Set((await navigator.locks.query()).held.map((lock) => lock.name));
  await queue.alone(async () => {
    for (const item of await queue.all()) {
      const lives = item.editing === session ? form.dataset.changing === String(item.id) : open.has(`lofte-window:${item.editing}`);
      if (item.state === "editing" && !lives) await queue.put({ ...item, state: "waiting" });
    }
  });
}

function keepReport(event) {
  if (event.submitter?.name === "line") return;
  const alone = !earlier(form).length;
  const lacks = alone || !isBlank(form) ? missing(form) : "";
  if (lacks && navigator.onLine) return; // the server says what, beside the field
  event.preventDefault();
  if (lacks) say(words[lacks], true);
  else keep(values(form).filter(([name]) => name !== "csrfmiddlewaretoken"), events(), form);
}

function keepNothing(event) {
  event.preventDefault();
  const source = event.currentTarget;
  keep([["nothing", "1"], ["client_id", source.elements.client_id.value]], [{ what: words.nothing, text: "" }], source);
}

function events() {
  const before = earlier(form).map((field) => {
    const line = new URLSearchParams(field.value);
    return { what: line.get("told") ?? "", text: line.get("text") ?? "" };
  });
  return isBlank(form) ? before : [...before, { what: told(form), text: form.elements.text.value }];
}

/* The numbers of the events that are sent. */
function numbers(fields) {
  const before = fields.filter(([name]) => name === "earlier").map(([, text]) => new URLSearchParams(text).get("client_id"));
  return [...before, ...fields.filter(([name]) => name === "client_id").map(([, value]) => value)];
}

async function keep(fields, list, source) {
  const changing = Number(source.dataset.changing ?? 0);
  let id;
  try {
    if (source === form) photos.hold(form);
    const { taken, bad } = await photos.collect(numbers(fields));
    if (bad.length) return photos.restore(form, bad);
    id = await queue.put(changing ? await changed(changing, fields, list, taken) : await fresh(fields, list, taken));
  } catch {
    photos.restore(form);
    if (navigator.onLine) source.submit();
    else say(words.full, true);
    return;
  }
  busy(true);
  const late = new Promise((done) => setTimeout(done, WAIT, null));
  const sending = sendReports();
  const result = await Promise.race([sending, late]);
  const rest = sending.then(sendPhotos);
  let item = await queue.one(id);
  if (result && (item?.state === "photos" || result.state !== "done")) await Promise.race([rest, late]);
  busy(false);
  item = await queue.one(id);
  const answer = result?.received[id];
  if (answer && (!item || item.state === "warned")) {
    await queue.remove(id); // the receipt says the same
    return location.assign(answer.url);
  }
  if (item?.state === "refused" && source === form && !changing) return backToForm(item);
  numbers(fields).forEach(photos.forget);
  free(source);
  await show();
  if (item?.state === "photos") say(words.arrived, true);
  else if (!result) say(words.slow, true);
  else if (result.state !== "done") say(`${words.kept} ${words[result.state] ?? ""}`, true);
  else await show(true);
}

async function fresh(fields, list, taken) {
  return {
    person, kommun, fields, session,
    photos: taken,
    events: list,
    state: "waiting",
    made: Date.now(),
    steady: performance.now(),
    offset: await queue.fact(`offset:${kommun}`),
  };
}

async function changed(id, fields, list, taken) {
  const item = await queue.one(id);
  // Another window sent it meanwhile: the server knows, and what differs is said.
  if (!item) return { ...(await fresh(fields, list, taken)), changed: true, tried: true };
  return { ...item, fields, photos: taken, events: list, state: "waiting", changed: item.changed || item.tried, sentences: [] };
}

/* Nothing was received: the server shows what is wrong beside each field. */
async function backToForm(item) {
  await queue.remove(item.id);
  photos.restore(form);
  form.submit();
}

function free(source) {
  delete source.dataset.changing;
  if (source !== form) {
    source.elements.client_id.value = crypto.randomUUID();
    return;
  }
  try {
    localStorage.removeItem(`lofte-draft:${form.dataset.keepDraft}`);
  } catch {
    // no storage, no draft
  }
  clear(form, true);
  document.querySelector("[data-draft-note]").hidden = true;
}

function busy(now) {
  for (const button of document.querySelectorAll(".send-bar button")) button.disabled = now;
  if (now) say(words.sending);
}

const sendAll = async () => sendPhotos(await sendReports());

async function sendReports() {
  await recover();
  const result = await queue.flush({ kommun, send, session });
  if (Object.keys(result.received).length) await show();
  return result;
}

/* What follows when the reports are sent: their photos, and what there is to say of it all. */
async function sendPhotos(result) {
  if ((await queue.all()).some(queue.isToSend)) later();
  if (result.state === "done") result.state = (await queue.flushPhotos({ kommun, send })).state;
  if (result.state === "signed-out" && (await isClosed())) result.state = "closed";
  const mine = await show();
  const stuck = mine.some(queue.isToSend);
  const count = Object.keys(result.received).length;
  if (stuck && result.state === "done") result.state = "signed-out"; // somebody else is signed in
  if (stuck) say(words[result.state]);
  else if (count) say(words.sent.replace("{n}", count));
  else if (!mine.length) say("");
  box.querySelector("[data-waiting-sign-in]").hidden = !(stuck && result.state === "signed-out");
  return result;
}

async function isClosed() {
  try {
    const response = await fetch(standing, { cache: "no-store" });
    return response.ok && !(await response.json()).open;
  } catch {
    return false;
  }
}

function say(sentence, look = false) {
  said.textContent = sentence;
  if (sentence) box.hidden = false;
  if (look) box.querySelector("[data-waiting-count]").focus();
}

async function show(look = false) {
  const here = (await queue.all()).filter((item) => item.kommun === kommun);
  const mine = here.filter((item) => item.person === person);
  const others = here.length - mine.length;
  const count = box.querySelector("[data-waiting-count]");
  const waiting = mine.filter((item) => !ARRIVED.includes(item.state)).length;
  const many = waiting === 1 ? words.one : words.many.replace("{n}", waiting);
  count.textContent = waiting || !mine.length ? many : words.about;
  const rest = box.querySelector("[data-waiting-others]");
  rest.hidden = !others;
  rest.textContent = words.others.replace("{n}", others);
  box.querySelector("[data-waiting-list]").replaceChildren(...mine.map(row));
  box.querySelector("[data-waiting-send]").hidden = !mine.some(queue.isToSend);
  box.hidden = !here.length && !said.textContent;
  if (look && mine.length) count.focus();
  return mine;
}

function row(item) {
  const made = document.querySelector("[data-waiting-template]").content.firstElementChild.cloneNode(true);
  const part = (name) => made.querySelector(`[data-item-${name}]`);
  const what = item.events.map((event) => event.what).join(" · ");
  part("told").textContent = what;
  part("text").textContent = item.events.map((event) => event.text).filter(Boolean).join("\n");
  part("made").textContent = words.made.replace("{time}", new Date(item.made).toLocaleString("sv-SE").slice(0, 16));
  for (const which of made.querySelectorAll("[data-item-which]")) which.textContent = ` ${what}`;
  const pictures = item.photos?.length ?? 0;
  part("photos").hidden = !pictures;
  part("photos").textContent = words.pictures.replace("{n}", pictures);
  const own = words[item.state]?.replace("{n}", item.answer?.warnings);
  const sentences = item.sentences?.length ? item.sentences : own ? [own] : [];
  part("sentences").replaceChildren(...sentences.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  const isNothing = item.fields.some(([name]) => name === "nothing");
  const arrived = ARRIVED.includes(item.state);
  part("change").hidden = isNothing || item.state === "editing" || arrived;
  part("yes").hidden = item.state !== "ask";
  part("link").hidden = !arrived;
  if (item.answer?.url) part("link").href = item.answer.url;
  part("yes").addEventListener("click", () => agree(item.id));
  part("change").addEventListener("click", () => change(item.id));
  part("remove").addEventListener("click", () => drop(item));
  return made;
}

/* The proposed time is right: it is said outright, in every event that said "just now". */
async function agree(id) {
  await queue.alone(async () => {
    const item = await queue.one(id);
    if (!item) return;
    const { day, clock } = item.answer;
    const set = (pairs) => {
      const line = new URLSearchParams(pairs);
      if (RELATIVE.includes(line.get("when"))) {
        for (const [name, value] of Object.entries({ when: "choose", day, clock })) line.set(name, value);
      }
      return line;
    };
    const own = item.fields.filter(([name]) => name !== "earlier");
    const before = item.fields.filter(([name]) => name === "earlier").map(([name, text]) => [name, text && set(text).toString()]);
    await queue.put({ ...item, fields: [...set(own), ...before], state: "waiting", sentences: [] });
  });
  await sendAll();
}

async function change(id) {
  if (!isBlank(form)) return say(words.busy, true);
  const item = await queue.alone(async () => {
    const found = await queue.one(id);
    if (!found || found.state === "editing" || ARRIVED.includes(found.state)) return null;
    form.dataset.changing = id;
    await queue.put({ ...found, state: "editing", editing: session, sentences: [] });
    return found;
  });
  await show();
  if (!item) return;
  clear(form, true);
  fill(form, item.fields);
  numbers(item.fields).forEach(photos.forget);
  photos.giveBack(item.photos);
  photos.restore(form);
  say(words.changing);
  form.querySelector("[name=categories]:checked, [name=categories]").focus();
}

async function drop(item) {
  const isRead = ["bad-photo", "warned"].includes(item.state);
  if (!isRead && !window.confirm(item.tried ? words["remove-tried"] : words.remove)) return;
  await queue.alone(() => queue.remove(item.id));
  if (Number(form.dataset.changing) === item.id) delete form.dataset.changing;
  say("");
  await show();
}

begin().catch(() => null); // nothing can be kept here: the plain form is sent as it is
