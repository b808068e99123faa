"""Time zones: an event's zone is a fact of the event (names of the IANA time zone database)."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EARLIEST_YEAR, LATEST_YEAR = 2000, 2099  # on the clock of the zone; the database is exact to the hour in UTC
NETWORK_ZONES = ("Europe/Paris", "Asia/Hebron", "Indian/Comoro", "America/Mexico_City", "Africa/Banjul")


def validate_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a zone of the IANA database, such as Europe/Paris."""
    if name not in available_timezones():
        raise ValidationError(_("Choose a time zone by its name, such as Europe/Paris."), code="zone")


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every zone for a select box, the network's own first."""
    others = sorted(name for name in available_timezones() if "/" in name and name not in NETWORK_ZONES)
    return [
        (str(_("Zones of the network")), [(name, name) for name in NETWORK_ZONES]),
        (str(_("All zones")), [(name, name) for name in [*others, "UTC"]]),
    ]


def in_zone(wall_time: datetime, zone: str) -> datetime:
    """Return the instant of naive `wall_time` on a clock in `zone`.

    Raises ValidationError for a time that a clock change skips, and for a year that is not of our time. A time that is
    repeated is the first of the two.
    """
    if not EARLIEST_YEAR <= wall_time.year <= LATEST_YEAR:
        raise ValidationError(_("Give a year from 2000 to 2099."), code="year")
    aware = wall_time.replace(tzinfo=ZoneInfo(zone), fold=0)
    if aware.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall_time:
        raise ValidationError(_("Clocks change then: this time does not exist in this zone."), code="skipped")
    return aware
