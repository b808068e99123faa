"""A course as a file over HTTP."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.pages import sealing
from coalition.pages.memory import recall
from webinars.courses.lessons.models import Course
from webinars.courses.lessons.pages import CoursePage

from . import scorm
from .packing import bundle


@require_safe
def download(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the bundle of the course `key`, the same for every language. It is made once for each change.

    Raises Http404 for a course without a published page, and where this site cannot sign.
    """
    pages = CoursePage.objects.live().filter(course__key=key)
    course = Course.objects.filter(key=key, pages__in=pages).first()
    if course is None:
        raise Http404
    try:
        content = recall(("bundle", course.pk), lambda: bundle(course))
    except sealing.NoSeal as error:
        raise Http404 from error
    return _file(content)


@require_safe
def package(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the course `key` for learning platforms (SCORM 1.2), in the language of the address.

    Raises Http404 for a course without a published page in it.
    """
    language = get_language() or settings.LANGUAGE_CODE
    course = Course.objects.filter(key=key).first()
    if course is None:
        raise Http404
    try:
        content = recall(("scorm", course.pk, language), lambda: scorm.package(course, language))
    except LookupError as error:
        raise Http404 from error
    return _file(content)


def _file(content: bytes) -> HttpResponse:
    # A name that says nothing: the file stays on a device that others may use.
    disposition = {"Content-Disposition": 'attachment; filename="course.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=disposition)
