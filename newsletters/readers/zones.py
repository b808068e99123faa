"""Where a reader's clock stands: the zone that they chose, else that of the local government whose contact they are.

Nobody is asked by a script and no address of a computer is looked at: who says nothing is not placed.
"""

import math
import re
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.members.models import Contact
from coalition.privacy.addresses import address_digest
from events.zones import zones_by_place

PLACE = re.compile(r"([+-]\d{4}(?:\d\d)?)([+-]\d{5}(?:\d\d)?)")  # ±DDMM±DDDMM, with seconds or without (ISO 6709)


def zone_choices() -> list[tuple[str, Any]]:
    """Return what a reader chooses from: nothing, or each zone by its place in the active language."""
    return [("", _("Prefer not to say")), *zones_by_place(get_language() or "en")]


def of_contacts() -> dict[str, str]:
    """Return the zone of each contact in office by the digest of their address, where one is known. One query."""
    facts = ("email", "government__country", "government__latitude", "government__longitude")
    contacts = Contact.objects.in_office(timezone.localdate()).exclude(email="").values_list(*facts)
    told = {address_digest(email): of_place(country, north, east) for email, country, north, east in contacts}
    return {digest: zone for digest, zone in told.items() if zone}


def of_place(country: str, latitude: Any = None, longitude: Any = None) -> str:
    """Return the zone of a place in `country` (ISO 3166-1): the only one there, else that whose town is nearest; empty
    where a country has several and the place is not known."""
    towns = _towns().get(country, [])
    if len(towns) == 1:
        return towns[0][0]
    if not towns or latitude is None or longitude is None:
        return ""
    north, east = float(latitude), float(longitude)
    return min(towns, key=lambda town: _distance(north, east, town[1], town[2]))[0]


def _distance(north: float, east: float, other_north: float, other_east: float) -> float:
    """Return how far two places are from each other, as good as it takes to compare (a square of degrees)."""
    around = (east - other_east + 180) % 360 - 180
    return (north - other_north) ** 2 + (around * math.cos(math.radians(north))) ** 2


@cache
def _towns() -> dict[str, list[tuple[str, float, float]]]:
    """Return the zones of each country with the place that each is named after: `zone.tab` of the `tzdata` package."""
    found: dict[str, list[tuple[str, float, float]]] = {}
    for line in files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, place, zone = line.split("\t")[:3]
            north, east = PLACE.fullmatch(place).groups()  # type: ignore[union-attr]
            found.setdefault(country, []).append((zone, _degrees(north, 2), _degrees(east, 3)))
    return found


def _degrees(told: str, digits: int) -> float:
    """Return `told` (a sign, `digits` of degrees, minutes, perhaps seconds) as degrees."""
    number = told[1:]
    parts = [number[:digits], number[digits : digits + 2], number[digits + 2 :] or "0"]
    size = sum(int(part) / 60**power for power, part in enumerate(parts))
    return -size if told[0] == "-" else size
