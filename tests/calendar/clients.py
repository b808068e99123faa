"""vdirsyncer and khal as people run them, in a process of their own: khal changes how `icalendar` keeps zones.

One JSON object a line comes in, one answer a line goes out:

    {"read": [calendar, ...]}   what khal shows of calendars that vdirsyncer took apart
    {"sync": address}           vdirsyncer fetches the feed once more; the files of it, and what khal shows of them
"""

import json
import logging
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from khal.khalendar import CalendarCollection
from vdirsyncer.cli import app
from vdirsyncer.vobject import split_collection

FROM, UNTIL = datetime(2000, 1, 1), datetime(2100, 1, 1)
FORMATS = {"timeformat": "%H:%M", "dateformat": "%Y-%m-%d", "longdateformat": "%Y-%m-%d",
           "datetimeformat": "%Y-%m-%d %H:%M", "longdatetimeformat": "%Y-%m-%d %H:%M"}  # fmt: skip
LOCALE = FORMATS | {"local_timezone": ZoneInfo("UTC"), "default_timezone": ZoneInfo("UTC"), "unicode_symbols": False,
                    "firstweekday": 0, "weeknumbers": False}  # fmt: skip
CONFIG = """
[general]
status_path = "{folder}/status"
[pair feed]
a = "site"
b = "own"
collections = null
conflict_resolution = "a wins"
partial_sync = "revert"
[storage site]
type = "http"
url = "{address}"
[storage own]
type = "filesystem"
path = "{folder}/own"
fileext = ".ics"
"""


class Subscriber:
    """Somebody whose vdirsyncer follows the feed at `address`, and who looks at it in khal."""

    def __init__(self, address: str) -> None:
        folder = Path(tempfile.mkdtemp())
        self.own, self.config = folder / "own", folder / "config"
        self.own.mkdir()
        self.config.write_text(CONFIG.format(folder=folder, address=address))
        self.run("discover")
        self.khal = khal_of(self.own)

    def run(self, command: str) -> None:
        """Run vdirsyncer."""
        app.main(["-v", "ERROR", "-c", str(self.config), command], standalone_mode=False)

    def look(self) -> dict:
        """Fetch the feed, and say what there is."""
        self.run("sync")
        self.khal.update_db()
        return {"files": sorted(file.name for file in self.own.iterdir()), "events": shown(self.khal)}


def khal_of(folder: Path) -> CalendarCollection:
    """Return khal, looking at the calendar in `folder`."""
    own = {"name": "own", "path": str(folder), "readonly": True, "color": "", "priority": 10, "ctype": "calendar",
           "addresses": []}  # fmt: skip
    return CalendarCollection({"own": own}, dbpath=":memory:", locale=LOCALE)


def shown(khal: CalendarCollection) -> list[dict]:
    """Return what khal shows, in the shape of `readers.py`."""
    localised = khal.get_localized(FROM.replace(tzinfo=UTC), UNTIL.replace(tzinfo=UTC))
    return [_event(event) for event in (*localised, *khal.get_floating(FROM, UNTIL))]


def _event(event) -> dict:
    [item] = event._vevents.values()  # state and revision are nowhere else
    start, end = (str(item[name].dt) for name in ("DTSTART", "DTEND"))
    if not event.allday:
        start, end = (moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") for moment in (event.start, event.end))
    attendees = item.get("ATTENDEE", [])
    return {
        "uid": str(event.uid), "summary": str(event.summary), "description": str(event.description),
        "location": str(event.location), "status": str(item.get("STATUS", "")), "sequence": int(item["SEQUENCE"]),
        "all_day": event.allday, "start": start, "end": end, "organizer": str(item.get("ORGANIZER", "")),
        "attendees": [[str(one), str(one.params.get("PARTSTAT", ""))]
                      for one in (attendees if isinstance(attendees, list) else [attendees])],
    }  # fmt: skip


def read(calendars: list[str]) -> list[dict]:
    """Return what khal shows of `calendars`."""
    with tempfile.TemporaryDirectory() as folder:
        for number, item in enumerate(item for calendar in calendars for item in split_collection(calendar)):
            (Path(folder) / f"{number}.ics").write_text(item, newline="")
        return shown(khal_of(Path(folder)))


def main() -> None:
    """Answer until there is nothing more to answer."""
    logging.disable(logging.WARNING)
    answers, sys.stdout = sys.stdout, sys.stderr  # what the programs print is no answer
    subscribers: dict[str, Subscriber] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        if "read" in asked:
            answer = read(asked["read"])
        else:
            address = asked["sync"]
            if address not in subscribers:
                subscribers[address] = Subscriber(address)
            answer = subscribers[address].look()
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
