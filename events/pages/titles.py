"""What an event is called to who works with it: the title of its page, else its working name."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from .models import EventPage


def titled[Events: QuerySet[Any]](events: Events) -> Events:
    """Return `events` with `title`s in the active language, else in English, else their working names."""
    pages = EventPage.objects.filter(event=OuterRef("pk")).order_by("pk")
    titles = [
        Subquery(pages.in_language(code).values("title")[:1]) for code in dict.fromkeys((get_language() or "en", "en"))
    ]
    return events.annotate(page_title=Coalesce(*titles, "name"))
