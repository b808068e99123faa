"""libical, the library of Evolution, KDE and others, read through ctypes: Debian's package libical3."""

import ctypes
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

P, C, I = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int  # noqa: E741


class Time(ctypes.Structure):
    """`struct icaltimetype`."""

    _fields_ = [
        *((name, I) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", P),
    ]  # fmt: skip


FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "icalparser_parse_string": (P, [C]),
    "icalcomponent_string_to_kind": (I, [C]),
    "icalcomponent_get_first_component": (P, [P, I]),
    "icalcomponent_get_next_component": (P, [P, I]),
    "icalcomponent_get_uid": (C, [P]),
    "icalcomponent_get_summary": (C, [P]),
    "icalcomponent_get_description": (C, [P]),
    "icalcomponent_get_location": (C, [P]),
    "icalcomponent_get_sequence": (I, [P]),
    "icalcomponent_get_dtstart": (Time, [P]),
    "icalcomponent_get_dtend": (Time, [P]),
    "icalcomponent_as_ical_string": (C, [P]),
    "icalcomponent_free": (None, [P]),
    "icaltime_as_timet_with_zone": (ctypes.c_long, [Time, P]),
    "icalproperty_string_to_kind": (I, [C]),
    "icalcomponent_get_first_property": (P, [P, I]),
    "icalcomponent_get_next_property": (P, [P, I]),
    "icalproperty_get_value_as_string": (C, [P]),
    "icalproperty_get_parameter_as_string": (C, [P, C]),
}


@cache
def library() -> Any:
    """Return libical."""
    try:
        found = ctypes.CDLL("libical.so.3")
    except OSError as error:
        raise AssertionError("The tests need libical3: install this package, then run them again.") from error
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(found, name)
        function.restype, function.argtypes = result, arguments
    return found


def read(calendars: list[str]) -> list[dict]:
    """Return the events of `calendars` in the shape of `readers.py`."""
    events = []
    for calendar in calendars:
        root = library().icalparser_parse_string(calendar.encode())
        method = "".join(_values(root, "METHOD"))
        events += [_event(item) | {"method": method} for item in _components(root)]
        library().icalcomponent_free(root)
    return events


def written(calendar: str) -> str:
    """Return `calendar` as libical writes it once it was read."""
    root = library().icalparser_parse_string(calendar.encode())
    text: str = library().icalcomponent_as_ical_string(root).decode()
    library().icalcomponent_free(root)
    return text


def _components(root: Any) -> Iterator[Any]:
    kind = library().icalcomponent_string_to_kind(b"VEVENT")
    item = library().icalcomponent_get_first_component(root, kind)
    while item:
        yield item
        item = library().icalcomponent_get_next_component(root, kind)


def _properties(component: Any, name: str) -> Iterator[Any]:
    kind = library().icalproperty_string_to_kind(name.encode())
    found = library().icalcomponent_get_first_property(component, kind)
    while found:
        yield found
        found = library().icalcomponent_get_next_property(component, kind)


def _values(component: Any, name: str) -> list[str]:
    return [library().icalproperty_get_value_as_string(found).decode() for found in _properties(component, name)]


def _text(item: Any, name: str) -> str:
    return (getattr(library(), f"icalcomponent_get_{name}")(item) or b"").decode()


def _event(item: Any) -> dict:
    times = [getattr(library(), f"icalcomponent_get_{name}")(item) for name in ("dtstart", "dtend")]
    return {
        "uid": _text(item, "uid"), "summary": _text(item, "summary"), "description": _text(item, "description"),
        "location": _text(item, "location"), "status": "".join(_values(item, "STATUS")),
        "sequence": library().icalcomponent_get_sequence(item), "all_day": bool(times[0].is_date),
        "start": _moment(times[0]), "end": _moment(times[1]), "organizer": "".join(_values(item, "ORGANIZER")),
        "attendees": [
            [library().icalproperty_get_value_as_string(one).decode(),
             (library().icalproperty_get_parameter_as_string(one, b"PARTSTAT") or b"").decode()]
            for one in _properties(item, "ATTENDEE")
        ],
    }  # fmt: skip


def _moment(time: Time) -> str:
    if not time.year:
        return ""
    if time.is_date:
        return date(time.year, time.month, time.day).isoformat()
    instant = datetime.fromtimestamp(library().icaltime_as_timet_with_zone(time, time.zone), UTC)
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")
