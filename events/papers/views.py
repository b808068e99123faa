"""The holder asks for a certificate; anybody checks one by its code; hosts print badges. A GET only reads."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.privacy import limits
from coalition.privacy.codes import typed_code
from coalition.privacy.decorators import private_page
from events.door.permissions import may_check_in_at
from events.models import Event
from events.registrations.actions import Action
from events.registrations.emails import entry, when
from events.registrations.models import Registration
from events.registrations.permissions import may_export_registrations
from events.registrations.views import find_registration, is_elsewhere, own_context

from . import badges, certificates
from .attendance import may_have_certificate
from .forms import CertificateForm


def offer_certificate(registration: Registration, own_url: str) -> Action | None:
    """Return the way from one's own page to the certificate, for who was there."""
    if not may_have_certificate(registration):
        return None
    return Action(_("Certificate of attendance"), f"{own_url}certificate/")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Ask what the certificate shows, and give it as a file. 404 for who was not there."""
    found = find_registration(token)
    if is_elsewhere(found, short_id) or not may_have_certificate(found):
        raise Http404
    kept = getattr(found, "certificate", None)
    first = {"name": kept.name if kept else found.name, "shows_name": bool(kept and kept.shows_name)}
    form = CertificateForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        made = certificates.make(registration=found, **form.cleaned_data)
        return _file(certificates.draw(made, get_language() or "en"), f"certificate-{made.code}.pdf")
    context = {**own_context(found, token, bool(short_id)), "form": form, "certificate": kept}
    return render(request, "events/papers/certificate.html", context, status=422 if form.is_bound else 200)


@require_safe
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the certificate with this code is genuine, and of what; only look-ups that find nothing are counted."""
    found = certificates.find(typed_code(reference))
    context: dict[str, Any] = {"certificate": found}
    status = 200
    if found is None:
        status = 404
        try:
            limits.check(scope="verify", request=request)
        except limits.RateLimited:
            status = 429
    else:
        event = found.registration.event
        shown = not event.closed
        context |= {"words": entry(event, get_language() or "en") if shown else None, "when": when(event)}
    response = render(request, "events/papers/check.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response


@private_page
@require_safe
def badge_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the badges of an event to who may take its names away."""
    event = get_object_or_404(Event, pk=pk)
    if not (may_check_in_at(request.user, event) and may_export_registrations(request.user)):
        raise PermissionDenied
    if not Registration.objects.filter(event=event).confirmed().exists():
        return redirect("events_door:event", pk)
    return _file(badges.sheets(event, get_language() or "en"), f"badges-{event.short_id}.pdf")


def _file(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
