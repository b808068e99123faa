"""What rooms above add to the page of an event: seats, programme, its series; lists of events in texts."""

from typing import Any

from django import template

from events.calendar.series import series_of
from events.messages.emails import on_page
from events.pages.event_list import listed
from events.programme.published_programme import languages_of
from events.programme.views import programme_of
from events.registrations.fullness import places_left, seats_offered

register = template.Library()
register.simple_tag(listed, name="listed_events")


@register.simple_tag
def event_links(page: Any) -> dict[str, Any]:
    """Return the addresses and lists that stand in the card of the event page `page`, by name."""
    return series_of(page) | on_page(page) | languages_of(page.event)


@register.simple_tag
def seats_left(page: Any) -> list[dict[str, Any]]:
    """Return in words what is left of the seats of the event of `page`."""
    return places_left(seats_offered(page.event_id))


@register.simple_tag
def event_programme(page: Any, request: Any) -> dict[str, Any]:
    """Return the programme of the event of `page`, as the address of `request` asks for it."""
    return programme_of(page, request.GET)
