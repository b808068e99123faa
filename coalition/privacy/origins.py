"""Forms that need no cookie: a post counts where the browser says that it comes from a page of this site.

Decision 0009-public-forms. Nothing of such a form depends on who is logged in, so there is no session to
ride on; what is kept out are posts that other sites let their readers make. `Sec-Fetch-Site` and `Origin` are set by
the browser, and no page can change them (Fetch standard, forbidden request-headers).
"""

from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_callable
from django.views.decorators.csrf import csrf_exempt

from .decorators import View

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
