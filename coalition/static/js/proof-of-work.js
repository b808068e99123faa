// Solves the small puzzle of a public form while it is filled in (ALTCHA challenge format, version 1), so that
// machines pay for each form and people do not notice. Without it the form works under stricter limits.

const encoder = new TextEncoder();

/** Return the lower-case hexadecimal SHA-256 of `text`. */
async function sha256(text) {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return the number whose hash with `salt` is `challenge`, or null. */
async function solve({ challenge, salt, maxnumber }) {
  const batch = 500;
  for (let start = 0; start <= maxnumber; start += batch) {
    const numbers = Array.from({ length: Math.min(batch, maxnumber - start + 1) }, (_, index) => start + index);
    const hashes = await Promise.all(numbers.map((number) => sha256(salt + number)));
    const found = hashes.indexOf(challenge);
    if (found >= 0) return numbers[found];
  }
  return null;
}

/** Fetch a challenge, solve it, and put the answer into `field`. */
async function fill(field) {
  const answer = await fetch(field.dataset.proofOfWork, { credentials: "same-origin" });
  if (!answer.ok) return;
  const { algorithm, challenge, salt, signature, ...rest } = await answer.json();
  if (algorithm !== "SHA-256") return;
  const number = await solve({ challenge, salt, maxnumber: rest.maxNumber ?? rest.maxnumber });
  if (number === null) return;
  field.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
}

if (globalThis.crypto?.subtle) {
  for (const field of document.querySelectorAll("input[data-proof-of-work]")) {
    fill(field).catch(() => {});
  }
}
