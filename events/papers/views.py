"""The holder asks for a certificate of attendance; hosts print badges. A GET only reads."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.certificates.forms import CertificateForm
from coalition.certificates.services import certificate_of
from coalition.certificates.views import hand_over, pdf_file
from coalition.privacy.decorators import private_page
from events.door.permissions import may_check_in_at
from events.models import Event
from events.registrations import services
from events.registrations.actions import Action
from events.registrations.emails import manage_url
from events.registrations.models import Registration
from events.registrations.own.page import find_registration, is_elsewhere
from events.registrations.own.views import own_context
from events.registrations.permissions import may_export_registrations

from . import badges
from .certificates import ATTENDANCE, issue, may_have_certificate


def offer_certificate(registration: Registration, own_url: str = "") -> Action | None:
    if not may_have_certificate(registration):
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
    return pdf_file(badges.sheets(event, get_language() or "en"), f"badges-{event.short_id}.pdf")


def badge_addresses() -> list[URLPattern | URLResolver]:
    return [path("badges/", include(([path("<int:pk>/", badge_sheets, name="badges")], "events_papers")))]
