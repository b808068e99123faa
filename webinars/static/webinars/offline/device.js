/*
 * Keep a module on this device, remove it, and say what became of answers given without internet. Nothing is kept before the
 * button is pressed. On one's own pages, and on what is kept of them, which its worker serves (decision 0013-leaving-is-measured).
 *
 * In: [data-offline data-own data-lesson] with what became of answers; [data-offline-device hidden] with [data-offline-module] and
 * their buttons; form[data-offline-forgets data-own], whose sending takes everything of this learner from the device.
 */
const workers = navigator.serviceWorker; // none on a page that is not secure
const place = document.querySelector("[data-offline], [data-offline-forgets]");
const device = document.querySelector("[data-offline-device]");
const own = place?.dataset.own;
const spoken = (path) => path.replace(/^\/\w+/, ""); // the same page in any language
const all = (name, within = document) => [...within.querySelectorAll(`[data-offline-${name}]`)];
const one = (name, within) => all(name, within)[0];

/** Return the workers of this learner, one for each language. */
async function mine() {
  const found = await workers.getRegistrations();
  return found.filter(({ scope }) => spoken(new URL(scope).pathname) === spoken(own));
}

const here = async () => (await mine()).find(({ scope }) => new URL(scope).pathname === own)?.active;

function ask(worker, what) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(what, [port2]);
  });
}

function activated({ installing, waiting, active }) {
  const worker = installing ?? waiting ?? active;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve(worker);
      if (worker.state === "redundant") reject(new Error("The worker was not installed."));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

/** Register the worker of each language: the choice of languages works without a network too. */
async function registered() {
  const languages = [...document.querySelectorAll("link[rel=alternate][hreflang]")].map((link) => link.hreflang);
  const folders = languages.map((code) => `/${code}${spoken(own)}`);
  const found = await Promise.all(folders.map((scope) => workers.register(`${scope}worker.js`, { scope })));
  return (await Promise.all(found.map(activated)))[folders.indexOf(own)];
}

async function wipe() {
  for (const { active, waiting, installing } of await mine()) {
    const worker = active ?? waiting ?? installing;
    if (worker) await Promise.race([ask(worker, "forget"), new Promise((resolve) => { setTimeout(resolve, 500); })]);
  }
  await Promise.all((await mine()).map((worker) => worker.unregister()));
}

function show({ modules = [], waiting = [], sent = [], refused = [] }) {
  const { lesson } = place.dataset;
  const waits = lesson ? waiting.includes(lesson) : waiting.length > 0;
  for (const [name, shows] of [["waiting", waits], ["sent", sent.length], ["refused", refused.length]]) {
    for (const part of all(name)) if (shows || name === "waiting") part.hidden = !shows;
  }
  for (const part of all("form")) part.hidden = waits || sent.includes(lesson);
  for (const part of all("answered")) part.hidden = !waiting.includes(part.dataset.offlineAnswered);
  for (const part of all("module")) {
    const found = modules.find(({ module }) => module === part.dataset.offlineModule);
    if (!device) part.hidden = !found; // a list of what is kept
    if (one("keep", part)) one("keep", part).hidden = Boolean(found);
    one("remove", part).hidden = one("kept", part).hidden = !found;
    one("day", part).textContent = found?.day ?? "";
  }
}

const tell = (said) => { if (one("told")) one("told").textContent = one("told").dataset[said]; };

async function keep(module) {
  for (const button of all("keep")) button.disabled = true;
  const told = await registered().then((worker) => ask(worker, { keep: module }), () => ({ failed: true }));
  if (told.failed) await tidied();
  else show(told);
  tell(told.failed ? "failed" : "kept");
  for (const button of all("keep")) button.disabled = !one("alone").checked;
}

/** Ask what is kept; nothing kept, nothing stays registered. */
async function tidied(what = "state") {
  const worker = await here();
  const told = worker ? await ask(worker, what) : {};
  if (!told.modules?.length && !told.waiting?.length) await wipe();
  show(told);
}

async function remove(module) {
  await tidied({ remove: module });
  tell("removed");
  if (!device && all("module").every(({ hidden }) => hidden)) location.replace(own);
}

/**
 * Send what waits; where the network says that it is back before it works, try again, each time a little later. Where nothing is
 * kept any more, no language stays registered.
 */
async function send(wait = 0.5) {
  const found = await mine();
  if (!found.length) return;
  const worker = (await here()) ?? found.find(({ active }) => active)?.active;
  const told = worker ? await ask(worker, "send") : {};
  show(told);
  if (!told.modules?.length && !told.waiting?.length) await wipe();
  else if (told.waiting?.length && navigator.onLine && wait < 60) setTimeout(send, wait * 1000, wait * 2);
}

/** Choose what was chosen in another language, and not handed in yet. */
function choose(fields) {
  for (const [name, value] of fields) {
    for (const field of document.getElementsByName(name)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else if (name !== "key") field.value = value;
    }
  }
}

if (place && workers) {
  if (device) device.hidden = false;
  one("alone")?.addEventListener("change", ({ target }) => {
    for (const button of all("keep")) button.disabled = !target.checked;
  });
  for (const part of all("module")) {
    const { offlineModule } = part.dataset;
    one("keep", part)?.addEventListener("click", () => keep(offlineModule));
    one("remove", part).addEventListener("click", () => remove(offlineModule));
  }
  const [typed] = all("typed");
  if (typed) choose(JSON.parse(typed.textContent));
  if (place.localName === "form") {
    place.addEventListener("submit", (event) => {
      event.preventDefault();
      wipe().finally(() => place.submit());
    });
  }
  addEventListener("online", () => send());
  await send();
}
