/*
 * Keep this page on this device, and forget it there. Nothing is kept before the button is pressed.
 *
 * In: [data-kept-device hidden] with [data-kept-offer], [data-kept-kept], their buttons, and [data-kept-told].
 */
const place = document.querySelector("[data-kept-device]");
const one = (name) => place.querySelector(`[data-kept-${name}]`);
const workers = navigator.serviceWorker; // none on a page that is not secure
const here = location.pathname;
const spoken = (path) => path.replace(/^\/\w+/, ""); // the same page in any language

/** Return the workers of this page, one for each language in which it is kept. */
async function mine() {
  const all = await workers.getRegistrations();
  return all.filter(({ scope }) => spoken(new URL(scope).pathname) === spoken(here));
}

async function show(said = "") {
  const kept = (await mine()).some(({ active }) => active);
  one("offer").hidden = kept;
  one("kept").hidden = !kept;
  one("told").textContent = said ? one("told").dataset[said] : "";
}

function activated(worker) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("The worker was not installed."));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

async function keep() {
  one("keep").disabled = true;
  try {
    const { installing, waiting, active } = await workers.register(`${here}worker.js`, { scope: here });
    await activated(installing ?? waiting ?? active);
    await show("kept");
  } catch {
    await wipe();
    await show("failed");
  }
  one("keep").disabled = Boolean(one("alone") && !one("alone").checked);
}

async function wipe() {
  for (const name of await caches.keys()) {
    if (/^(kept|ticket) /.test(name) && name.endsWith(spoken(here))) await caches.delete(name);
  }
  await Promise.all((await mine()).map((worker) => worker.unregister()));
}

/** Wipe it; a worker that keeps the page anew at this moment takes it back. Only a page opened anew offers it again. */
async function forget() {
  for (const { active } of await mine()) active?.postMessage("forget");
  await wipe();
  await show("forgotten");
  one("kept").hidden = one("offer").hidden = true;
}

if (place && workers) {
  await show();
  place.hidden = false;
  one("alone")?.addEventListener("change", ({ target }) => { one("keep").disabled = !target.checked; });
  one("keep").addEventListener("click", keep);
  one("forget").addEventListener("click", forget);
}
