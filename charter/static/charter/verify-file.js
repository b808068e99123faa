/*
 * Check a certificate without sending it: the browser takes its SHA-256 and opens the page of that fingerprint.
 *
 * In: <form hidden data-verify-file="/en/charter/verify/file/" data-unread data-missing> with an input of files, an
 * error line and an element [data-dropzone]. Out: the form is shown, [data-verify-file-otherwise] is not.
 */
const form = document.querySelector("form[data-verify-file]");

/** Return the lower-case hexadecimal SHA-256 of `file`. */
async function fingerprint(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Show `message` at the field and put the reader there; no message clears it. */
function tell(message) {
  const line = form.querySelector(".field__error");
  line.textContent = message;
  line.hidden = !message;
  form.querySelector("[data-dropzone]").classList.toggle("field--error", Boolean(message));
  if (message) form.querySelector("input[type=file]").focus();
}

async function check(file) {
  if (!file) return tell(form.dataset.missing);
  try {
    const sha256 = await fingerprint(file);
    tell("");
    location.assign(`${form.dataset.verifyFile}${sha256}/`);
  } catch {
    tell(form.dataset.unread);
  }
}

if (form && globalThis.crypto?.subtle) {
  const zone = form.querySelector("[data-dropzone]");
  form.hidden = false;
  document.querySelector("[data-verify-file-otherwise]").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check(form.querySelector("input[type=file]").files[0]);
  });
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.dataset.over = ""; });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => { delete zone.dataset.over; });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    check(event.dataTransfer.files[0]);
  });
}
