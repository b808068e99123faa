// Lets one page open without a network, on a device whose holder asked for it (coalition/pages/kept.py): a ticket, the numbers of a country.
// It answers for that page alone, keeps two pages, and takes itself away when it is asked, when the page is over, and when there is none any more.

const HERE = new URL(self.registration.scope).pathname;
const CACHE = `kept ${HERE}`;
const PAGE = `${HERE}kept/`, GONE = `${HERE}forgotten/`, FORGET = `${HERE}forget/`, LEAVE = `${HERE}leave/`;
let wiped = false;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    if (!(await keep())) throw new Error("There is nothing to keep.");
    await self.skipWaiting();
  })());
});

self.addEventListener("message", (event) => { if (event.data === "forget") event.waitUntil(forget()); });

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.mode !== "navigate") return;
  if (request.method === "GET" && pathname === HERE) event.respondWith(page(event));
  else if (request.method === "GET" && pathname === LEAVE) event.respondWith(leave(request));
  else if (request.method === "POST" && pathname === FORGET) event.respondWith(forgotten());
});

/** Fetch both pages and keep them; say whether the site gave them. */
async function keep() {
  const asked = [PAGE, GONE].map((path) => fetch(path, { cache: "no-store", credentials: "same-origin", redirect: "manual" }));
  const answers = await Promise.all(asked);
  if (answers.some((answer) => answer.status === 404)) await forget();
  if (wiped || !answers.every((answer) => answer.ok)) return false;
  const cache = await caches.open(CACHE);
  await Promise.all(answers.map((answer, place) => cache.put([PAGE, GONE][place], answer)));
  if (wiped) await caches.delete(CACHE);
  return true;
}

/** Show the page of the site, and keep it as it is now; without a network show what is kept. */
async function page(event) {
  try {
    const answer = await withPatience(fetch(event.request));
    if (answer.status >= 500) throw new Error("The site is down.");
    event.waitUntil(keep().catch(() => {}));
    return answer;
  } catch {
    return (await kept()) ?? Response.error();
  }
}

async function kept() {
  const answer = await caches.match(PAGE, { cacheName: CACHE });
  if (answer && Date.parse(answer.headers.get("Kept-Until")) > Date.now()) return answer;
  await forget();
  return null;
}

async function forgotten() {
  const answer = await caches.match(GONE, { cacheName: CACHE });
  await forget();
  return answer ?? Response.redirect(HERE, 303);
}

/** Take it away, which needs no network, and lead where *Leave this site* leads. */
async function leave(request) {
  let away;
  try {
    away = (await caches.match(PAGE, { cacheName: CACHE }))?.headers.get("Kept-Leave");
    await forget();
  } catch {} // whatever the device could not do, who leaves is led away
  return away ? Response.redirect(away, 302) : fetch(request);
}

/** Take this page from the device, in whichever language it is kept, and entry by entry: a whole cache stays on the disk while it is open. */
async function forget() {
  wiped = true;
  const same = HERE.replace(/^\/\w+/, "");
  for (const name of (await caches.keys()).filter((one) => /^(kept|ticket) /.test(one) && one.endsWith(same))) {
    const cache = await caches.open(name);
    await Promise.all((await cache.keys()).map((request) => cache.delete(request)));
    await caches.delete(name);
  }
  await self.registration.unregister();
}
