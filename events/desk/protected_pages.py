"""Pages of events that people registered for are not taken away: mails and own pages have their words and address."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from coalition.languages.names import listed, quoted
from events.models import Event
from events.pages.models import EventPage, refusal
from events.querysets import to_come
from events.registrations.models import Registration


def copy_no_events(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse in words to copy a section, or what is above it, with the pages of events below it."""
    asked: Any = request.POST.get("copy_subpages")
    if not asked or not EventPage.objects.descendant_of(page).exists():
        return None
    messages.error(
        request,
        _("Nothing was copied: an event has one page in each language. Copy this page without those below it, and "
          "make new events for the copy."),
    )  # fmt: skip
    return redirect("wagtailadmin_pages:copy", page.pk)


TAKES_AWAY = {"delete", "unpublish", "move"}


def who_reads(pages: Iterable[Page]) -> tuple[int, list[str]]:
    """Return how many people are written to in the words of `pages` and of those below, and the titles of these.

    It counts who has a seat or waits for one, of events that are neither over nor cancelled, each by the page whose
    words their mails have: that of their language, else the English one, else any. In three queries.
    """
    paths = [page.path for page in pages]
    coming = EventPage.objects.live().filter(to_come(timezone.now(), "event__"))
    live = coming.exclude(event__state=Event.State.CANCELLED)
    found = [page for page in live.defer_streamfields() if any(page.path.startswith(path) for path in paths)]
    events = {page.event_id for page in found}
    ranked: dict[int, dict[str, EventPage]] = {}
    for page in live.filter(event__in=events).select_related("locale").defer_streamfields().order_by("pk"):
        ranked.setdefault(page.event_id, {})[page.locale.language_code] = page
    active = Registration.objects.active().filter(event__in=events).order_by()
    taken = {page.pk for page in found}
    people, titles = 0, []
    for row in active.values("event_id", "language").annotate(people=Count("pk")):
        words = ranked[row["event_id"]]
        page = words.get(row["language"]) or words.get("en") or next(iter(words.values()))
        if page.pk in taken:
            people += row["people"]
            titles.append(page.title)
    return people, sorted(set(titles))


def keep_pages(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to unpublish or delete `page` where people are written to in its words, or in those of a page below."""
    return _refused(request, [page])


def keep_in_place(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Refuse to move it as well, unless it stands in the section of other events."""
    if isinstance(page, EventPage) and refusal(page.get_parent(), page.event.kind):
        return None
    return _refused(request, [page])


def keep_among_others(request: HttpRequest, action: str, objects: Sequence[Any], view: Any) -> HttpResponse | None:
    """Refuse that for several pages at once."""
    pages = [item for item in objects if isinstance(item, Page)]
    return _refused(request, pages) if pages and action in TAKES_AWAY else None


def _refused(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse | None:
    people, titles = who_reads(pages)
    if not people:
        return None
    words = _(
        "Nothing was changed. People registered for %(titles)s: %(people)s. They are written to in the words of this "
        "page. Cancel the event first: they are told by email."
    )
    messages.error(request, words % {"people": people, "titles": listed(map(quoted, titles))})
    if len(pages) == 1:
        return redirect("wagtailadmin_pages:edit", pages[0].pk)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
