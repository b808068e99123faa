"""Days, hours and zones as people read them: one style in each language, a long form and a short one, and no third.

    English   22 December 2026, 09:30 to 17:00, Paris time      22 Dec 2026
    French    22 décembre 2026, 9 h 30 – 17 h, heure de Paris   22 déc. 2026
    Spanish   22 de diciembre de 2026, de 9:30 a 17:00, hora de París
    Arabic    22 ديسمبر 2026، من 09:30 إلى 17:00، بتوقيت باريس

Pages, mails, certificates and the CMS call these functions, templates by the filters `day` and `moment`. All answer in
the active language; a test refuses any other way to write a date (tests/project/test_dates.py).
"""

import re
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_timedelta, get_timezone_location
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, override, pgettext
from django.utils.translation import gettext_lazy as _

# In Arabic by no-break spaces: a day is read with its year.
LONG = {"en": "d MMMM y", "fr": "d MMMM y", "es": "d 'de' MMMM 'de' y", "ar": "d\u00a0MMMM\u00a0y"}
SHORT = {"ar": LONG["ar"]}  # Arabic does not shorten its months
MONTH = {"es": "MMMM 'de' y"}
# English is that of Britain; of another language, its weeks are those of where most people speak it (CLDR).
WEEKS = {"en": "en_GB"}
# Zones that are not called after a town, or whose town has an article or a name of its own in one of the languages.
ZONES = {
    "UTC": _("universal time (UTC)"),
    "Etc/UTC": _("universal time (UTC)"),
    "Africa/Cairo": _("Cairo time"),
    "America/Mexico_City": _("Mexico City time"),
    "Asia/Gaza": _("Gaza time"),
    "Asia/Hebron": _("Palestine time"),
    "Indian/Comoro": _("Comoros time"),
}
# Unicode's names of towns stand under what a zone was called earlier: Buenos Aires is no part of Argentina there.
NEWER: dict[str, str] = dict(get_global("zone_aliases"))
OLDER: dict[str, list[str]] = {}
for _older, _newer in NEWER.items():
    OLDER.setdefault(_newer, []).append(_older)
# French puts an article before some names of zones.
FRENCH = tuple(
    (re.compile(rf"\bde\s{name}"), said)
    for name, said in (
        ("Îles ", "des îles "),
        ("Île ", "de l’île "),
        ("La (?=Barbade)", "de la "),
        ("(Le|El) (?=Caire|Salvador)", "du "),
        ("(?=(Açores|Bermudes|Caïmans|Chagos|Cocos|Fidji|Galápagos|Kerguelen|Maldives|Marquises|Palaos)$)", "des "),
        ("(?=(Cap-Vert|Guyana|Kamtchatka|Koweït|Qatar)$)", "du "),
        ("(?=(Dominique|Géorgie du Sud|Grenade|Guadeloupe|Jamaïque|Martinique)$)", "de la "),
        ("(?=[AEIOUÀÂÉÈÊÎÔ])", "d’"),
    )
)


class Leaf(NamedTuple):
    day: str
    month: str
    year: str


def day(value: date, *, short: bool = False) -> str:
    """Return the day of `value`, a date or an aware datetime (on the clock of the active zone): 22 December 2026."""
    shown = _local(value)
    language = _language()
    pattern = SHORT.get(language, "d MMM y") if short else LONG[language]
    words = _written(shown, pattern, language)
    return f"1er{words[1:]}" if language == "fr" and shown.day == 1 else words


def days(first: date, last: date, *, short: bool = False) -> str:
    """Return the days from `first` to `last`, each on its own clock: 26 to 28 November 2026, or the one day."""
    first, last = (each.date() if isinstance(each, datetime) else each for each in (first, last))
    if first == last:
        return day(first, short=short)
    begin = day(first, short=short)
    if (first.year, first.month) == (last.year, last.month):
        begin = begin.split()[0]
    return pgettext("days", "%(first)s to %(last)s") % {"first": begin, "last": day(last, short=short)}


def hour(value: time | datetime) -> str:
    """Return the hour that a clock shows: 09:30, in French 9 h 30 and 17 h, in Spanish 9:30."""
    language = _language()
    if language == "fr":
        return f"{value.hour}\N{NO-BREAK SPACE}h" + (f"\N{NO-BREAK SPACE}{value:%M}" if value.minute else "")
    return f"{value.hour}:{value:%M}" if language == "es" else f"{value:%H:%M}"


def moment(start: datetime, end: datetime | None = None, *, zone: str = "", short: bool = False) -> str:
    """Return day and hours on the clock of `zone`, which is named; without one on the clock of the site."""
    zone = zone or settings.TIME_ZONE
    start, end = _on_clock(start, zone), end and _on_clock(end, zone)
    words = {"day": day(start.date(), short=short), "start": hour(start), "zone": zone_name(zone)}
    if end is None or end == start:
        return pgettext("a moment", "%(day)s, %(start)s, %(zone)s") % words
    words["end"] = hour(end)
    if start.date() == end.date():
        return pgettext("hours of a day", "%(day)s, %(start)s to %(end)s, %(zone)s") % words
    words["last"] = day(end.date(), short=short)
    return pgettext("days with hours", "%(day)s, %(start)s, to %(last)s, %(end)s, %(zone)s") % words


def moment_beside_date(start: datetime, end: datetime, *, zone: str) -> str:
    """Return what `moment` says beside the day of `start`: hours and zone, of several days from when to when."""
    start, end = _on_clock(start, zone), _on_clock(end, zone)
    if start.date() != end.date():
        words = {"hour": hour(start), "day": day(end.date()), "zone": zone_name(zone)}
        return gettext("from %(hour)s until %(day)s, %(zone)s") % words
    told = hours(start, end) if end != start else hour(start)
    return pgettext("hours", "%(hours)s, %(zone)s") % {"hours": told, "zone": zone_name(zone)}


def until(last: date) -> str:
    """Return `last`, of several days of which the first is shown beside: until 28 November 2026."""
    return gettext("until %(day)s") % {"day": day(last)}


def hours(start: time | datetime, end: time | datetime) -> str:
    return pgettext("hours", "%(start)s to %(end)s") % {"start": hour(start), "end": hour(end)}


def weekday(value: date, *, short: bool = False) -> str:
    """Return which day of the week `value` is, as its name stands alone: Monday, in short Mon."""
    return str(format_date(value, "ccc" if short else "cccc", locale=_language()))


def weekday_and_day(value: date) -> str:
    return pgettext("a day", "%(weekday)s %(day)s") % {"weekday": weekday(value), "day": day(value)}


def first_weekday() -> int:
    """Return with which day a week begins where the active language is spoken: 0 for Monday, 5 for Saturday."""
    return _week()[0]


def weekend() -> frozenset[int]:
    """Return the days of rest where the active language is spoken: 5 and 6 for Saturday and Sunday."""
    return frozenset(_week()[1:])


def _week() -> tuple[int, int, int]:
    language = _language()
    known = Locale.parse(WEEKS.get(language) or get_global("likely_subtags").get(language, language))
    return known.first_week_day, known.weekend_start, known.weekend_end


def length(since: datetime) -> str:
    """Return how long ago `since` was, in its largest unit: 36 minutes, 2 days. Arabic has its own word for two."""
    passed = timezone.now() - since
    return str(format_timedelta(passed, granularity="minute", threshold=2, locale=_language()))


def about(minutes: int) -> str:
    """Return about how long that is, beyond 90 minutes in hours and halves: about 2½ hours."""
    if minutes <= 90:
        return ngettext("about %(number)s minute", "about %(number)s minutes", minutes) % {"number": minutes}
    hours, half = divmod(round(minutes / 30), 2)
    words = ngettext("about %(number)s hour", "about %(number)s hours", hours)
    if half:
        words = ngettext("about %(number)s½ hours", "about %(number)s½ hours", hours)
    return words % {"number": hours}


def month(value: date, *, short: bool = False) -> str:
    language = _language()
    return str(
        format_date(value, "MMM y" if short and language != "ar" else MONTH.get(language, "MMMM y"), locale=language)
    )


def leaf(value: date) -> Leaf:
    shown = _local(value)
    return Leaf(str(shown.day), _written(shown, "MMM", _language()), str(shown.year))


def zone_name(zone: str = "") -> str:
    """Return what people call `zone` (the site's unless one is named), by its place: Paris time."""
    return _zone_name(zone or settings.TIME_ZONE, _language())


def town(zone: str) -> str:
    """Return the town that `zone` is named after, such as Santiago for America/Santiago."""
    known = Locale.parse(_language()).time_zones
    newest = NEWER.get(zone, zone)
    names = [known[name]["city"] for name in (zone, newest, *OLDER.get(newest, ())) if "city" in known.get(name, {})]
    return str(
        names[0] if names else get_timezone_location(zone, locale=_language(), return_city=True).rpartition("/")[2]
    )


@lru_cache(maxsize=1_000)
def _written(value: date, pattern: str, language: str) -> str:
    return str(format_date(value, pattern, locale=language))


@cache
def _zone_name(zone: str, language: str) -> str:
    with override(language):
        if zone in ZONES:
            return str(ZONES[zone])
        name = gettext("%(town)s time") % {"town": town(zone)}
    for pattern, said in FRENCH if language == "fr" else ():
        name = pattern.sub(said, name)
    return name


def _language() -> str:
    """Return the active language, else English."""
    return (get_language() or "en").split("-")[0]


def _local(value: date) -> date:
    """Return the day of `value`, of an aware datetime on the clock of the active zone."""
    if not isinstance(value, datetime):
        return value
    return (timezone.localtime(value) if timezone.is_aware(value) else value).date()


def _on_clock(value: datetime, zone: str) -> datetime:
    """Return `value` as a clock in `zone` shows it; a naive one is shown by that clock already."""
    return timezone.localtime(value, ZoneInfo(zone)).replace(tzinfo=None) if timezone.is_aware(value) else value
