/*
 * Quick exit: the "Leave this site" link, or Shift three times within two seconds.
 *
 * Blanks the page at once, empties what was typed, takes kept pages from the device (decision
 * 0013-leaving-is-measured), which needs no network, asks this site to let the browser forget the rest (Clear-Site-Data), then replaces
 * this page with the neutral site, so that Back does not return to it. An answer that is late, or none, holds nobody up. Should
 * Back reach an earlier page of this site in the same tab, that page stays blank and leaves again. What cannot be undone (the
 * history of the browser, downloads, mails) is said on the page about leaving, which the footer links to.
 *
 * Not a module, and loaded before the page is painted: a module would run too late to keep an earlier page blank.
 */
(() => {
  const NEUTRAL = document.currentScript?.dataset.exitUrl || "https://www.wikipedia.org/";
  const FORGET = document.currentScript?.dataset.forgetUrl; // a page of an error has none: the server may be what broke
  const PATIENCE = 800; // milliseconds for the browser to forget; a blank page waits that long at the most
  const root = document.documentElement;
  const FLAG = "away"; // for this tab only; says nothing to a person who finds it
  const PRESSES = 3;
  const WITHIN = 2000; // milliseconds

  const flag = {
    raise() { try { sessionStorage.setItem(FLAG, "1"); } catch { /* storage is refused: leave anyway */ } },
    lower() { try { sessionStorage.removeItem(FLAG); } catch { /* nothing to lower */ } },
    get raised() { try { return sessionStorage.getItem(FLAG) === "1"; } catch { return false; } },
  };

  function leave() {
    root.dataset.away = "";
    document.title = "";
    try { localStorage.clear(); sessionStorage.clear(); } catch { /* storage is refused */ }
    for (const form of document.forms) form.reset();
    const go = () => { flag.raise(); window.location.replace(NEUTRAL); }; // raised last: forgetting takes the flag too
    setTimeout(go, PATIENCE);
    // The redirect itself is not followed: the browser has forgotten when its headers are there.
    const forgetting = FORGET && fetch(FORGET, { cache: "no-store", redirect: "manual", keepalive: true });
    Promise.allSettled([forgetKept(), forgetting]).then(go);
  }

  async function forgetKept() {
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? []; // a page that is not secure has none
    const ofVisitors = workers.filter(({ scope }) => /\/ticket\/$|^\/\w+\/(help|learning)\//.test(new URL(scope).pathname));
    // Told first: a worker that is just keeping something then takes it away again.
    for (const { active, waiting, installing } of ofVisitors) (active ?? waiting ?? installing)?.postMessage("forget");
    const kept = ((await globalThis.caches?.keys()) ?? []).filter((name) => /^(kept|ticket|learning) /.test(name));
    await Promise.allSettled([...ofVisitors.map((worker) => worker.unregister()), ...kept.map(emptied)]);
  }

  // Entry by entry: what is deleted as a whole stays on the disk while a page or a worker has it open.
  async function emptied(name) {
    const cache = await caches.open(name);
    await Promise.all((await cache.keys()).map((request) => cache.delete(request)));
    await caches.delete(name);
  }

  // Came back by the Back button: stay blank, leave again. Came back on purpose: welcome.
  if (flag.raised) {
    if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") leave();
    else flag.lower();
  }

  // A page kept in the browser's memory is blank while it waits, so that Back never flashes it.
  window.addEventListener("pagehide", () => { root.dataset.away = ""; });
  window.addEventListener("pageshow", () => { flag.raised ? leave() : delete root.dataset.away; });

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-quick-exit]")) return;
    event.preventDefault();
    leave();
  });

  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) return;
    presses = [...presses.filter((time) => event.timeStamp - time < WITHIN), event.timeStamp];
    if (presses.length >= PRESSES) leave();
  });
})();
