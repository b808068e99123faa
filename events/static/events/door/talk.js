// What the device says to the site and hears from it. Everything may fail: there may be no network, or no session.

const PATIENCE = 6000; // milliseconds

export class NoNetwork extends Error {}
export class NoSession extends Error {}

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, { ...options, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new NoNetwork();
  }
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new NoSession();
  if (answer.status >= 500) throw new NoNetwork();
  return answer.json();
}

/** Return a new list, and the token for uploads. */
export const list = (places) => ask(places.list, {});

/** Send `rows` of one list; return what each means now, by number, and how many came. Sending them twice is as sending them once. */
export async function upload(places, token, head, rows) {
  const body = JSON.stringify({ ...head, clock: new Date().toISOString(), rows });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return ask(places.upload, { method: "POST", headers, body });
}

/** Return the page that the site answers a form with; null where it answers nothing. */
export async function page(address, body) {
  const answer = await fetch(address, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}
