/*
 * The reader's own time beside the time of an event, as `coalition/dates.py` writes it.
 *
 * In: <time datetime data-end data-zone> and, in the same parent, [data-local-time="Your time: {time}"][data-same="..."].
 * Out: the second element says the day, where it is another one, and the hour in the reader's zone, or that they are the same.
 */
const language = document.documentElement.lang || "en";
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const day = { day: "numeric", month: "long", year: "numeric", numberingSystem: "latn" };
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const hours = {
  fr: (hour, minute) => minute === "00" ? `${Number(hour)}\u00a0h` : `${Number(hour)}\u00a0h\u00a0${minute}`,
  es: (hour, minute) => `${Number(hour)}:${minute}`,
};

function days(instant, timeZone) {
  const words = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...day, timeZone }).format(instant);
  return language === "fr" ? words.replace(/^1 /, "1er ") : words;
}

function hour(instant, timeZone) {
  const parts = new Intl.DateTimeFormat("en-GB", { ...clock, timeZone }).format(instant).split(":");
  return (hours[language] ?? ((...both) => both.join(":")))(...parts);
}

for (const time of document.querySelectorAll("time[data-zone][datetime]")) {
  const target = time.parentElement?.querySelector("[data-local-time]");
  const instant = new Date(time.dateTime);
  if (!target || Number.isNaN(instant.getTime())) continue;
  try {
    const zone = time.dataset.zone;
    const mine = [days(instant, here), hour(instant, here)];
    const theirs = [days(instant, zone), hour(instant, zone)];
    const told = mine[0] === theirs[0] ? mine[1] : mine.join(language === "ar" ? "، " : ", ");
    target.textContent = mine.join() === theirs.join() ? target.dataset.same : target.dataset.localTime.replace("{time}", told);
  } catch { /* a zone this browser does not know: the time of the event stands alone */ }
}
