"""The form of an event, seats left, one event for one's calendar."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from coalition.pages.skeleton import path_of
from coalition.privacy.decorators import private_page

from . import calendar, listing, registering
from .finding import at_its_address, find_page
from .forms import RegistrationForm
from .models import EventPage, RegistrationClosed, SeatCategory
from .permissions import invitation
from .places import places_left


@require_safe
def neutral_page(request: HttpRequest, short_id: str) -> HttpResponse:
    """Show an event's page at the address that says nothing, and leave no copy of it."""
    found = find_page(request, short_id=short_id)
    if not found.event.neutral_address:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{path_of(found)}{f'?{query}' if query else ''}")
    page = EventPage.objects.select_related("event").get(pk=found.pk)
    response: HttpResponse = page.serve(request, neutral=True)
    return private_page(lambda _request: response)(request)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@at_its_address
def register(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Show the form; on POST keep what was typed, owe a mail, and redirect. No address is looked up."""
    return _register(request, page)


def _register(request: HttpRequest, page: EventPage) -> HttpResponse:
    posted = request.method == "POST"
    categories = list(SeatCategory.objects.filter(event_id=page.event_id))
    if not categories or not page.event.is_open_for_registration:
        return _closed(request, page)
    form = RegistrationForm(request.POST or None, request=request, event=page.event, categories=categories)
    if posted and form.is_valid():
        try:
            registering.ask(event=page.event, category=form.chosen_category(), person=form.registrant())
        except RegistrationClosed:
            return _closed(request, page)
        except SeatCategory.DoesNotExist:  # removed while the form was read: it says so with the seats that are left
            return _register(request, page)
        return HttpResponseRedirect(f"{request.path}sent/{invitation(page.event)}")
    context = _context(page, request, categories)
    return render(request, "events/register.html", {**context, "form": form}, status=422 if form.is_bound else 200)


def _closed(request: HttpRequest, page: EventPage) -> HttpResponse:
    return render(request, "events/register.html", {**_context(page, request), "closed": True})


@private_page
@require_safe
@at_its_address
def registered(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Say that a mail is on its way; the same for everyone."""
    return render(request, "events/registered.html", _context(page, request))


def _context(page: EventPage, request: HttpRequest, categories: Iterable[SeatCategory] | None = None) -> dict[str, Any]:
    """Return what every template here needs; `categories` where they are loaded already."""
    if categories is None:
        categories = SeatCategory.objects.filter(event_id=page.event_id)
    request.coalition_page = page  # type: ignore[attr-defined]  # the language switcher keeps the page
    row = listing.row(page)
    back = f"{row.url}{invitation(page.event)}"
    return {"page": page, "row": row, "back": back, "event": page.event, "seats": places_left(categories),
            "neutral": page.event.neutral_address}  # fmt: skip


@private_page
@require_safe
@at_its_address
def seats(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Say in a word how many seats are left: small and never cached, while the page itself is cached whole."""
    return render(request, "events/seats.html", _context(page, request))


@require_safe
@at_its_address
def event_ics(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Send one event for a calendar; the same UID as in the feeds, so that both are one event there."""
    language = get_language() or "en"
    body = calendar.build([calendar.entry_for(page, language)], language=language)
    name = page.event.short_id if page.event.neutral_address else page.slug
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["Cache-Control"] = "no-store, private" if page.event.closed else "public, no-cache"
    return response
