"""The holder gets a certificate as a file; anybody checks one by its code or its file. A GET only reads."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from mimetypes import guess_type
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.caching.memory import recall
from coalition.privacy import rate_limits
from coalition.privacy.one_time_codes import typed_code

from . import badge_signatures, services
from .models import IssuedCertificate
from .signing_key import BadIdentity

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Subject:
    """What the pages that check certificates of one `kind` say of them.

    `rows` returns labels and what they say of a certificate, or None where it counts no more.
    """

    kind: IssuedCertificate.Kind
    title: Any
    lead: Any
    one_each: Any
    rows: Callable[[IssuedCertificate], list[tuple[str, str]] | None]

    @property
    def address(self) -> str:
        return services.ADDRESSES[self.kind]


Issue = Callable[..., tuple[str, bytes]]


def hand_over(
    request: HttpRequest, form: Form, issue: Issue, context: dict[str, Any], *, name: str = "certificate-{code}.pdf"
) -> HttpResponse:
    """Ask what the certificate shows; on a valid POST give it as a file, which `issue` returns with its code."""
    if form.is_valid():
        try:
            code, file = issue(**form.cleaned_data)
        except BadIdentity:
            logger.exception("A certificate cannot be signed.")
            form.add_error(None, _("The certificate cannot be signed at the moment. Please try again in an hour."))
        else:
            return saved_file(file, name.format(code=code))
    status = 422 if form.is_bound else 200
    return render(request, "certificates/certificate.html", {"form": form, "sent": form, **context}, status=status)


def saved_file(content: bytes, name: str) -> HttpResponse:
    """Return the answer that saves `content` under `name`, which says of what type it is."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=guess_type(name)[0], headers=headers)


PUBLIC = {"Cache-Control": "public, max-age=300"}


@require_safe
def badge_issuer(request: HttpRequest) -> HttpResponse:
    """Answer with the profile that issues badges, in English: one address in all languages."""
    return JsonResponse({"@context": badge_signatures.CONTEXT, **badge_signatures.issuer("en")}, headers=PUBLIC)


@require_safe
def badge_keys(request: HttpRequest, thumbprint: str = "") -> HttpResponse:
    """Answer with every public key that signed a badge (RFC 7517, 5), or with the one that `kid` of a badge names."""
    found = recall("badge keys", badge_signatures.keys)
    if thumbprint and thumbprint not in found:
        raise Http404
    return JsonResponse(found[thumbprint] if thumbprint else {"keys": list(found.values())}, headers=PUBLIC)


@require_safe
def find_code(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Ask for the code of a certificate, and go to its page; or for its file."""
    if code := typed_code(request.GET.get("code", "")):
        return redirect(subject.address, reference=code)
    return _page(request, "certificates/find_code.html", subject)


@require_safe
def check(request: HttpRequest, subject: Subject, reference: str) -> HttpResponse:
    """Say that the certificate with this code is genuine, and of what; only look-ups that find nothing are counted."""
    found = services.find(subject.kind, typed_code(reference))
    rows = subject.rows(found) if found else None
    return _nothing(request, subject, "code") if rows is None else _genuine(request, subject, found, rows)


@require_safe
def check_file(request: HttpRequest, subject: Subject, reference: str) -> HttpResponse:
    """Say that the file with this SHA-256 is genuine, and of which certificate; 404 for any other file."""
    file = services.find_file(reference)
    found = file.certificate if file and file.certificate.kind == subject.kind else None
    rows = subject.rows(found) if found else None
    return _nothing(request, subject, "file") if rows is None else _genuine(request, subject, found, rows, file=file)


def _genuine(
    request: HttpRequest, subject: Subject, found: IssuedCertificate | None, rows: list[tuple[str, str]], **more: Any
) -> HttpResponse:
    return _page(request, "certificates/check.html", subject, certificate=found, rows=rows, **more)


def _nothing(request: HttpRequest, subject: Subject, unknown: str) -> HttpResponse:
    """Say that the `unknown` code or file was not found, or that it was asked too often."""
    status = 404
    try:
        rate_limits.check(scope="verify", request=request)
    except rate_limits.RateLimited:
        status, unknown = 429, "too many"
    return _page(request, "certificates/check.html", subject, status=status, unknown=unknown)


def _page(request: HttpRequest, template: str, subject: Subject, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"subject": subject, "find": f"{subject.address}-find"}
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response


def check_addresses(prefix: str, subject: Subject) -> list[URLPattern]:
    name, given = subject.address.partition(":")[2], {"subject": subject}
    return [
        path(prefix, find_code, given, name=f"{name}-find"),
        path(f"{prefix}<str:reference>/", check, given, name=name),
        path(f"{prefix}file/<str:reference>/", check_file, given, name=f"{name}-file"),
    ]
