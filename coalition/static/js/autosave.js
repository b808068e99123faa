/*
 * Keeps a form while it is filled, by posting it as its button would. Without script the button alone keeps it.
 *
 * In: <form data-autosave data-failed="Not saved…">, [data-autosave-status] in it, hidden <input name="x-mark">.
 * The answer is JSON: {message, marks: {"x-mark": "…"}}; a refusal has a message too.
 */
const PAUSE = 1500; // milliseconds without a key

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const status = form.querySelector("[data-autosave-status]");
  let timer, saving = false, again = false, leaving = false;

  async function save() {
    if (leaving) return;
    if (saving) {
      again = true;
      return;
    }
    saving = true;
    const body = new FormData(form);
    body.set("autosave", "1");
    let message = form.dataset.failed;
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body });
      const kept = await answer.json();
      message = kept.message;
      for (const [name, mark] of Object.entries(kept.marks ?? {})) form.elements[name].value = mark;
    } catch { // no connection, or an answer that is none: the words stay on the page
    }
    saving = false;
    status.textContent = message;
    if (again) {
      again = false;
      save();
    }
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (saving && !leaving) { // the page is sent when the marks of the save that is under way are known
      event.preventDefault();
      leaving = true;
      while (saving) await new Promise((go) => setTimeout(go, 50));
      form.submit();
    }
    leaving = true;
  });
  addEventListener("pageshow", () => { leaving = false; });
}
