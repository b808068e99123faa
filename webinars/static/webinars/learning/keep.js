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
