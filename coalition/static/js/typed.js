/*
 * What is typed into a form stays with this site: as soon as somebody types, the browser is asked not to suggest it again to
 * whoever uses the device next, and not to keep it with its recently closed tabs. Until then it helps to fill in as usual.
 *
 * Without JavaScript the browser does as it is set; the page about leaving says so.
 */
function keepToOurselves(form) {
  if (form?.method !== "post") return;
  form.autocomplete = "off";
  for (const field of form.elements) if ("autocomplete" in field) field.autocomplete = "off";
}

document.addEventListener("input", ({ target }) => keepToOurselves(target.form), { capture: true });
document.addEventListener("submit", ({ target }) => keepToOurselves(target), { capture: true });
