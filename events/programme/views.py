"""The programme of an event: on the event's own page, and as files for other programs."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from coalition import dates
from coalition.pages.filters import AddressFilters
from coalition.pages.json_ld import absolute
from coalition.pages.querysets import downloadable
from coalition.site.paths import path_of
from events.calendar.views import ASK_EACH_TIME, as_webcal, moved
from events.languages import language_name
from events.models import Event
from events.pages.models import EventPage
from events.pages.page_lookup import at_its_address
from events.zones import ZoneField, zones_by_place

from . import exports, published_programme
from .published_programme import Day, Item, Person, Reading, last_version


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
    """`?track=3&language=fr&zone=Asia/Hebron`."""

    field_order = ("track", "language", "zone")

    track = forms.TypedChoiceField(label=_("Track"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(label=_("Language"), required=False)
    invitation = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, query: QueryDict, reading: Reading) -> None:
        super().__init__(query, reading.event)
        self.offer("track", reading.tracks, gettext("All tracks"))
        self.offer("language", [(code, language_name(code)) for code in reading.languages])
        if not reading.tracks:
            del self.fields["track"]

    @property
    def chosen(self) -> bool:
        """Whether something is asked for, beside the way in to a closed event."""
        return bool(self.asked.keys() - {"invitation"})

    def keep(self, item: Item) -> bool:
        """Say whether `item` is asked for; what nothing is said in belongs to every track and language."""
        if item.is_break:
            return True
        track, language = self.asked.get("track"), self.asked.get("language")
        if track is not None and item.track_key != track:
            return False
        return not language or language in {code for code, _way in item.languages}


def with_documents(items: list[Item]) -> list[Item]:
    """Return `items`, each with the addresses of its documents that everybody may have: one query, or none."""
    keys = {key for item in items for _title, key in item.documents}
    if not keys:
        return items
    found = get_document_model().objects.filter(downloadable(), pk__in=keys)
    urls = {document.pk: document.url for document in found}
    return [
        replace(item, documents=[(title, urls[key]) for title, key in item.documents if key in urls]) for item in items
    ]


PORTRAIT = "fill-192x192"


def reading_of(page: EventPage) -> Reading:
    """Return what was released of the programme of `page`'s event, or raise Http404."""
    version = last_version(page.event_id)
    if version is None:
        raise Http404
    return Reading(version, page.event)


@require_safe
@at_its_address
def schedule_json(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Send the last version as `schedule.json`, in the language of the address.

    Raises Http404 where nothing takes place on a day: the format demands one.
    """
    reading = reading_of(page)
    if not reading.is_held:
        raise Http404
    reading.items = with_documents(reading.items)
    body = exports.as_json(page, reading)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    hidden = page.event.closed or page.event.neutral_address
    response["Cache-Control"] = "no-store, private" if hidden else "public, no-cache"
    if not hidden:
        response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@at_its_address
def programme_ics(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Send the last version as a calendar to subscribe to; an address that asks for a part of it is led there.

    What is kept from lists and histories has none: a subscription shows titles to whoever sees that calendar.
    """
    if page.event.closed or page.event.neutral_address:
        raise Http404
    reading = reading_of(page)
    if elsewhere := moved(request, exports.feed_path(page)):
        return elsewhere
    etag = exports.etag(page, reading)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        body = exports.body(page, reading, get_language() or "en")
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = ASK_EACH_TIME
    return response


def programme_of(page: EventPage, query: QueryDict) -> dict[str, Any]:
    """Return what the page of an event shows of its programme; nothing before anything was released.

    The address's `query` may ask for one track or language, and for another clock.
    """
    released = published_programme.reading_of(page.event_id)
    if released is None:
        return {}
    filters = ProgrammeFilters(query, released)
    reading = filters.on_clock(released)
    items = with_documents([item for item in reading.items if filters.keep(item)])
    url = path_of(page)
    hidden = page.event.closed or page.event.neutral_address
    return {
        "page_url": url,
        "json_url": f"{url}schedule.json{page.invitation}" if reading.is_held else "",
        "webcal": "" if hidden else as_webcal(absolute(exports.feed_path(page))),
        "reading": reading,
        "filters": filters,
        "days": today_first(reading.days(items), reading.zone),
        "found": any(not item.is_break for item in items),
        "people": _speakers(reading.people, {item.key for item in items}),
    }


def today_first(days: list[Day], zone: str) -> list[Day]:
    """Return `days` from today on, then those that are over; days without a date stay in their order."""
    today = timezone.now().astimezone(ZoneInfo(zone)).date()
    return sorted(days, key=lambda day: not day.number and day.date < today)


def _speakers(people: list[Person], shown: set[int]) -> list[tuple[Person, Any, list[Item]]]:
    """Return who speaks in a session that is `shown`, with their portrait or None, and with those sessions.

    Two queries, where anybody has a portrait.
    """
    found = [(person, [item for item in person.sessions if item.key in shown]) for person in people]
    found = [(person, sessions) for person, sessions in found if sessions]
    keys = [person.portrait for person, _sessions in found if person.portrait]
    rows = get_image_model().objects.filter(pk__in=keys).prefetch_renditions(PORTRAIT) if keys else ()
    pictures = {image.pk: image.get_rendition(PORTRAIT) for image in rows}
    return [(person, pictures.get(person.portrait), sessions) for person, sessions in found]
