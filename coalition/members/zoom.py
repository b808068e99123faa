"""The ways from one view of a map to another: regions of UCLG, and what opens a mark for several."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from .geo import SECTIONS
from .maps import SPREAD, Opens, Place, Region
from .models import LocalGovernment

MAP = "#map"

# Returns the address with a section (None: without) in the place of the one asked.
Link = Callable[[str | None], str]


def regions(link: Link, *, current: str | None, offered: Iterable[str] = SECTIONS) -> tuple[Region, ...]:
    """Return the world and each section of `offered` that is a part of it, as links to the map of them."""
    labels = dict(LocalGovernment.Section.choices)
    found = set(offered)
    parts = [Region(str(labels[name]), link(name) + MAP, name == current) for name in SECTIONS if name in found]
    return (Region(_("The whole world"), link(None) + MAP, current not in SECTIONS), *parts) if parts else ()


def main_section(group: Iterable[Place]) -> str | None:
    """Return the section that most of `group` belong to; None where none has one on the map."""
    found = Counter(place.section for place in group if place.section in SECTIONS)
    return found.most_common(1)[0][0] if found else None


def opens(group: list[Place], *, link: Link, nearer: Opens, zoomed: bool) -> str | None:
    """Return the address that shows `group` larger: their region, then what `nearer` says; None where nothing does."""
    section = None if zoomed else main_section(group)
    return link(section) + MAP if section else nearer(group)


def centre(group: list[Place]) -> tuple[float, float]:
    """Return the middle of `group`: latitude and longitude, to a tenth of a degree."""
    latitude = sum(place.latitude for place in group) / len(group)
    longitude = sum(place.longitude for place in group) / len(group)
    return round(latitude, 1), round(longitude, 1)


def unparted(group: list[Place], url: str) -> str | None:
    """Return `url`, the list of `group`, where they are too many to be drawn in a ring."""
    return url if len(group) > SPREAD else None
