"""Short addresses of courses, which lead to their pages, and the course as one file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.views import serve

from coalition.certificates.signing_key import BadIdentity
from coalition.pages.querysets import unrestricted
from coalition.pages.skeleton import led_to
from webinars.courses.bundles.packing import bundle
from webinars.courses.lessons.models import Course
from webinars.courses.pages import CoursePage


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """Lead to the course, of several to the one that was published last."""
    return _page_here(request) or _lead({})


@require_safe
def course(request: HttpRequest, key: str) -> HttpResponse:
    return _page_here(request) or _lead({"course__key": key})


def _page_here(request: HttpRequest) -> HttpResponse | None:
    """Answer with the page that an editor gave this very address, which goes before; None where there is none."""
    path = request.path_info.partition(f"/{get_language() or 'en'}/")[2]
    try:
        return serve(request, path)
    except Http404:
        return None


def _lead(asked: dict[str, str]) -> HttpResponse:
    pages = unrestricted(CoursePage.objects.live()).filter(locale__language_code=get_language() or "en", **asked)
    page = pages.order_by("-first_published_at", "-pk").first()
    if page is None:
        raise Http404
    return led_to(page)


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
        content = bundle(course)
    except BadIdentity as error:
        raise Http404 from error
    # A name that says nothing: the file stays on a device that others may use.
    headers = {"Content-Disposition": 'attachment; filename="course.zip"', "Cache-Control": "public, max-age=300"}
    return HttpResponse(content, content_type="application/zip", headers=headers)
