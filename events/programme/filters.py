"""What the address of a programme asks: track, language, clock, list or table."""

from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from coalition import dates
from coalition.pages.filters import AddressFilters
from events.languages import language_name
from events.models import Event
from events.zones import ZoneField, zones_by_place

from .reading import Item, Reading

LIST, GRID = "list", "grid"


class ClockFilters(AddressFilters):
    """`?zone=Asia/Hebron`: on which clock hours are shown; without it, on that of the event."""

    zone = ZoneField(label=_("Times shown in"), required=False)

    def __init__(self, query: QueryDict, event: Event) -> None:
        super().__init__(query)
        here = gettext("%(zone)s (where the event is)") % {"zone": dates.zone_name(event.zone)}
        self.offer("zone", zones_by_place(get_language() or "en"), here)

    def on_clock(self, reading: Reading) -> Reading:
        zone = self.asked.get("zone")
        return Reading(reading.version, reading.event, zone) if zone else reading


class ProgrammeFilters(ClockFilters):
    """`?track=3&language=fr&zone=Asia/Hebron&view=grid`."""

    field_order = ("track", "language", "zone")
    place_fields: ClassVar[tuple[str, ...]] = ("view",)

    track = forms.TypedChoiceField(label=_("Track"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(label=_("Language"), required=False)
    view = forms.ChoiceField(required=False, choices=[(LIST, LIST), (GRID, GRID)], widget=forms.HiddenInput)
    invitation = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, query: QueryDict, reading: Reading) -> None:
        super().__init__(query, reading.event)
        self.offer("track", reading.tracks, gettext("All tracks"))
        self.offer("language", [(code, language_name(code)) for code in reading.languages])
        if not reading.tracks:
            del self.fields["track"]

    @property
    def is_grid(self) -> bool:
        return bool(self.place.get("view") == GRID)

    def link_to(self, view: str) -> str:
        return self.link(view=view if view == GRID else None)

    def keep(self, item: Item) -> bool:
        """Say whether `item` is asked for; what nothing is said in belongs to every track and language."""
        if item.is_break:
            return True
        track, language = self.asked.get("track"), self.asked.get("language")
        if track is not None and item.track_key != track:
            return False
        return not language or language in {code for code, _way in item.languages}
