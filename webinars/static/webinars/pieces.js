/*
 * A large file is sent in pieces, one after the other; after a lost connection from where it was. Small ones go with the form.
 *
 * In: form[data-pieces="<address>"][data-failed="<words>"] with an input of type file, and in it a hidden <progress>.
 */
const PIECE = 8 * 1024 * 1024;
const TRIES = 5;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function send(form, file, upload, offset) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("upload", upload);
  body.set("offset", offset);
  body.set("total", file.size);
  body.set("height", form.elements["file-height"].value);
  body.set("piece", file.slice(offset, offset + PIECE), "piece");
  const answer = await fetch(form.dataset.pieces, { method: "POST", body, credentials: "same-origin" });
  return answer.json();
}

async function sendAll(form, file, progress) {
  const upload = crypto.randomUUID();
  let offset = 0;
  for (let tries = 0; tries < TRIES;) {
    let answer;
    try {
      answer = await send(form, file, upload, offset);
    } catch {
      tries += 1;
      await pause(1000 * 2 ** tries);
      continue;
    }
    if (answer.error) return answer.error;
    if (answer.done) return "";
    tries = answer.size > offset ? 0 : tries + 1;
    offset = answer.size;
    progress.value = offset / file.size;
  }
  return form.dataset.failed;
}

for (const form of document.querySelectorAll("form[data-pieces]")) {
  const input = form.querySelector("input[type=file]");
  const progress = form.querySelector("progress");
  const told = form.querySelector("[role=alert]");
  form.addEventListener("submit", async (event) => {
    const file = input.files[0];
    if (!file || file.size <= PIECE) return;
    event.preventDefault();
    told.textContent = "";
    progress.hidden = false;
    form.querySelector("button[type=submit]").disabled = true;
    const refusal = await sendAll(form, file, progress);
    if (!refusal) return location.reload();
    told.textContent = refusal;
    progress.hidden = true;
    form.querySelector("button[type=submit]").disabled = false;
  });
}
