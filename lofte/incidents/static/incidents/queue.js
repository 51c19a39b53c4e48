/* Reports that wait in this phone until they are received. No page is needed: the service worker
   sends them too. Each report carries the number it got when it was written, so that the server
   takes it in once however often it is sent. */

const REPORTS = "reports";
const FACTS = "facts";
const PATIENCE = 30_000;

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

/* One at a time over all windows and the service worker: nothing is changed while it is sent. */
export const alone = (work) => navigator.locks.request("lofte-phone", work);

/* Send what the signed-in person has waiting here, oldest first.
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
    if (answer.again && item.changed) await put({ ...item, state: "differs", tried: true });
    else await remove(item.id);
    return "";
  }
  if (answer.state === "refused" || answer.state === "ask") {
    await put({ ...item, state: answer.state, sentences: answer.sentences ?? [], answer });
    return "";
  }
  return answer.state === "other" ? "signed-out" : answer.state;
}

async function ask(address, options) {
  try {
    return await fetch(address, {
      ...options,
      headers: { Accept: "application/json", ...options.headers },
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
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
