/* Reports that wait in this phone until they are received. No page is needed: the service worker
   sends them too. Each report carries the number it got when it was written, so that the server
   takes it in once however often it is sent. Photos follow one by one when every report has arrived,
   so that a slow one keeps no report waiting; the server knows a photo that it has already got. */

const REPORTS = "reports";
const FACTS = "facts";
const PATIENCE = 30_000;
const PHOTO_PATIENCE = 180_000;

let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("lofte-phone", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(REPORTS, { keyPath: "id", autoIncrement: true });
      request.result.createObjectStore(FACTS);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  return opened;
}

/* Done when it lies on the disk, not when it was asked for. */
async function store(name, mode, work) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(name, mode, { durability: "strict" });
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

export const all = () => store(REPORTS, "readonly", (rows) => rows.getAll());
export const one = (id) => store(REPORTS, "readonly", (rows) => rows.get(id));
export const put = (item) => store(REPORTS, "readwrite", (rows) => rows.put(item));
export const remove = (id) => store(REPORTS, "readwrite", (rows) => rows.delete(id));
export const fact = (name) => store(FACTS, "readonly", (rows) => rows.get(name));
const note = (name, value) => store(FACTS, "readwrite", (rows) => rows.put(value, name));

/* Change what is still there, in one go; what was taken away meanwhile stays away. */
async function change(id, work) {
  let changed = null;
  await store(REPORTS, "readwrite", (rows) => {
    const request = rows.get(id);
    request.addEventListener("success", () => {
      if (!request.result) return;
      changed = work(request.result);
      if (changed) rows.put(changed);
      else rows.delete(id);
    });
    return request;
  });
  return changed;
}

/* One at a time over all windows and the service worker: nothing is changed while it is sent. */
export const alone = (work) => navigator.locks.request("lofte-phone", work);
const alonePhotos = (work) => navigator.locks.request("lofte-phone-photos", work);

export const isToSend = (item) => item.state === "waiting" || item.state === "photos";

/* Send the reports that the signed-in person has waiting here, oldest first.
   Gives { state, person, received: { id: answer } }; the state says why it stopped:
   done, offline, signed-out, no-role or trouble. */
export function flush({ kommun, send, session = null }) {
  return alone(async () => {
    const waiting = (await all()).filter((item) => item.kommun === kommun && item.state === "waiting");
    if (!waiting.length) return { state: "done", received: {} };
    const met = await meet(kommun, send);
    if (met.state) return { ...met, received: {} };
    const received = {};
    for (const item of waiting.filter((one) => one.person === met.person)) {
      const answer = await post(item, { send, csrf: met.csrf, session });
      const stop = await settle(item, answer);
      if (answer.state === "received") received[item.id] = answer;
      if (stop) return { state: stop, person: met.person, received };
    }
    return { state: "done", person: met.person, received };
  });
}

/* Send the photos of reports that have arrived. Gives { state }, as above. Reports are sent meanwhile. */
export function flushPhotos({ kommun, send }) {
  return alonePhotos(async () => {
    const waiting = (await all()).filter((item) => item.kommun === kommun && item.state === "photos");
    if (!waiting.length) return { state: "done" };
    const met = await meet(kommun, send);
    if (met.state) return met;
    let slow = "";
    const mine = waiting.filter((item) => item.person === met.person);
    for (const item of mine.sort((one, other) => (one.slow ?? 0) - (other.slow ?? 0))) {
      const stop = await postPhotos(item.id, { send, csrf: met.csrf });
      if (stop === "slow") slow = "offline";
      else if (stop) return { state: stop };
    }
    return { state: slow || "done" };
  });
}

/* Who is signed in here, and what the server's clock is. */
async function meet(kommun, send) {
  const response = await ask(send, {});
  if (!response) return { state: "offline" };
  const why = refusal(response);
  if (why) return { state: why };
  const met = await read(response);
  if (!met.person) return { state: "trouble" };
  await note(`offset:${kommun}`, met.now - Date.now());
  return met;
}

async function post(item, { send, csrf, session }) {
  const body = new URLSearchParams(item.fields);
  body.set("person", item.person);
  body.set("made", item.made);
  if (item.offset !== undefined) body.set("offset", item.offset);
  if (item.session === session) body.set("elapsed", performance.now() - item.steady);
  if (item.tried) body.set("tried", "1");
  // From here on it may have arrived, whatever we hear.
  await put({ ...item, tried: true });
  body.set("sent", Date.now());
  const response = await ask(send, { method: "POST", body, headers: { "X-CSRFToken": csrf } });
  if (!response) return { state: "offline" };
  const why = refusal(response);
  if (why) return { state: why };
  const answer = await read(response);
  return answer.state ? answer : { state: response.status === 400 || response.status === 413 ? "refused" : "trouble" };
}

/* Put down what the server said. Gives the reason to stop here, if there is one. */
async function settle(item, answer) {
  if (answer.state === "received") {
    const arrived = { ...item, answer, differs: answer.again && item.changed, tried: true };
    const kept = item.photos?.length ? { ...arrived, state: "photos" } : left(arrived);
    await (kept ? put(kept) : remove(item.id));
    return "";
  }
  if (answer.state === "refused" || answer.state === "ask") {
    await put({ ...item, state: answer.state, sentences: answer.sentences ?? [], answer });
    return "";
  }
  return answer.state === "other" ? "signed-out" : answer.state;
}

/* What there is to say of a report when all of it has arrived; nothing to say, nothing is kept. */
function left(item) {
  if (item.differs) return { ...item, state: "differs", sentences: [] };
  if (item.sentences?.length) return { ...item, state: "bad-photo" };
  return item.answer.warnings ? { ...item, state: "warned" } : null;
}

/* The photos of a report that has arrived. What the server cannot take is said, and the rest goes on;
   one that takes too long goes last. Gives the reason to stop here, if there is one. */
async function postPhotos(id, { send, csrf }) {
  let item = await one(id);
  while (item?.state === "photos" && item.photos.length) {
    const [photo] = item.photos;
    const body = new FormData();
    body.set("person", item.person);
    body.set("report", photo.event);
    body.set("photo", new Blob([photo.data], { type: photo.type }), photo.name || "bild");
    const signal = AbortSignal.timeout(PHOTO_PATIENCE);
    const response = await ask(`${send}bild/`, { method: "POST", body, signal, headers: { "X-CSRFToken": csrf } });
    if (!response && signal.aborted) {
      await change(id, (now) => ({ ...now, photos: [...now.photos.slice(1), photo], slow: Date.now() }));
      return "slow";
    }
    if (!response) return "offline";
    const why = refusal(response);
    if (why) return why;
    const answer = await read(response);
    if (answer.state === "other") return "signed-out";
    const wrong = wrongIn(photo, answer, response);
    if (wrong === null) return "trouble";
    item = await change(id, (now) => ({
      ...now,
      photos: now.photos.slice(1),
      sentences: [...(now.sentences ?? []), ...wrong],
    }));
  }
  if (item?.state === "photos") await change(id, left);
  return "";
}

/* The sentences about a photo that the server answered; null when the answer says nothing. */
function wrongIn(photo, answer, response) {
  if (answer.state === "received") return [];
  if (answer.state === "refused") return answer.sentences.map((text) => `${photo.name}: ${text}`);
  return response.status === 400 || response.status === 413 ? [photo.name] : null;
}

async function ask(address, options) {
  try {
    return await fetch(address, {
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
      headers: { Accept: "application/json", ...options.headers },
      redirect: "manual",
      cache: "no-store",
    });
  } catch {
    return null;
  }
}

function refusal(response) {
  if (response.type === "opaqueredirect") return "signed-out";
  if (response.status === 404) return "no-role";
  if (response.status === 403) return response.headers.get("Content-Type")?.includes("json") ? "trouble" : "no-role";
  return response.status >= 500 || response.status === 429 ? "trouble" : "";
}

async function read(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}
