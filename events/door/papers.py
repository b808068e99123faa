"""Badges: four on a sheet, each with the name that somebody chose and their language. No address, no code."""

from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils import timezone, translation
from django.utils.translation import get_language, get_language_bidi, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.certificates import signing_key
from coalition.certificates.forms import CertificateForm
from coalition.certificates.pdf import clean, draw_pdf
from coalition.certificates.services import certificate_of
from coalition.certificates.views import hand_over, saved_file
from coalition.privacy.decorators import private_page
from coalition.site.site_words import site_names
from events.models import Event
from events.permissions import may_export_registrations
from events.registrations import services
from events.registrations.emails import entry, manage_url
from events.registrations.models import Registration
from events.registrations.own_page import Action, find_registration, is_elsewhere, own_context
from events.seats.models import SeatKind
from events.team.permissions import may_check_in_at

from .certificates import ATTENDANCE, issue, may_have_certificate

TEMPLATE = Path(__file__).with_name("badges.typ")


def sheets(event: Event, language: str) -> bytes:
    """Return the badges of everybody with a seat on site, by name; the file is called in `language`."""
    rows = Registration.objects.filter(event=event).confirmed().exclude(category__kind=SeatKind.ONLINE)
    rows = rows.select_related("category").order_by("name", "pk")
    with translation.override(language):
        content = {
            "language": language,
            "title": _("Badges: %(event)s") % {"event": clean(entry(event, language).title)},
            "network": site_names(language).site,
        }
    return draw_pdf(
        TEMPLATE, content | {"badges": [_badge(event, row) for row in rows]}, timestamp=int(timezone.now().timestamp())
    )


def _badge(event: Event, row: Registration) -> dict[str, Any]:
    """Return what one badge says, in the language of its person."""
    with translation.override(row.language):
        return {
            "language": row.language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "event": clean(entry(event, row.language).title),
            "name": clean(row.name),
            "category": clean(str(row.category)),
            "speaks": str(get_language_info(row.language)["name_local"]).capitalize(),
        }


def offer_certificate(registration: Registration, own_url: str = "") -> Action | None:
    if not signing_key.is_set() or not may_have_certificate(registration):
        return None
    return Action(_("Certificate of attendance"), f"{own_url or manage_url(registration)}certificate/", main=True)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Ask what the certificate shows, and give it as a file. 404 for who was not there."""
    found = find_registration(token)
    if is_elsewhere(found, short_id) or not may_have_certificate(found):
        raise Http404
    kept = certificate_of(ATTENDANCE, found.pk)
    first = {"name": kept.name if kept else found.name, "shows_name": bool(kept and kept.shows_name)}
    form = CertificateForm(request.POST or None, initial=first)
    context = own_context(found, token, bool(short_id))
    context |= {"heading": _("Certificate of attendance"), "subject_title": context["words"].title,
                "back": _("Your registration"), "certificate": kept, "with_token": True}  # fmt: skip
    return hand_over(request, form, partial(issue, registration=found, language=get_language() or "en"), context)


@private_page
@require_safe
def badge_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the badges of an event to who may take its names away; the site history says so."""
    event = get_object_or_404(Event, pk=pk)
    if not (may_check_in_at(request.user, event) and may_export_registrations(request.user)):
        raise PermissionDenied
    if not Registration.objects.filter(event=event).confirmed().exists():
        return redirect("events_door:event", pk)
    services.note_export(by=request.user, kind="badges", event=str(event.pk))
    return saved_file(sheets(event, get_language() or "en"), f"badges-{event.short_id}.pdf")


def badge_addresses() -> list[URLPattern | URLResolver]:
    return [path("badges/", include(([path("<int:pk>/", badge_sheets, name="badges")], "events_papers")))]
