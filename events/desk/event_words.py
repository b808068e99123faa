"""The pages of an event, written side by side: which there are, and where new ones go."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Page

from coalition.pages import page_words
from coalition.users.models import User
from events.models import Event
from events.pages.models import EventPage
from events.pages.sections import SectionPage


def sections(event: Event) -> dict[str, Any]:
    """Return the section for pages of `event` by language; the first of each, where there are more."""
    found: dict[str, Any] = {}
    for kind in all_sections(SectionPage):
        if kind.takes(event.kind):
            for page in kind.objects.live().select_related("locale").order_by("path"):
                found.setdefault(page.locale.language_code, page)
    return found


def all_sections(kind: type[SectionPage]) -> list[Any]:
    found = {kind for below in kind.__subclasses__() for kind in (below, *all_sections(below))}
    return sorted((kind for kind in found if not kind._meta.abstract), key=lambda kind: kind.__name__)


def pages_of(event: Event) -> dict[str, EventPage]:
    """Return the pages of `event` by language, as their editors left them: the newest draft of each."""
    pages = EventPage.objects.filter(event_id=event.pk).select_related("locale", "latest_revision")
    return {page.locale.language_code: page.get_latest_revision_as_object() for page in pages}


def lock(event: Event) -> None:
    """Keep the pages of `event` as they are until the end of the transaction, whoever else saves one of them."""
    keys = EventPage.objects.filter(event_id=event.pk).values("pk")
    list(Page.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))


def write(*, event: Event, words: Mapping[str, page_words.Words], publish: bool, user: User) -> dict[str, EventPage]:
    """Give `event` a page in each language of `words`, or change what its page there says; return those by language."""
    return page_words.write(
        kind=EventPage, facts={"event": event}, pages=pages_of(event), parents=sections(event), words=words,
        publish=publish, user=user,
    )  # fmt: skip
