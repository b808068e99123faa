/*
 * The language links of the page take along what is chosen in the form of a lesson and not handed in yet, as the
 * buttons below the form do, which work without script.
 */
const form = document.querySelector("form[data-keeps-answers]");

for (const link of form ? document.querySelectorAll(".language__list a") : []) {
  const path = new URL(link.href).pathname;
  const button = [...form.querySelectorAll("button[formaction]")].find((one) => one.getAttribute("formaction") === path);
  if (!button) continue;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab: the form stays where it is
    event.preventDefault();
    form.requestSubmit(button);
  });
}

/*
 * Each choice is saved with the course at once, as the button "Save my choices for later" does without a script: a page
 * that is loaded again shows it. Nothing is stored on the device. One request at a time, so that the last one counts.
 */
let isChanged = false;

async function save() {
  isChanged = true;
  if (form.hasAttribute("data-saving")) return;
  form.setAttribute("data-saving", "");
  while (isChanged) {
    isChanged = false;
    const body = new URLSearchParams(new FormData(form));
    body.set("save", "");
    await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
  }
  form.removeAttribute("data-saving");
}

if (form?.querySelector("button[name=save]")) form.addEventListener("change", save);
