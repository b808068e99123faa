/*
 * A button that copies the field beside it. Without script the field alone does: Tab selects it, Ctrl+C copies it.
 *
 * In: <input id>, <button data-copy="its id" data-done="Copied" hidden><span>Copy</span></button>, [role=status].
 */
const SHOWN = 3000; // milliseconds

for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const label = button.querySelector("span");
  const status = button.parentElement.querySelector("[role=status]");
  const words = label.textContent;
  let timer;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch { // no permission, or a page that is not secure: the text is selected, Ctrl+C is left
      field.select();
      return;
    }
    label.textContent = status.textContent = button.dataset.done;
    clearTimeout(timer);
    timer = setTimeout(() => { label.textContent = words; status.textContent = ""; }, SHOWN);
  });
}
