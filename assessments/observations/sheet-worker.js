// The service worker of rating sheets. It keeps what a sheet's page is made of; the page itself, without names, is put
// into PAGES by the ready check. The server puts `SHEETS = {version, assets, offline}` before this text.
const PREFIX = "holdspace-sheet-parts-";
const PARTS = PREFIX + SHEETS.version;
const PAGES = "holdspace-sheet-pages";
// A phone that says it has a network often has none: wait this long for the page, then show the kept one.
const PATIENCE_MS = 4000;
const ANY = { ignoreSearch: true, ignoreVary: true };

async function keep() {
  const cache = await caches.open(PARTS);
  await cache.addAll([...SHEETS.assets, SHEETS.offline].map((url) => new Request(url, { credentials: "omit", cache: "reload" })));
  await self.skipWaiting();
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PARTS);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// What comes from the network in good time, else what is kept; without that, however long it takes.
async function inTime(request, kept) {
  const network = fetch(request);
  if (!kept) return network;
  network.catch(() => {}); // It may still fail later; the rater has what is kept by then.
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  return Promise.race([network.catch(() => kept), late]);
}

async function page(request) {
  const kept = await (await caches.open(PAGES)).match(new URL(request.url).pathname, ANY);
  try {
    return await inTime(request, kept);
  } catch {
    return (await (await caches.open(PARTS)).match(SHEETS.offline, ANY)) ?? Response.error();
  }
}

async function part(request) {
  return inTime(request, await (await caches.open(PARTS)).match(request.url, ANY)).catch(() => Response.error());
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (SHEETS.assets.includes(url.pathname)) event.respondWith(part(event.request));
});
