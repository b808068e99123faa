"""Which pages of events an editor must put right: from before each had one place and one event of its own."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from coalition.users.waiting import Item, Waiting
from events.pages.forms import refusal
from events.pages.models import EventPage


def unsettled_pages(user: Any) -> list[Waiting]:
    """Return second pages of an event in one language, and pages in a section of other events, while there are any."""
    rows = EventPage.objects.filter(Q(language=None) | Q(live=True)).select_related("event", "locale").order_by("path")
    second = [page for page in rows if page.language_id is None]
    sections = {page.path: page for page in Page.objects.filter(path__in={row.path[: -row.steplen] for row in rows})}
    misplaced = [row for row in rows if row.language_id and refusal(sections[row.path[: -row.steplen]], row.event)]
    lines = (
        (_("Second pages of an event in one language: delete each, or choose an event of its own"), second, "edit"),
        (_("Pages of events in another section than theirs: move each"), misplaced, "move"),
    )
    found = []
    for label, pages, action in lines:
        mine = [page for page in pages if page.permissions_for_user(user).can_edit()]
        items = tuple(
            Item(page.title, reverse(f"wagtailadmin_pages:{action}", args=[page.pk]), str(page.locale)) for page in mine
        )
        if items:
            found.append(Waiting(label, len(items), "", items=items))
    return found
