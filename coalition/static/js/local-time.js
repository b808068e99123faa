/*
 * The reader's own time beside the time of an event.
 *
 * In: <time datetime data-end data-zone> and, in the same parent, [data-local-time="Your time: {time}"][data-same="..."].
 * Out: the second element says the hours in the reader's zone, or that they are the same.
 */
const language = document.documentElement.lang || undefined;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

function format(instant, zone) {
  return new Intl.DateTimeFormat(language, {
    timeZone: zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false,
    numberingSystem: "latn",
  }).format(instant);
}

for (const time of document.querySelectorAll("time[data-zone][datetime]")) {
  const target = time.parentElement?.querySelector("[data-local-time]");
  const instant = new Date(time.dateTime);
  if (!target || Number.isNaN(instant.getTime())) continue;
  try {
    const mine = format(instant, here);
    target.textContent = mine === format(instant, time.dataset.zone)
      ? target.dataset.same
      : target.dataset.localTime.replace("{time}", mine);
  } catch { /* a zone this browser does not know: the time of the event stands alone */ }
}
