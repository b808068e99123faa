"""Which page an address leads to. A closed event and an address that leads nowhere take the same path to their 404."""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.caching.memory import recall
from coalition.pages.covers import PICTURE_FIELDS
from coalition.privacy.decorators import private_page
from coalition.site.paths import path_of
from events.permissions import may_see

from .models import EventPage

# What the views ask of a page; its event is loaded whole.
PAGE_FIELDS = ("title", "neutral_title", "slug", "summary", "url_path", "translation_key", "event", *PICTURE_FIELDS)


def find_page(
    request: HttpRequest, *, slug: str = "", section: str = "", short_id: str = "", remembered: bool = False
) -> EventPage:
    """Return the page in the active language that the visitor may see, or raise Http404.

    It stands at `/<section>/<slug>/`. An event with a neutral address stands at `/e/<short_id>/`. Any other event is
    not found there, like one that does not exist: links of discreet people hold its identifier.

    The way to the page is remembered, the page and its event are read anew: who closes an event closes it at once.
    Where they are `remembered` too, they are as they were when a change was last heard of.
    """
    language, code = get_language() or "en", request.GET.get("invitation", "")

    def find() -> int | None:
        pages = EventPage.objects.live().in_language(language)
        if short_id:
            return pages.filter(event__short_id=short_id, event__neutral_address=True).visible_pk(code)
        pages = pages.filter(slug=slug)
        return pages.filter(url_path__endswith=f"/{section}/{slug}/").visible_pk(code)

    def read() -> EventPage | None:
        # What an invitation opens is not remembered, and what is not remembered is looked up each time, like nothing.
        pk = find() if code else recall(("event page", language, section, slug or short_id), find)
        rows = EventPage.objects.live().unrestricted().select_related("event").only(*PAGE_FIELDS)
        return rows.filter(pk=pk).first() if pk else None

    kept = remembered and not code
    page = copied(recall(("whole event page", language, section, slug or short_id), read)) if kept else read()
    if page is None or not may_see(page.event, code) or (short_id and not page.event.neutral_address):
        raise Http404
    return page


def copied(page: EventPage | None) -> EventPage | None:
    """Return a copy of `page` and its event for one request: what is remembered is every thread's."""
    if page is None:
        return None
    own = copy(page)
    own.event = copy(page.event)
    return own


def at_its_address(view: Callable[..., HttpResponse], *, remembered: bool = False) -> Callable[..., HttpResponse]:
    """Make `view` get the page that the address names (find_page); lead to its own address when it has another."""

    @wraps(view)
    def wrapper(
        request: HttpRequest, slug: str = "", section: str = "", short_id: str = "", **options: Any
    ) -> HttpResponse:
        page = find_page(request, slug=slug, section=section, short_id=short_id, remembered=remembered)
        if page.event.neutral_address != bool(short_id):
            ending = request.path.partition(f"/{slug or short_id}/")[2]
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"{path_of(page)}{ending}{f'?{query}' if query else ''}")
        return view(request, page, **options)

    return wrapper


@private_page
@require_safe
def neutral_page(request: HttpRequest, short_id: str) -> HttpResponse:
    """Show an event's page at the address that says nothing; without one, a page that is the same for every address."""
    try:
        found = find_page(request, short_id=short_id)
    except Http404:
        return render(request, "events/neutral.html", {"neutral": True}, status=404)
    page = EventPage.objects.select_related("event").get(pk=found.pk)
    response: HttpResponse = page.serve(request, neutral=True)
    return response
