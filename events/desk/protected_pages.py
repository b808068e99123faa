"""Pages of events that people registered for are not taken away: mails and own pages have their words and address."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from coalition.languages.names import listed, quoted
from coalition.pages.signals import pages_expiring
from events.models import Event
from events.pages.models import EventPage, refusal
from events.pages.signals import event_page_changing
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
ASKED_AGAIN = timedelta(days=1)  # after which a page of a postponed event is looked at anew


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


@receiver(event_page_changing)
def keep_who_is_written_to(sender: Any, page: Page, of_another: bool, expires: datetime | None, **kwargs: Any) -> None:
    """Refuse that `page` goes to another event, or away before its own is over, while people are written to from it."""
    early = expires is not None and isinstance(page, EventPage) and expires < page.event.end
    people = who_reads([page])[0] if of_another or early else 0
    if not people:
        return
    errors = {}
    if of_another:
        errors["event"] = _(
            "People registered for the event of this page, and they are written to in its words: %(people)s. Make "
            "another page for the other event, or cancel this one first."
        )
    if early:
        errors["expire_at"] = _(
            "People who are written to in the words of this page until the event is over: %(people)s. Choose a later "
            "date, or cancel the event first."
        )
    raise ValidationError({field: words % {"people": people} for field, words in errors.items()})


@receiver(pages_expiring)
def put_off_expiry(sender: Any, now: datetime, **kwargs: Any) -> None:
    """Let pages whose time is over stay until the end of their event, where people registered since it was set.

    One whose event is postponed past its former end has no such end yet: it stays a day, and then as is so by then.
    """
    due = EventPage.objects.live().filter(to_come(now, "event__"), expire_at__lte=now).select_related("event")
    kept = [page for page in due.defer_streamfields().order_by("pk") if who_reads([page])[0]]
    for page in kept:
        until = page.event.end if page.event.end > now else now + ASKED_AGAIN
        EventPage.objects.filter(pk=page.pk).update(expire_at=until)


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
