"""The host that a request names: ours to the letter, or the request is refused.

Django takes each of its hosts with any port and with a dot behind it, and makes links and keys of caches of what it
took. `https://coalition.example.:8444/` is another origin to a browser and to every cache between: it is none of ours.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import validate_host
from django.middleware.csp import ContentSecurityPolicyMiddleware as DjangoPolicyMiddleware
from django.utils.csp import CSP

HOST = re.compile(r"(?P<name>\[[\da-f:.]+\]|[a-z\d_.-]*[a-z\d])(?::(?P<port>\d{1,5}))?", re.ASCII | re.IGNORECASE)


class HostsMiddleware:
    """Refuse (400) what asks for another host than ours. It stands behind the probes, which any name may ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = request.META.get("HTTP_HOST")
        if named is not None and not is_ours(named):
            raise DisallowedHost("Another host than ours was asked for.")
        return self.get_response(request)


def is_ours(named: str) -> bool:
    """Say whether `named`, a Host header, is one of ALLOWED_HOSTS, with the port of SITE_URL or, as there, with none.

    HOST_PORT None lets every port through: a demonstration is reached as its machine lets it be reached.
    """
    found = HOST.fullmatch(named)
    if found is None or not validate_host(found["name"].lower(), settings.ALLOWED_HOSTS):
        return False
    return settings.HOST_PORT is None or (found["port"] or "") == settings.HOST_PORT


class ContentSecurityPolicyMiddleware(DjangoPolicyMiddleware):
    """Django's middleware, with the CMS under its own policy, and its previews in a frame of the CMS."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path_info.startswith("/cms/") and not hasattr(response, "_csp_config"):
            response._csp_config = settings.CMS_CSP  # type: ignore[attr-defined]
        if getattr(request, "is_preview", False):
            let_the_cms_frame(response)
        return super().process_response(request, response)


def let_the_cms_frame(response: HttpResponse) -> None:
    """Let pages of this site, so the CMS, show `response` in a frame; every other directive stays as it is.

    Wagtail makes a preview by a request of its own, with the page's public address, and marks it with `is_preview`: an
    attribute, which no header and no address can set.
    """
    policy = getattr(response, "_csp_config", settings.SECURE_CSP)
    response._csp_config = {**policy, "frame-ancestors": [CSP.SELF]}  # type: ignore[attr-defined]
    response["X-Frame-Options"] = "SAMEORIGIN"
