"""What a browser keeps of a visit to this site, as it was measured; the page about leaving shows this table.

Measured by `tests/browser/test_what_stays.py`: a real profile of Chromium reads, registers and leaves, then its files
on the disk are looked into. The test fails when this table and the measurement differ.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Trace:
    """One place on the device, and whether it still tells of this site.

    `closed`: after the tab was just closed; `left`: after *Leave this site*; `left_without_script`: the same, without
    JavaScript.
    """

    key: str
    place: Promise
    closed: bool
    left: bool
    left_without_script: bool


TRACES = (
    Trace("history", _("History of the browser: addresses and titles of the pages"), True, True, True),
    Trace("tabs", _("List of recently closed tabs"), True, True, True),
    Trace("notes", _("The browser’s own notes about sites: icons, settings, prepared scripts"), True, True, True),
    Trace("back", _("The tab's Back button"), False, False, True),
    Trace("typed", _("What you typed into forms"), False, False, True),
    Trace("cookies", _("Cookies"), True, False, False),
    Trace("cache", _("Copies of pages and pictures"), True, False, False),
)
