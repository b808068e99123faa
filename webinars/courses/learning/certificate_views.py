"""The holder asks for the certificate of a course. A GET only reads."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coalition.certificates.services import certificate_of
from coalition.certificates.views import hand_over
from coalition.privacy.decorators import private_page
from coalition.privacy.origins import takes_no_cookie
from webinars.courses.learning.models import Enrolment
from webinars.courses.learning.own_views import about, own_page

from . import certificates
from .forms import CourseCertificateForm


@takes_no_cookie
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def certificate(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Ask what the certificate shows, and give it as a file. 404 for who has not finished the course."""
    if enrolment.finished_at is None:
        raise Http404
    language = get_language() or "en"
    kept = certificate_of(certificates.COURSE, enrolment.pk)
    first = {"name": kept.name, "shows_name": kept.shows_name} if kept else {}
    form = CourseCertificateForm(request.POST or None, initial=first, request=request, enrolment=enrolment)
    context = about(enrolment, language)
    context |= {"heading": _("Certificate of an online course"), "subject_title": context["title"],
                "back": _("Back to my course"), "certificate": kept}  # fmt: skip
    try:
        return hand_over(request, form, partial(certificates.issue, enrolment=enrolment, language=language), context)
    except Enrolment.DoesNotExist:  # left meanwhile
        raise Http404 from None
