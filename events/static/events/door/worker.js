// Lets the page of one door open without a network. Before this stand VERSION and KEPT (events/door/offline.py).
// It answers for the addresses of its door only, keeps nobody's name, and goes when the device is wiped.

const HERE = new URL(self.registration.scope).pathname;
const CACHE = `door ${HERE} ${VERSION}`;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(KEPT);
    await keepPage(cache, await fetch(HERE, { credentials: "same-origin", redirect: "manual" }));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(`door ${HERE} `) && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith(HERE)) event.respondWith(page(request, pathname));
  else if (request.method === "GET" && pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function keepPage(cache, answer) {
  if (answer.ok && answer.type === "basic") await cache.put(HERE, answer.clone());
}

async function page(request, pathname) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await withPatience(fetch(request));
    if (answer.status >= 500) throw new Error("The site is down.");
    if (request.method === "GET" && pathname === HERE) await keepPage(cache, answer);
    return answer;
  } catch {
    return (await cache.match(HERE)) ?? Response.error();
  }
}

async function file(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
