"""The programme of an event, as whoever may see the event's page sees it."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from coalition.pages.querysets import downloadable
from coalition.pages.sharing.facts import absolute
from coalition.pages.skeleton import path_of
from coalition.privacy.decorators import private_page
from events.calendar.views import ASK_EACH_TIME, moved
from events.months.building import as_webcal
from events.pages.finding import at_its_address
from events.pages.models import EventPage
from events.permissions import invitation

from . import calendar, exports
from .filters import GRID, LIST, ProgrammeFilters
from .grid import grid_of
from .reading import Item, Person, Reading, last_version


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
def programme(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Show the last version: as a list or a table, of one track or language, on the clock that is asked for."""
    reading = reading_of(page)
    filters = ProgrammeFilters(request.GET, reading)
    request.coalition_page = page  # type: ignore[attr-defined]  # the language switcher keeps the page
    response = render(request, "events/programme.html", _context(page, filters.on_clock(reading), filters))
    event = page.event
    return private_page(lambda _request: response)(request) if event.closed or event.neutral_address else response


@require_safe
@at_its_address
def schedule_json(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Send the last version as `schedule.json`, in the language of the address."""
    return _file(page, exports.as_json(_export(page)), "application/json; charset=utf-8")


@require_safe
@at_its_address
def programme_ics(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Send the last version as a calendar to subscribe to; an address that asks for a part of it is led there.

    What is kept from lists and histories has none: a subscription shows titles to whoever sees that calendar.
    """
    if page.event.closed or page.event.neutral_address:
        raise Http404
    reading = reading_of(page)
    if elsewhere := moved(request, calendar.feed_path(page)):
        return elsewhere
    etag = calendar.etag(page, reading)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        body = calendar.body(page, reading, get_language() or "en")
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = ASK_EACH_TIME
    return response


def _export(page: EventPage) -> exports.Export:
    """Return what is exported, or raise Http404 where nothing takes place on a day: the format demands one."""
    reading = reading_of(page)
    if not reading.is_held:
        raise Http404
    reading.items = with_documents(reading.items)
    return exports.Export(page, reading, absolute(f"{path_of(page)}programme/"))


def _file(page: EventPage, body: str | bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    hidden = page.event.closed or page.event.neutral_address
    response["Cache-Control"] = "no-store, private" if hidden else "public, no-cache"
    if not hidden:
        response["Access-Control-Allow-Origin"] = "*"
    return response


def _context(page: EventPage, reading: Reading, filters: ProgrammeFilters) -> dict[str, Any]:
    items = with_documents([item for item in reading.items if filters.keep(item)])
    days = reading.days(items)
    row = page.row
    suffix = invitation(page.event)
    hidden = page.event.closed or page.event.neutral_address
    return {
        "page": page,
        "row": row,
        "back": f"{row.url}{suffix}",
        "programme_url": f"{row.url}programme/",
        "json_url": f"{row.url}schedule.json{suffix}",
        "has_files": reading.is_held,
        "webcal": "" if hidden else as_webcal(absolute(calendar.feed_path(page))),
        "neutral": page.event.neutral_address,
        "reading": reading,
        "filters": filters,
        "days": days,
        "grids": [(day, grid_of(day, reading.rooms)) for day in days] if filters.is_grid else [],
        "found": any(not item.is_break for item in items),
        "list_query": filters.link_to(LIST),
        "grid_query": filters.link_to(GRID),
        "people": _speakers(reading.people, {item.key for item in items}),
    }


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
