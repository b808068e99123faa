/*
 * The door on a telephone: answers at once from the list it holds, keeps each check-in, and sends it when it can.
 * Without this script the same page works by its forms. In: #door-words, #door-places, <template>s; see door.html.
 */
import * as camera from "./camera.js";
import { codeIn, digest, read } from "./list.js";
import * as store from "./store.js";
import * as talk from "./talk.js";

const EVERY = 60_000; // milliseconds between two new lists
const AT_ONCE = 100; // rows in one upload
const json = (id) => JSON.parse(document.getElementById(id).textContent);
const one = (name, below = document) => below.querySelector(`[data-door-${name}]`);
const words = json("door-words"), places = json("door-places");
const result = one("result"), found = one("found"), network = one("network"), ask = one("ask");
const hours = { fr: (hour, minute) => (minute === "00" ? `${+hour}\u00a0h` : `${+hour}\u00a0h\u00a0${minute}`), es: (hour, minute) => `${+hour}:${minute}` };
let base, list = null, token = "", reachable = navigator.onLine, busy = null, stop = null, ready = false, wiped = false;

function clock(moment) {
  const parts = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: places.zone }).format(new Date(moment)).split(":");
  return (hours[document.documentElement.lang] ?? ((...both) => both.join(":")))(...parts);
}

/** Show `answer` large; `row` is the check-in that its button takes back. */
function show(answer, { name = "", seats = "", first = "" } = {}, row = null) {
  const card = document.querySelector(`template[data-door-answer="${answer}"]`).content.cloneNode(true);
  for (const [key, value] of Object.entries({ name, seats, first })) {
    const place = card.querySelector(`[data-${key}]`);
    if (place) place.textContent = value;
  }
  document.querySelectorAll("[data-door-server]").forEach((form) => form.remove());
  found.replaceChildren();
  result.replaceChildren(card);
  if (!row) return;
  const button = one("take-back").content.cloneNode(true).firstElementChild;
  button.addEventListener("click", async () => {
    await keep({ digest: row.digest, list: row.list, undoes: row.number });
    show("undone", { name });
    send();
  });
  result.dataset.number = row.number;
  result.append(button);
}

async function keep(row) {
  const kept = { number: crypto.randomUUID(), moment: new Date().toISOString(), undoes: null, sent: false, ...row };
  await store.put(base, "rows", kept);
  return kept;
}

/** Return in words when this device let the person of `key` in, unless that was taken back. */
async function before(key) {
  const rows = await store.all(base, "rows");
  const undone = new Set(rows.map((row) => row.undoes));
  const mine = rows.filter((row) => row.digest === key && !row.undoes && !undone.has(row.number));
  mine.sort((one, other) => (one.moment < other.moment ? -1 : 1));
  return mine.length ? `${clock(mine[0].moment)}, ${places.deviceName}, ${places.doorName}` : "";
}

/** Check in whom `code` is of. */
async function come(code) {
  let entry = list?.entries.get(await digest(list.list, code));
  if (!entry && reachable) {
    await sync();
    entry = list?.entries.get(await digest(list.list, code));
  }
  if (entry) await enter(entry);
  else await unknown(code);
}

/** Say that `code` is not on the list; where there is a network, of which other event it is. */
async function unknown(code) {
  show("unknown");
  const asked = new FormData(ask);
  asked.set("text", code);
  const page = reachable ? await talk.page(ask.action, asked) : null;
  const card = page?.querySelector("[data-door-found] [data-answer]");
  if (card && result.querySelector("[data-answer=unknown]")) result.replaceChildren(card);
}

async function enter(entry) {
  if (entry.state !== "confirmed") {
    show(entry.state, entry);
    return;
  }
  const first = entry.first || (await before(entry.key));
  const row = await keep({ digest: entry.key, list: list.list, again: Boolean(first) });
  show(first ? "again" : "in", { ...entry, first }, row);
  send();
}

/** Offer whom `text` may name, from the names that the host lets devices keep. */
function searchHere(text) {
  result.replaceChildren();
  const wanted = text.toLocaleLowerCase().split(/\s+/);
  const entries = [...(list?.entries.values() ?? [])].filter(({ name }) => name && wanted.every((word) => name.toLocaleLowerCase().includes(word)));
  const rows = entries.slice(0, 20).map((entry) => {
    const row = one("choice").content.cloneNode(true).firstElementChild;
    row.querySelector("[data-name]").textContent = entry.name;
    row.querySelector("[data-seats]").textContent = entry.seats;
    row.querySelector("button").addEventListener("click", () => enter(entry));
    return row;
  });
  const shown = document.createElement(rows.length ? "ul" : "p");
  shown.className = rows.length ? "door__found" : "";
  shown.append(...(rows.length ? rows : [list?.names ? words.nobody : words.noNames]));
  found.replaceChildren(shown);
}

async function tellNetwork(problem = "") {
  const waiting = (await store.all(base, "rows")).filter((row) => !row.sent).length;
  const state = reachable ? (ready && list ? words.online : words.unready) : words.offline;
  network.hidden = false;
  network.dataset.state = reachable ? "online" : "offline";
  network.dataset.waiting = waiting;
  network.textContent = [problem || state, waiting ? words.waiting.replace("{count}", waiting) : ""].filter(Boolean).join(" ");
}

function tellCount(words) {
  if (!words) return;
  one("count").textContent = words;
  store.put(base, "kept", words, "count"); // for a page that opens without a network: it was kept before people came
}

function tellMerged(row, told) {
  if (result.dataset.number === row.number) {
    if (result.querySelector("[data-answer='undone']")) return;
    show(told.answer, told, row);
  } else if (told.answer !== "in" && !(told.answer === "again" && row.again)) { // which was said at the door
    const line = document.createElement("li"), learned = { again: words.elsewhere.replace("{first}", told.first), cancelled: words.cancelled, "called-off": words.calledOff };
    line.dataset.learned = told.answer;
    line.textContent = `${told.name || words.somebody}: ${learned[told.answer] ?? words.unseated}`;
    one("merged").querySelector("ul").append(line);
    one("merged").hidden = false;
  }
}

/** Send what is not sent, the rows of each list with its head. Throws where there is no network or session. */
async function sendRows() {
  const rows = (await store.all(base, "rows")).filter((row) => !row.sent).sort((one, other) => one.moment.localeCompare(other.moment));
  for (const id of new Set(rows.map((row) => row.list))) {
    const head = await store.get(base, "heads", id);
    const some = rows.filter((row) => row.list === id).slice(0, AT_ONCE);
    const { rows: told = {}, count } = await talk.upload(places, token, head, some.map(({ number, digest: key, moment, undoes }) => ({ number, digest: key, moment, undoes })));
    tellCount(count);
    for (const row of some) {
      if (!(row.number in told)) continue;
      await store.put(base, "rows", { ...row, sent: true });
      if (!row.undoes) tellMerged(row, told[row.number]);
    }
    if (!Object.keys(told).length) return rows.length; // refused: kept, and shown as not sent
  }
  return rows.length;
}

/** Make the newest list this device's, once nothing waits that is of the older one. */
async function take(sent) {
  const fresh = await read(sent, places);
  if (!fresh || (await store.all(base, "rows")).some((row) => !row.sent)) return;
  const { head, entries, signature } = sent;
  await store.put(base, "kept", { head, entries, signature }, "list");
  await store.put(base, "heads", { head, signature }, fresh.list);
  for (const row of await store.all(base, "rows")) await store.remove(base, "rows", row.number);
  list = fresh;
}

async function work(all) {
  let problem = "";
  if (wiped) return;
  try {
    let sent = all || !token ? await talk.list(places) : null;
    token = sent?.csrf ?? token;
    tellCount(sent?.count);
    if (await sendRows() && sent) sent = await talk.list(places);
    if (sent) await take(sent);
    reachable = true;
  } catch (error) {
    if (error instanceof talk.NoSession) {
      token = "";
      problem = words.signIn;
    } else reachable = false;
  }
  await tellNetwork(problem || (await expire()));
}

const inTurn = (all) => (busy = (busy ?? Promise.resolve()).then(() => work(all), () => work(all)));
const send = () => inTurn(false);
const sync = () => inTurn(true);

/** Wipe a list that is over; what was not sent yet stays until it is. */
async function expire() {
  if (!list || Date.parse(list.expires) > Date.now()) return "";
  list = null;
  await store.remove(base, "kept", "list");
  for (const row of await store.all(base, "rows")) if (row.sent) await store.remove(base, "rows", row.number);
  return words.expired;
}

async function wipe() {
  if ((await store.all(base, "rows")).some((row) => !row.sent) && !confirm(words.unsent)) return;
  wiped = true;
  await busy;
  await store.wipe(base, places.door);
  for (const name of await caches.keys()) if (name.startsWith(`door ${places.scope} `)) await caches.delete(name);
  const registration = await navigator.serviceWorker.getRegistration(places.scope);
  await registration?.unregister();
  location.assign(places.doors);
}

async function look() {
  stop?.();
  one("picture").hidden = false;
  try {
    stop = await camera.start(one("picture").querySelector("video"), places.decoder, (text) => {
      const code = codeIn(text);
      if (code) come(code);
      else show("unknown");
    });
  } catch {
    one("picture").hidden = true;
    found.replaceChildren();
    result.textContent = words.noCamera; // an alert: it is read out
    ask.elements.text.focus();
  }
}

ask.addEventListener("submit", async (event) => {
  const field = ask.elements.text, text = field.value.trim();
  if (!text || (!codeIn(text) && reachable)) return; // the site says what is missing, and finds names
  if (codeIn(text) && !list && reachable) return;
  event.preventDefault();
  field.value = "";
  if (codeIn(text)) await come(codeIn(text));
  else searchHere(text);
});

if (navigator.mediaDevices?.getUserMedia) {
  one("camera").hidden = false;
  one("camera").addEventListener("click", look);
  one("camera-off").addEventListener("click", () => { stop?.(); one("picture").hidden = true; });
}
one("wipe").querySelector("button").addEventListener("click", wipe);
addEventListener("online", sync);
addEventListener("offline", () => { reachable = false; tellNetwork(); });

base = await store.open(places.door);
const kept = await store.get(base, "kept", "list");
list = kept ? await read(kept, places) : null;
if (kept && !list) await store.remove(base, "kept", "list");
one("wipe").hidden = false;
if ("serviceWorker" in navigator) {
  ready = await navigator.serviceWorker.register(places.worker, { scope: places.scope }).then(() => navigator.serviceWorker.ready).then(() => true, () => false);
}
await sync();
if (!reachable) tellCount(await store.get(base, "kept", "count"));
setInterval(sync, EVERY);
