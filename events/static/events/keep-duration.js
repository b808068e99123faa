// Moves the end of an event along with its start, as calendars do. The server does the same where no script runs:
// `end_is_chosen` tells it that the end in the form is the one that is meant.

const [start, end, chosen] = ["start", "end", "end_is_chosen"].map((name) => document.getElementById(`id_${name}`));
const WRITTEN = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/;

/** Return the wall time in `input` in milliseconds, NaN where it is none. */
function read(input) {
  const found = WRITTEN.exec(input.value.trim());
  return found ? Date.parse(`${found[1]}T${found[2]}Z`) : NaN;
}

if (start && end && chosen) {
  let before = read(start);
  start.addEventListener("change", () => {
    const moved = read(end) + read(start) - before;
    before = read(start) || before;
    if (Number.isNaN(moved)) return;
    end.value = new Date(moved).toISOString().slice(0, 16).replace("T", " ");
    chosen.value = "on";
  });
  end.addEventListener("change", () => (chosen.value = "on"));
}
