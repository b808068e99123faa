/*
 * Comfort for menus that already work without script: Escape and a press elsewhere close an open <details data-dismiss>.
 */
const open = () => document.querySelectorAll("details[data-dismiss][open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const details of open()) {
    const inside = details.contains(document.activeElement);
    details.open = false;
    if (inside) details.querySelector("summary")?.focus();
  }
});

document.addEventListener("click", (event) => {
  for (const details of open()) if (!details.contains(event.target)) details.open = false;
});
