/*
 * Warns before an editor's session ends, and keeps what was typed when it has: a form is not sent before the session
 * was seen to live. Whoever logs in again in another tab goes on here, with a new token in every form.
 *
 * In: <dialog id="session-end" data-url="…">, with parts that say for which states they are: data-when="soon ended"; and
 * one with the sentence that says until when: data-time="… {time} …".
 */
const WARNED_BEFORE = 10 * 60; // seconds
const LOOKS_EACH = 60_000; // milliseconds
const WAITS_FOR_LOGIN = 3_000;

const dialog = document.getElementById("session-end");
const status = dialog.querySelector("[role=status]");
const lives = new Set(["fine", "soon", "again"]);
const checked = new WeakSet();
let state = "fine", began, timer, told;

async function ask() {
  try {
    const answer = await fetch(dialog.dataset.url, { redirect: "manual", cache: "no-store", headers: { Accept: "application/json" } });
    if (answer.type === "opaqueredirect") return { ends_in: 0 }; // to the log-in, or to the second factor
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // nothing is known: the form may try
  }
}

function judge(answer) {
  if (!answer.ends_in) return "ended";
  if (answer.user !== began.user) return "other";
  if (!lives.has(state)) return "again";
  return answer.ends_in <= WARNED_BEFORE ? "soon" : "fine";
}

// Wagtail's scripts read the token once, and send it with each request of theirs.
const config = JSON.parse(document.getElementById("wagtail-config")?.textContent ?? "{}");
const plain = window.fetch;
let fresh;
window.fetch = (place, options) => {
  if (fresh && options?.headers?.[config.CSRF_HEADER_NAME]) {
    options = { ...options, headers: { ...options.headers, [config.CSRF_HEADER_NAME]: fresh } };
  }
  return plain(place, options);
};

function renew(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  fresh = token;
}

// The reader's own clock, as `coalition/dates.py` writes hours.
function hour(instant) {
  const [hours, minutes] = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant).split(":");
  const language = document.documentElement.lang.split("-")[0];
  if (language === "fr") return minutes === "00" ? `${Number(hours)}\u00a0h` : `${Number(hours)}\u00a0h\u00a0${minutes}`;
  return language === "es" ? `${Number(hours)}:${minutes}` : `${hours}:${minutes}`;
}

function tell(end) {
  const line = dialog.querySelector("[data-time]");
  const [before, after] = line.dataset.time.split("{time}");
  line.replaceChildren(before, Object.assign(document.createElement("strong"), { textContent: hour(end) }), after);
}

function show(next, answer) {
  state = next;
  if (next === "fine") return dialog.close();
  if (next === "soon" && (told || dialog.open)) return;
  told = next === "soon";
  for (const part of dialog.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(next);
  tell(new Date(Date.now() + answer.ends_in * 1000));
  if (!dialog.open) dialog.showModal();
  status.textContent = dialog.querySelector("h2").innerText;
}

async function look() {
  clearTimeout(timer);
  const answer = await ask();
  if (answer) {
    began ??= answer;
    if (answer.user === began.user && answer.session !== began.session) {
      began = answer;
      told = false;
      renew(answer.csrf);
    }
    const next = judge(answer);
    if (next !== state || next === "soon") show(next, answer);
  }
  timer = setTimeout(look, dialog.open && state !== "again" ? WAITS_FOR_LOGIN : LOOKS_EACH);
}

function keepButton(form, button) { // Wagtail disables what was pressed, and what is disabled is not sent
  form.querySelectorAll("[data-session-kept]").forEach((field) => field.remove());
  if (!button?.name || !button.disabled) return;
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
  field.dataset.sessionKept = "";
  form.append(field);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post" || checked.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await look();
  if (!lives.has(state)) {
    if (!dialog.open) dialog.showModal();
    for (const button of document.querySelectorAll("[data-w-progress-loading-value=true]")) {
      button.dataset.wProgressLoadingValue = "false";
    }
    return;
  }
  checked.add(form);
  keepButton(form, event.submitter);
  form.requestSubmit(event.submitter ?? undefined);
}, true);

document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
window.addEventListener("focus", look);
dialog.querySelector("button").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => { if (state === "again") state = "fine"; });
look();
