"""The holder asks for a certificate; anybody checks one by its code; hosts print badges. A GET only reads."""

import logging
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.asking import AsksPlainly
from coalition.pages import sealing
from coalition.privacy import limits
from coalition.privacy.codes import typed_code
from coalition.privacy.decorators import private_page
from events.door.permissions import may_check_in_at
from events.models import Event
from events.registrations import services
from events.registrations.actions import Action
from events.registrations.emails import entry, manage_url, when
from events.registrations.models import Registration
from events.registrations.own.page import find_registration, is_elsewhere
from events.registrations.own.views import own_context
from events.registrations.permissions import may_export_registrations

from . import badges, certificates
from .models import AttendanceCertificate, CertificateFile, may_have_certificate


class CertificateForm(AsksPlainly, forms.Form):
    """The name on the certificate, and whether whoever checks it is told the name too."""

    asks = {"name": gettext_lazy("Enter the name for the certificate.")}

    name = forms.CharField(
        label=gettext_lazy("Name on the certificate"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    shows_name = forms.BooleanField(
        label=gettext_lazy("Show the name to whoever checks the certificate"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise the page says only that the certificate is genuine, and gives the event and its date."
        ),
    )


logger = logging.getLogger(__name__)


def offer_certificate(registration: Registration, own_url: str) -> Action | None:
    """Return the way from one's own page to the certificate, for who was there."""
    if not may_have_certificate(registration):
        return None
    return Action(_("Certificate of attendance"), f"{own_url}certificate/", main=True)


def certificate_link(registration: Registration) -> Action | None:
    """Return the way to the certificate, for the thanks of who was there."""
    if not may_have_certificate(registration):
        return None
    return Action(_("Certificate of attendance"), f"{manage_url(registration)}certificate/")


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
        try:
            code, pdf = certificates.give(registration=found, **form.cleaned_data, language=get_language() or "en")
            return _file(pdf, f"certificate-{code}.pdf")
        except sealing.NoSeal:
            logger.exception("A certificate of attendance cannot be signed.")
            form.add_error(None, _("The certificate cannot be signed at the moment. Please try again in an hour."))
    context = {**own_context(found, token, bool(short_id)), "form": form, "certificate": kept}
    return render(request, "events/papers/certificate.html", context, status=422 if form.is_bound else 200)


@require_safe
def find_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a certificate, and go to its page; or for its file."""
    if code := typed_code(request.GET.get("code", "")):
        return redirect("events:attendance", reference=code)
    return _page(request, "events/papers/find_code.html", file_page=sealing.file_page())


@require_safe
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the certificate with this code is genuine, and of what; only look-ups that find nothing are counted."""
    found = certificates.find(typed_code(reference))
    return _genuine(request, found) if found else _nothing(request, "code")


@require_safe
def check_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the file with this SHA-256 is genuine, and of which certificate; 404 for any other file."""
    found = certificates.find_file(reference)
    return _genuine(request, found.certificate, found) if found else _nothing(request, "file")


def _genuine(request: HttpRequest, found: AttendanceCertificate, file: CertificateFile | None = None) -> HttpResponse:
    """Show a certificate; `file` is the one whose file was given."""
    event = found.registration.event
    words = None if event.closed else entry(event, get_language() or "en")
    return _page(request, "events/papers/check.html", certificate=found, file=file, words=words, when=when(event))


def _nothing(request: HttpRequest, unknown: str) -> HttpResponse:
    """Say that the `unknown` code or file was not found, or that it was asked too often."""
    status = 404
    try:
        limits.check(scope="verify", request=request)
    except limits.RateLimited:
        status, unknown = 429, "too many"
    return _page(request, "events/papers/check.html", status=status, unknown=unknown)


def _page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response


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
    return _file(badges.sheets(event, get_language() or "en"), f"badges-{event.short_id}.pdf")


def _file(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def badge_addresses() -> list[URLPattern | URLResolver]:
    """Return the address of badges."""
    return [path("badges/", include(([path("<int:pk>/", badge_sheets, name="badges")], "events_papers")))]
