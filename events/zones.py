"""Time zones: an event's zone is a fact of the event (names of the IANA time zone database)."""

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coalition import dates
from coalition.languages.names import sort_key

from . import walltime

EARLIEST_YEAR, LATEST_YEAR = 2000, 2099  # on the clock of the zone; the database is exact to the hour in UTC
NETWORK_ZONES = ("Europe/Paris", "Asia/Hebron", "Indian/Comoro", "America/Mexico_City", "Africa/Banjul")


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    """Say whether `name` is a zone of the IANA database, such as Europe/Paris."""
    return name in _names()


def validate_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a zone of the IANA database, such as Europe/Paris."""
    if not is_zone(name):
        raise ValidationError(_("Choose a time zone by its name, such as Europe/Paris."), code="zone")


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every zone for a select box, the network's own first."""
    others = sorted(name for name in _names() if "/" in name and name not in NETWORK_ZONES)
    return [
        (_("Zones of the network"), [(name, name) for name in NETWORK_ZONES]),
        (_("All zones"), [(name, name) for name in [*others, "UTC"]]),
    ]


@cache
def zones_by_place(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every zone by its place, the network's first. `language` is the active one, for which it is kept."""
    names = [name for name, _label in zone_choices()[1][1] if not name.startswith(("Etc/", "US/"))]
    others: dict[str, str] = {}
    for name in names:
        if name not in NETWORK_ZONES:
            others.setdefault(dates.zone_name(name) if name == "UTC" else dates.town(name), name)
    return [
        (_("Zones of the network"), [(name, dates.zone_name(name)) for name in NETWORK_ZONES]),
        (_("All zones"), sorted(((name, label) for label, name in others.items()), key=lambda pair: sort_key(pair[1]))),
    ]


class ZoneField(forms.CharField):
    """The name of a zone of the IANA database."""

    def clean(self, value: object) -> str:
        name: str = super().clean(value)
        if name and not is_zone(name):
            raise forms.ValidationError("zone", code="zone")
        return name


def in_zone(wall_time: datetime, zone: str, *, second: bool = False) -> datetime:
    """Return the instant of naive `wall_time` on a clock in `zone`: of two the first, unless the `second` is meant.

    Raises ValidationError for a time that a clock change skips, and for a year that is not of our time.
    """
    check_year(wall_time)
    if walltime.is_skipped(wall_time, zone):
        change = walltime.change_over(wall_time, zone)
        last, first = (moment.astimezone(ZoneInfo(zone)) for moment in (change - timedelta(minutes=1), change))
        words = {"typed": f"{wall_time:%H:%M}", "last": f"{last:%H:%M}", "first": f"{first:%H:%M}"}
        message = _("Clocks go forward then: right after %(last)s they show %(first)s, so %(typed)s does not exist in "
                    "this zone. Give another time.")  # fmt: skip
        raise ValidationError(message, code="skipped", params=words)
    return walltime.instant_of(wall_time, zone, second=second)


def check_year(wall_time: datetime) -> None:
    """Raise ValidationError for a year that is not of our time."""
    if not EARLIEST_YEAR <= wall_time.year <= LATEST_YEAR:
        raise ValidationError(_("Give a year from 2000 to 2099."), code="year")
