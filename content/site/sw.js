// The service worker. It keeps the crisis page and what that page needs, nothing else: no page of a signed-in
// reader ever stays on a shared device. The server puts `HOLDSPACE = {version, crisis, offline, assets}` before this text.
const PREFIX = "holdspace-crisis-";
const CACHE = PREFIX + HOLDSPACE.version;
// A phone that says it has a network often has none: wait this long for the crisis page, then show the kept one.
const PATIENCE_MS = 3000;
const KEPT = [HOLDSPACE.crisis, HOLDSPACE.offline, ...HOLDSPACE.assets];
const ANY = { ignoreSearch: true, ignoreVary: true };

async function keep() {
  const cache = await caches.open(CACHE);
  // Without cookies, so that the kept pages are the ones that anybody sees.
  await cache.addAll(KEPT.map((url) => new Request(url, { credentials: "omit", cache: "reload" })));
  await self.skipWaiting();
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function kept(url) {
  const cache = await caches.open(CACHE);
  return (await cache.match(url, ANY)) ?? Response.error();
}

async function fromNetwork(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

async function crisis(event) {
  const network = fromNetwork(event);
  const late = new Promise((resolve, reject) => setTimeout(() => reject(new Error("late")), PATIENCE_MS));
  try {
    return await Promise.race([network, late]);
  } catch {
    network.catch(() => {}); // It may still fail later; the reader has the kept page by then.
    return kept(HOLDSPACE.crisis);
  }
}

async function elsewhere(event) {
  try {
    return await fromNetwork(event);
  } catch {
    return kept(HOLDSPACE.offline);
  }
}

async function asset(event) {
  try {
    return await fetch(event.request);
  } catch {
    return kept(event.request.url);
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    event.respondWith(url.pathname === HOLDSPACE.crisis ? crisis(event) : elsewhere(event));
  } else if (HOLDSPACE.assets.includes(url.pathname)) {
    event.respondWith(asset(event));
  }
});
