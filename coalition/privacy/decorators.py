"""HTTP headers of pages that belong to one person."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_callable
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def private_page(view: View) -> View:
    """Make `view` leave no copy and no trace elsewhere: `no-store`, `noindex`, no referrer to other sites.

    The referrer policy is `same-origin` and not `no-referrer`: under the latter browsers post forms with
    `Origin: null` (Fetch standard, "append a request Origin header"), which the CSRF check must refuse.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapper


SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}  # RFC 9110, 9.2.1
REASON = "The form was not sent from a page of this site."  # for the page of the refusal (coalition/views.py)


def takes_no_cookie(view: View) -> View:
    """Let `view` take posts from pages of this site only, without Django's cookie and its token."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        checked = not getattr(request, "_dont_enforce_csrf_checks", False)  # as in Django's own middleware: tests
        if request.method not in SAFE and checked and not is_from_here(request):
            refuse: View = get_callable(settings.CSRF_FAILURE_VIEW)
            return refuse(request, reason=REASON)
        return view(request, *args, **kwargs)

    return csrf_exempt(wrapper)


def is_from_here(request: HttpRequest) -> bool:
    """Say whether the browser names a page of this site as the one that sends `request`."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}  # none: by who sits before the browser, as a page asked for anew
    own = f"{request.scheme}://{request.get_host()}"
    if origin := request.headers.get("Origin"):
        return origin == own
    address = urlsplit(request.headers.get("Referer", ""))
    return f"{address.scheme}://{address.netloc}" == own
