"""The holder asks for a certificate; anybody checks one by its code or its file. A GET only reads."""

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.pages import sealing
from coalition.privacy import limits
from coalition.privacy.codes import typed_code
from coalition.privacy.decorators import private_page
from coalition.privacy.origins import takes_no_cookie
from webinars.courses.learning.models import Enrolment
from webinars.courses.learning.own_views import about, own_page
from webinars.courses.pages import title_of

from . import certificates
from .forms import CourseCertificateForm
from .models import CourseCertificate, CourseCertificateFile

logger = logging.getLogger(__name__)


@takes_no_cookie
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def certificate(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Ask what the certificate shows, and give it as a file. 404 for who has not finished the course."""
    if enrolment.finished_at is None:
        raise Http404
    language = get_language() or "en"
    kept = CourseCertificate.objects.filter(enrolment=enrolment).first()
    first = {"name": kept.name, "shows_name": kept.shows_name} if kept else {}
    form = CourseCertificateForm(request.POST or None, initial=first, request=request, enrolment=enrolment)
    if request.method == "POST" and form.is_valid():
        try:
            code, file = certificates.give(enrolment=enrolment, **form.cleaned_data, language=language)
        except Enrolment.DoesNotExist:  # left meanwhile
            raise Http404 from None
        except sealing.NoSeal:
            logger.exception("A certificate of a course cannot be signed.")
            form.add_error(None, _("The certificate cannot be signed at the moment. Please try again in an hour."))
        else:
            return _file(file, code)
    context = {**about(enrolment, language), "form": form, "certificate": kept}
    template = "webinars/courses/certificates/certificate.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _file(file: bytes, code: str) -> HttpResponse:
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{code}.pdf"'
    return response


@require_safe
def find_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a certificate, and go to its page; or for its file."""
    if code := typed_code(request.GET.get("code", "")):
        return redirect("webinars:course-certificate", reference=code)
    return _page(request, "webinars/courses/certificates/find_code.html", file_page=sealing.file_page())


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


def _genuine(request: HttpRequest, found: CourseCertificate, file: CourseCertificateFile | None = None) -> HttpResponse:
    """Show a certificate; `file` is the one whose file was given."""
    title = title_of(found.course, get_language() or "en")
    template = "webinars/courses/certificates/check.html"
    return _page(request, template, certificate=found, file=file, course_title=title)


def _nothing(request: HttpRequest, unknown: str) -> HttpResponse:
    """Say that the `unknown` code or file was not found, or that it was asked too often."""
    status = 404
    try:
        limits.check(scope="verify", request=request)
    except limits.RateLimited:
        status, unknown = 429, "too many"
    return _page(request, "webinars/courses/certificates/check.html", status=status, unknown=unknown)


def _page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response
