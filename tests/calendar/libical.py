"""libical, the library of Evolution, KDE and others, through ctypes: Debian's package libical3."""

import ctypes
from functools import cache
from typing import Any


@cache
def library() -> Any:
    """Return libical."""
    try:
        found = ctypes.CDLL("libical.so.3")
    except OSError as error:
        raise AssertionError("The tests need libical3: install this package, then run them again.") from error
    found.icalparser_parse_string.restype = ctypes.c_void_p
    found.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    found.icalcomponent_as_ical_string.argtypes = found.icalcomponent_free.argtypes = [ctypes.c_void_p]
    return found


def written(calendar: str) -> str:
    """Return `calendar` as libical writes it once it was read."""
    root = library().icalparser_parse_string(calendar.encode())
    text: str = library().icalcomponent_as_ical_string(root).decode()
    library().icalcomponent_free(root)
    return text
