"""HTTP of pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page

from .memory import memory


def serve(request: HttpRequest, path: str) -> Any:
    """Answer with the page at `path`, read anew, where this process remembers which it is; else as Wagtail does.

    Pages with routes of their own are not remembered. One that is gone or was unpublished this moment is left to
    Wagtail too.
    """
    from wagtail import views as wagtail_views  # late: it needs the models

    def find() -> tuple[type[Page], int] | None:
        result = Page.route_for_request(request, path)
        return None if result is None or result.args or result.kwargs else (type(result.page), result.page.pk)

    found = memory.recall(("page", request.get_host(), get_language(), path), find) if memory.usable else None
    page: Any = found[0]._default_manager.filter(pk=found[1], live=True).first() if found else None
    if page is None:
        return wagtail_views.serve(request, path)
    answer = wagtail_views.serve_chain  # from here on as `wagtail.views.serve`: its hooks ask who may read the page
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        answer = hook(answer)
    for hook in hooks.get_hooks("before_serve_page"):
        response = hook(page, request, [], {})
        if isinstance(response, HttpResponse):
            return response
    return answer(page, request, [], {})
