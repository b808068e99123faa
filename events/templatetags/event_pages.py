"""What rooms above add to the page of an event: its programme, its recording, the calendar of its series."""

from typing import Any

from django import template

from events.calendar.views import series_link
from events.messages.emails import on_page
from events.programme.published_programme import programme_link

register = template.Library()


@register.simple_tag
def event_links(page: Any) -> dict[str, Any]:
    """Return the addresses and lists that stand in the card of the event page `page`, by name."""
    return series_link(page) | on_page(page) | programme_link(page)
