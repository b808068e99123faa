// Lets the lessons of one learner open without a network, on a device whose holder asked for it (decision 0013-leaving-is-measured).
// It answers for one folder, keeps the modules that a button asked for, and sends what was answered meanwhile, each once.

const HERE = new URL(self.registration.scope).pathname; // /<language>/learning/<token>/
const [, LANGUAGE, , TOKEN] = HERE.split("/");
const DAY = 86_400_000; // milliseconds
const SHOWN_WITH = ["content-security-policy", "content-type", "referrer-policy", "x-content-type-options"];
let wiped = false;

// All languages of a learner have one cache. Its name gives nobody the address: it has a digest.
const named = crypto.subtle.digest("SHA-256", new TextEncoder().encode(TOKEN)).then((bytes) => {
  const signs = [...new Uint8Array(bytes)].slice(0, 8).map((byte) => byte.toString(16).padStart(2, "0"));
  return `learning ${signs.join("")}`;
});

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const reply = (told) => event.ports[0]?.postMessage(told);
  event.waitUntil(asked(event.data).then(reply, () => reply({ failed: true })));
});

self.addEventListener("sync", (event) => event.waitUntil(send())); // where there is one: pages send too

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate" && request.method === "GET") event.respondWith(page(event));
  else if (request.mode === "navigate" && request.method === "POST") event.respondWith(taken(event));
  else if (request.method === "GET" && pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function asked(what) {
  if (what === "forget") await forget();
  if (what.keep) {
    wiped = false;
    await keep(what.keep);
  }
  if (what.remove) await remove(what.remove);
  const sent = what === "send" ? await send() : {};
  return { modules: await modules(), waiting: (await waiting()).map(({ lesson }) => lesson), ...sent };
}

// --- What is kept. Nothing of this makes a cache where there is none, but `keep`.

const written = (what) => new Response(JSON.stringify(what));
const kept = async (path) => caches.match(path, { cacheName: await named });

async function drop(paths) {
  if (!(await caches.has(await named))) return;
  const cache = await caches.open(await named);
  await Promise.all(paths.map((path) => cache.delete(path)));
}

/** Return what is kept below `folder`, each as it was written. */
async function all(folder) {
  if (!(await caches.has(await named))) return [];
  const cache = await caches.open(await named);
  const requests = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(folder));
  const answers = await Promise.all(requests.map((request) => cache.match(request)));
  return Promise.all(answers.filter(Boolean).map((answer) => answer.json()));
}

const waiting = () => all("/kept/waiting/");

/** Return the modules that are kept; those whose time is over go. */
async function modules() {
  const found = await all("/kept/modules/");
  const over = found.filter(({ until }) => Date.parse(until) <= Date.now());
  for (const { module } of over) await remove(module);
  return found.filter((one) => !over.includes(one)).map((one) => ({ ...one, day: one.days[LANGUAGE] }));
}

/** Fetch a module and keep it, until the day that was said when it was kept first. */
async function keep(module) {
  const before = await kept(`/kept/modules/${module}`);
  const until = before && (await before.json());
  const answer = await get(`/${LANGUAGE}/learning/offline/${TOKEN}/${module}.json`);
  if (answer.status === 404 || !answer.ok) {
    if (answer.status === 404) await remove(module);
    throw new Error("There is no module to keep.");
  }
  const told = await answer.json();
  const places = [
    ...told.pages.map(({ language, name, url }) => [`/kept/pages/${language}/${name}`, url]),
    ...told.files.map((url) => [url, url]),
  ];
  const answers = await Promise.all(places.map(([, url]) => get(url, told.files.includes(url) ? "default" : "no-store")));
  if (wiped || !answers.every(({ ok }) => ok)) throw new Error("Something is missing.");
  const cache = await caches.open(await named);
  await Promise.all(answers.map((one, place) => cache.put(places[place][0], one)));
  const gone = (until?.lessons ?? []).filter((lesson) => !told.lessons.includes(lesson));
  await drop(Object.keys(until?.days ?? {}).flatMap((language) => gone.map((lesson) => `/kept/pages/${language}/${lesson}`)));
  const about = { module, at: Date.now(), until: until?.until ?? told.until, days: until?.days ?? told.days, lessons: told.lessons };
  await cache.put(`/kept/modules/${module}`, written(about));
  if (wiped) await caches.delete(await named);
}

const get = (url, cache = "no-store") => fetch(url, { cache, credentials: "same-origin", redirect: "error" });

/** Remove a module, with the answers to its lessons that were not sent. */
async function remove(module) {
  const answer = await kept(`/kept/modules/${module}`);
  if (!answer) return;
  const { lessons } = await answer.json();
  const unsent = (await waiting()).filter(({ lesson }) => lessons.includes(lesson));
  const languages = new Set((await all("/kept/modules/")).flatMap(({ days }) => Object.keys(days)));
  const pages = [...languages].flatMap((language) => lessons.map((lesson) => `/kept/pages/${language}/${lesson}`));
  await drop([`/kept/modules/${module}`, ...pages, ...unsent.map(({ key }) => `/kept/waiting/${key}`)]);
  if (!(await all("/kept/modules/")).length) await caches.delete(await named);
}

/** Take everything of this learner from the device, entry by entry: a whole cache stays on the disk while it is open. */
async function forget() {
  wiped = true;
  const cache = await caches.open(await named);
  await Promise.all((await cache.keys()).map((request) => cache.delete(request)));
  await caches.delete(await named);
  await self.registration.unregister();
}

// --- What is shown.

/** Show the page of the site; without a network, or where it is slow, what is kept. */
async function page(event) {
  const { pathname } = new URL(event.request.url);
  const answer = fetch(event.request);
  try {
    const found = await withPatience(answer);
    if (found.status >= 500) throw new Error("The site is down.");
    event.waitUntil(upkeep(found.status === 404 && pathname === HERE).catch(() => {}));
    return found;
  } catch {
    return (await shown(pathname)) ?? answer;
  }
}

const lessonAt = (pathname) => pathname.slice(HERE.length).replace(/\/$/, "");

/** Return the page that is kept for an address, or the list of lessons; nothing where no module is kept. */
async function shown(pathname, typed = []) {
  if (!(await modules()).length) return undefined;
  const found = (await kept(`/kept/pages/${LANGUAGE}/${lessonAt(pathname)}`)) ?? (await kept(`/kept/pages/${LANGUAGE}/`));
  if (!found) return undefined;
  const headers = new Headers({ "Cache-Control": "no-store" });
  for (const name of SHOWN_WITH) if (found.headers.has(name)) headers.set(name, found.headers.get(name));
  const words = JSON.stringify(typed).replaceAll("<", "\\u003c");
  const text = (await found.text())
    .replace('name="key"', `name="key" value="${crypto.randomUUID()}"`) // answers that are sent twice count once
    .replace("</form>", () => `<script type="application/json" data-offline-typed>${words}</script></form>`);
  return new Response(text, { headers });
}

/** Give the site what a form sends; without a network keep it, to be sent later. */
async function taken(event) {
  const { request } = event;
  const copy = request.clone();
  const answer = fetch(request);
  try {
    const found = await withPatience(answer);
    if (found.status >= 500) throw new Error("The site is down.");
    return found;
  } catch {
    const { pathname } = new URL(request.url);
    const lesson = lessonAt(pathname);
    if (!(await modules()).some(({ lessons }) => lessons.includes(lesson))) return answer;
    const fields = [...(await copy.formData())].filter(([, value]) => typeof value === "string");
    if (fields.some(([name]) => name === "look")) return (await shown(pathname, fields)) ?? answer;
    await queue(lesson, fields);
    return Response.redirect(`${pathname}#answers`, 303);
  }
}

/** Keep answers under the key that their page was drawn with: a button pressed twice keeps them once. */
async function queue(lesson, fields) {
  const key = fields.find(([name, value]) => name === "key" && value)?.[1] ?? crypto.randomUUID();
  const body = [...fields.filter(([name]) => name !== "key"), ["key", key]];
  const cache = await caches.open(await named);
  await cache.put(`/kept/waiting/${key}`, written({ lesson, key, body }));
  await self.registration.sync?.register("send").catch(() => {});
}

/** Send what waits; return the lessons whose answers arrived, and those whose questions are there no more. */
async function send() {
  const told = { sent: [], refused: [] };
  for (const { lesson, key, body } of await waiting()) {
    const outcome = await handedIn(lesson, body).catch(() => "later");
    if (outcome !== "later") await drop([`/kept/waiting/${key}`]);
    told[outcome]?.push(lesson);
  }
  return told;
}

async function handedIn(lesson, body) {
  const answer = await fetch(`${HERE}${lesson}/`, {
    method: "POST", body: new URLSearchParams(body), cache: "no-store", credentials: "same-origin", redirect: "manual",
  });
  if (answer.type === "opaqueredirect") return "sent";
  return [404, 422].includes(answer.status) ? "refused" : "later";
}

/** Give a file of the site that is kept, else that of the network. */
async function file(request) {
  const found = await caches.match(request.url, { cacheName: await named, ignoreVary: true });
  return found ?? fetch(request);
}

/** With a network: forget who is gone or keeps nothing any more, and fetch anew what is older than a day. */
async function upkeep(isGone) {
  const found = await modules();
  if (isGone || !found.length) return forget();
  for (const { module, at } of found) if (at < Date.now() - DAY) await keep(module);
  return undefined;
}
