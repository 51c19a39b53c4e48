/* Opens the form without a network and sends what waits when there is one again: when the browser
   says so, with no page open, or - where it never does - when any page of the work is opened. What it
   keeps: the person's own form as it was last seen, and the files that the form is drawn with. */

const PAGES = "lofte-pages";
const FILES = "lofte-files";
const PATIENCE = 6_000;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

export function serve({ form, scope, files, kommun, send }, queue) {
  self.addEventListener("install", (event) => {
    event.waitUntil(fetchForm(form, files).then(() => self.skipWaiting()));
  });
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener("sync", (event) => event.waitUntil(sendWaiting(queue, { kommun, send })));
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const address = new URL(request.url);
    if (request.method !== "GET" || address.origin !== self.location.origin) return;
    if (address.pathname.startsWith(files)) event.respondWith(file(request, address));
    else if (request.mode !== "navigate") return;
    else if (address.pathname === form) event.respondWith(page(request, form, files)); // it sends by itself
    else {
      if (address.pathname === scope) event.respondWith(start(request, form));
      event.waitUntil(sendWaiting(queue, { kommun, send }).catch(() => null));
    }
  });
}

async function sendWaiting(queue, where) {
  const { state, received } = await queue.flush(where);
  await tell({ sent: Object.keys(received).length });
  const photos = state === "done" ? await queue.flushPhotos(where) : { state };
  await tell({ sent: 0 });
  // The browser tries again.
  if (photos.state === "offline" || photos.state === "trouble") throw new Error(photos.state);
}

async function tell(news) {
  for (const client of await self.clients.matchAll()) client.postMessage(news);
}

/* The form of whoever is signed in. A redirect is a sign-in page: nothing to keep. */
async function keepForm(response, form, files) {
  if (!response.ok || response.redirected) return;
  const copy = response.clone();
  await (await caches.open(PAGES)).put(form, response.clone());
  await keepFiles(await copy.text(), files);
}

async function fetchForm(form, files) {
  const response = await fetch(form, { credentials: "same-origin" });
  await keepForm(response, form, files);
}

/* Every file that the page names: style sheets, scripts, their import map, icons, the typeface. */
async function keepFiles(html, files) {
  const cache = await caches.open(FILES);
  const named = [...html.matchAll(/["']([^"'\s#]+)/g)].map((match) => match[1]);
  const wanted = new Set(named.filter((name) => name.startsWith(files)));
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  const missing = [...wanted].filter((name) => !(kept.has(name) && HASHED.test(name)));
  await Promise.all(missing.map((name) => cache.add(name).catch(() => null)));
  const old = [...kept].filter((name) => HASHED.test(name) && !wanted.has(name) && isReplaced(name, wanted));
  await Promise.all(old.map((name) => cache.delete(name)));
}

const plainName = (name) => name.replace(/\.[0-9a-f]{12}(\.\w+)$/, "$1");

function isReplaced(name, wanted) {
  return [...wanted].some((other) => plainName(other) === plainName(name));
}

async function page(request, form, files) {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    await keepForm(response.clone(), form, files);
    return response;
  } catch (error) {
    const kept = await (await caches.open(PAGES)).match(form);
    if (kept) return kept;
    throw error;
  }
}

/* Without a network the start page is the form: it is what can be used there. */
async function start(request, form) {
  try {
    return await fetch(request);
  } catch (error) {
    if (await (await caches.open(PAGES)).match(form)) return Response.redirect(form);
    throw error;
  }
}

async function file(request, address) {
  const cache = await caches.open(FILES);
  const name = address.pathname;
  if (HASHED.test(name)) {
    const kept = await cache.match(name);
    if (kept) return kept;
  }
  try {
    const response = await fetch(request);
    if (response.status === 200) await cache.put(name, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(name);
    if (kept) return kept;
    throw error;
  }
}
