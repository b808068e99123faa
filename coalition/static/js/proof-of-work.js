// Solves the small puzzle of a public form while it is filled in (ALTCHA challenge format, version 2), so that
// machines pay for each form and people do not notice: the browser derives keys in threads of its own, beside the
// page. Without it the form works under stricter limits.

const AT_ONCE = 4; // keys derived at the same time: a telephone has a thread for each

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Return the key of try number `counter`, in hexadecimal. */
async function derive({ nonce, salt, cost, keyLength }, counter) {
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  new DataView(password.buffer).setUint32(password.length - 4, counter);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  return hex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
}

/** Return the first try whose key begins as `parameters` ask, before the challenge expires; null afterwards. */
async function solve(parameters) {
  for (let start = 0; Date.now() < parameters.expiresAt * 1000; start += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, (_, index) => derive(parameters, start + index));
    const keys = await Promise.all(tries);
    const found = keys.findIndex((key) => key.startsWith(parameters.keyPrefix));
    if (found >= 0) return { counter: start + found, derivedKey: keys[found] };
  }
  return null;
}

/** Fetch a challenge, solve it, and put the answer into `field`. */
async function fill(field) {
  const answer = await fetch(field.dataset.proofOfWork, { credentials: "same-origin" });
  if (!answer.ok) return;
  const challenge = await answer.json();
  if (challenge.parameters?.algorithm !== "PBKDF2/SHA-256") return;
  const solution = await solve(challenge.parameters);
  if (solution === null) return;
  field.value = btoa(JSON.stringify({ challenge, solution }));
}

if (globalThis.crypto?.subtle) {
  for (const field of document.querySelectorAll("input[data-proof-of-work]")) {
    fill(field).catch(() => {});
  }
}
