// Reads calendars as ical.js and as node-ical do. In: a JSON list of calendars a line. Out: JSON a line, for each reader
// the events that it understands, instants in UTC, and for ical.js the calendars as it writes them again.
import { createInterface } from "node:readline";
import ical from "../node/node_modules/node-ical/node-ical.js";
import ICAL from "../node/node_modules/ical.js/dist/ical.js";

const all = (values) => (values === undefined ? [] : Array.isArray(values) ? values : [values]);

function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset(); // each calendar brings the zones that it uses
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const events = calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const text = (name) => component.getFirstPropertyValue(name) ?? "";
    const moment = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
    return {
      uid: event.uid, summary: event.summary ?? "", description: event.description ?? "", location: event.location ?? "",
      status: text("status"), sequence: event.sequence, all_day: event.startDate.isDate,
      start: moment(event.startDate), end: moment(event.endDate), method: calendar.getFirstPropertyValue("method") ?? "",
      organizer: text("organizer"),
      attendees: component.getAllProperties("attendee").map((one) => [one.getFirstValue(), one.getParameter("partstat") ?? ""]),
    };
  });
  return { events, written: calendar.toString() };
}

function byNodeIcal(text) {
  const parsed = ical.sync.parseICS(text);
  const plain = (value) => value?.val ?? value ?? "";
  return Object.values(parsed).filter((item) => item.type === "VEVENT").map((event) => {
    const all_day = event.datetype === "date";
    const moment = (time) => (!time ? "" : all_day ? time.toISOString().slice(0, 10) : time.toISOString());
    return {
      uid: event.uid, summary: plain(event.summary), description: plain(event.description), location: plain(event.location),
      status: event.status ?? "", sequence: Number(event.sequence ?? 0), all_day, start: moment(event.start),
      end: moment(event.end), method: event.method ?? parsed.vcalendar?.method ?? "", organizer: plain(event.organizer),
      attendees: all(event.attendee).map((one) => [plain(one), one.params?.PARTSTAT ?? ""]),
    };
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const calendars = JSON.parse(line);
  const js = calendars.map(byIcalJs);
  const answer = {
    "ical.js": js.flatMap((one) => one.events), "node-ical": calendars.flatMap(byNodeIcal), written: js.map((one) => one.written),
  };
  console.log(JSON.stringify(answer));
}
