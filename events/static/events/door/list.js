// The signed list of a door: checked before it is believed, and read by digest.

const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"; // of codes: events/models.py
const CODE = new RegExp(`(?<![0-9a-z])[${LETTERS}]{20}(?![0-9a-z])`, "g");

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (text) => hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));

/** Return the code of a ticket in `text`, or "". */
export function codeIn(text) {
  const small = text.toLowerCase();
  const found = small.match(CODE) ?? small.replace(/[\s\u200e\u200f-]+/g, "").match(CODE);
  return found ? found.at(-1) : "";
}

/** Return what the list `id` holds in place of `code`. */
export const digest = async (id, code) => (await sha256(`${id}:${code}`)).slice(0, 32);

/** Return the list of `sent`, by digest; null where it is not signed for this door and device, or is over. */
export async function read(sent, places) {
  const how = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes(places.key), how, false, ["verify"]);
  const signed = await crypto.subtle.verify(how, key, bytes(sent.signature), new TextEncoder().encode(sent.head));
  const head = JSON.parse(sent.head);
  const ours = head.door === places.door && head.device === places.device;
  if (!signed || !ours || head.entries !== await sha256(sent.entries) || Date.parse(head.expires) < Date.now()) return null;
  const entries = new Map(JSON.parse(sent.entries).map(([key, state, seats, name, first]) => [key, { key, state, seats, name, first }]));
  return { ...head, entries };
}
