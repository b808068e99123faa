"""Short addresses of courses, which lead to where their pages stand in the language of the address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.views import serve

from coalition.pages.querysets import unrestricted
from coalition.pages.skeleton import led_to

from .pages import CoursePage


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """Lead to the course, of several to the one that was published last."""
    return _page_here(request) or _lead({})


@require_safe
def course(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the page of the course `key`."""
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
