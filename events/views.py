"""Registration, one's own registration, seats left, one event for one's calendar."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from coalition.pages.memory import recall
from coalition.privacy import tokens
from coalition.privacy.decorators import private_page

from . import calendar, emails, extras, listing, services
from .forms import RegistrationForm
from .models import EventPage, Registration, RegistrationClosed, SeatCategory
from .permissions import invitation, may_see
from .places import places_left

# What these views ask of a page; its event is loaded whole.
PAGE_FIELDS = ("title", "summary", "url_path", "translation_key", "neutral_title", "event")


def find_page(request: HttpRequest, slug: str, section: str) -> EventPage:
    """Return the page `/<section>/<slug>/` in the active language that the visitor may see, or raise Http404."""
    language = get_language() or "en"

    def find() -> int | None:
        pages = EventPage.objects.live().in_language(language).filter(slug=slug)
        return pages.filter(url_path__endswith=f"/{section}/{slug}/").values_list("pk", flat=True).first()

    pk = recall(("event page", language, section, slug), find)
    rows = EventPage.objects.live().unrestricted().select_related("event").only(*PAGE_FIELDS)
    page = rows.filter(pk=pk).first() if pk else None
    if page is None or not may_see(page.event, request.GET.get("invitation", "")):
        raise Http404
    return page


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str, section: str = "events") -> HttpResponse:
    """Show the form; on POST register and redirect. Known and unknown addresses get the same answer."""
    page = find_page(request, slug, section)
    posted = request.method == "POST"
    rows = SeatCategory.objects.filter(event_id=page.event_id)
    categories = list(rows if posted else rows.with_seats())
    if not categories or not page.event.is_open_for_registration:
        return _closed(request, page)
    form = RegistrationForm(request.POST or None, request=request, event=page.event, categories=categories)
    if posted and form.is_valid():
        try:
            services.register(event=page.event, category=form.chosen_category(), person=form.registrant())
        except RegistrationClosed:
            return _closed(request, page)
        except SeatCategory.DoesNotExist:  # removed while the form was read: it says so with the seats that are left
            return register(request, slug, section)
        return HttpResponseRedirect(f"{request.path}sent/{invitation(page.event)}")
    context = _context(page, request, None if posted else categories)
    return render(request, "events/register.html", {**context, "form": form}, status=422 if form.is_bound else 200)


def _closed(request: HttpRequest, page: EventPage) -> HttpResponse:
    return render(request, "events/register.html", {**_context(page, request), "closed": True})


@private_page
@require_safe
def registered(request: HttpRequest, slug: str, section: str = "events") -> HttpResponse:
    """Say that a mail is on its way; the same for everyone."""
    return render(request, "events/registered.html", _context(find_page(request, slug, section), request))


def _context(page: EventPage, request: HttpRequest, categories: Iterable[SeatCategory] | None = None) -> dict[str, Any]:
    """Return what every template here needs. `categories`, where they are loaded already, are annotated with seats."""
    if categories is None:
        categories = SeatCategory.objects.filter(event_id=page.event_id).with_seats()
    request.coalition_page = page  # type: ignore[attr-defined]  # the language switcher keeps the page
    row = listing.row(page)
    back = f"{row.url}{invitation(page.event)}"
    return {"page": page, "row": row, "back": back, "event": page.event, "seats": places_left(categories)}


@private_page
@require_safe
def seats(request: HttpRequest, slug: str, section: str = "events") -> HttpResponse:
    """Say whether seats are left now: small and never cached, while the page itself is cached whole."""
    page = find_page(request, slug, section)
    return render(request, "events/seats.html", _context(page, request))


@require_safe
def event_ics(request: HttpRequest, slug: str, section: str = "events") -> HttpResponse:
    """Send one event for a calendar; the same UID as in the feeds, so that both are one event there."""
    page = find_page(request, slug, section)
    language = get_language() or "en"
    body = calendar.build([calendar.entry_for(page, language)], language=language)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    response["Cache-Control"] = "no-store, private" if page.event.closed else "public, no-cache"
    return response


def find_registration(token: str) -> Registration:
    """Return the registration that `token` opens, or raise Http404."""
    found = Registration.objects.select_related("event").filter(token_digest=tokens.digest(token)).first()
    if found is None:
        raise Http404
    return found


@private_page
@require_safe
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Show one's own registration."""
    found = find_registration(token)
    return render(request, "events/registration.html", _registration_context(found, token))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_registration(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, then give the seat back. Opening the address changes nothing: mail scanners open links."""
    found = find_registration(token)
    if request.method == "POST":
        services.cancel_registration(registration=found)
        return HttpResponseRedirect(reverse("events:registration", args=[token]))
    return render(request, "events/registration_cancel.html", _registration_context(found, token))


def _registration_context(found: Registration, token: str) -> dict[str, Any]:
    language = get_language() or "en"
    words = emails.entry(found.event, language)
    actions = [action for make in extras.registration_actions if (action := make(found, token))]
    return {"registration": found, "event": found.event, "words": words, "when": emails.when(found.event),
            "token": token, "actions": actions}  # fmt: skip
