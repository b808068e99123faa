"""Which pages of events an editor must put right: from before each had one place and one event of its own."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from coalition.users.waiting import Item, Waiting
from events.pages.forms import refusal
from events.pages.models import EventPage


def unsettled_pages(user: Any) -> list[Waiting]:
    """Return second pages of an event in one language, and pages in a section of other events, while there are any."""
    pages = EventPage.objects.select_related("event", "locale").order_by("path")
    second, misplaced = list(pages.filter(language=None)), _misplaced(pages.filter(live=True, language__isnull=False))
    lines = (
        (_("Second pages of an event in one language: delete each, or choose an event of its own"), second, "edit"),
        (_("Pages of events in another section than theirs: move each"), misplaced, "move"),
    )
    found = []
    for label, wrong, action in lines:
        mine = [page for page in wrong if page.permissions_for_user(user).can_edit()]
        items = tuple(
            Item(page.title, reverse(f"wagtailadmin_pages:{action}", args=[page.pk]), str(page.locale)) for page in mine
        )
        if items:
            found.append(Waiting(label, len(items), "", items=items))
    return found


def _misplaced(pages: Any) -> list[EventPage]:
    """Return those of `pages` that their section does not take: of many pages only its kinds of events are read."""
    pages = pages.annotate(above=Left("path", Length("path") - EventPage.steplen))
    pairs = set(pages.order_by().values_list("above", "event__kind").distinct())
    sections = {page.path: page for page in Page.objects.filter(path__in={above for above, _kind in pairs})}
    wrong = [Q(above=above, event__kind=kind) for above, kind in pairs if refusal(sections[above], kind)]
    return list(pages.filter(reduce(or_, wrong))) if wrong else []
