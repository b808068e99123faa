// Comfort for the map: a first touch of a mark says what it is, the second follows it; Escape puts the words away.
// Without it a touch follows the link at once, and the list beside the map says the same.
for (const map of document.querySelectorAll(".map:not(.map--still) svg")) {
  let touched = false;

  const show = (mark) => {
    for (const other of map.querySelectorAll("a[data-shown]")) delete other.dataset.shown;
    if (mark) mark.dataset.shown = "";
  };

  map.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
  });
  map.addEventListener("click", (event) => {
    const mark = event.target.closest("a");
    if (touched && mark && !("shown" in mark.dataset)) {
      event.preventDefault();
      show(mark);
    }
    touched = false;
  });
  map.addEventListener("pointerover", () => delete map.dataset.quiet);
  map.addEventListener("focusin", () => delete map.dataset.quiet);
  document.addEventListener("pointerdown", (event) => {
    if (!map.contains(event.target)) show(null);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(null);
    map.dataset.quiet = "";
  });
}
