// Reads calendars as ical.js does. In: iCalendar on standard input, one calendar or several. Out: JSON of their events,
// instants in UTC.
import { readFileSync } from "node:fs";
import ICAL from "../node/node_modules/ical.js/dist/ical.js";

const parsed = ICAL.parse(readFileSync(0, "utf8"));
const calendars = typeof parsed[0] === "string" ? [parsed] : parsed;
const events = calendars.flatMap((one) => {
  const calendar = new ICAL.Component(one);
  ICAL.TimezoneService.reset(); // each calendar brings the zones that it uses
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const text = (name) => component.getFirstPropertyValue(name);
    return {
      uid: event.uid, summary: event.summary, description: event.description, location: event.location,
      status: text("status"), sequence: event.sequence, all_day: event.startDate.isDate,
      start: event.startDate.isDate ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
      end: event.endDate.isDate ? event.endDate.toString() : event.endDate.toJSDate().toISOString(),
    };
  });
});
console.log(JSON.stringify(events));
