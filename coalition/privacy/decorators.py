"""HTTP headers of pages that belong to one person."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

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
