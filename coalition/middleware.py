"""Headers of every response, and the host that a request names: ours to the letter, or the request is refused.

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


class ResponseHeadersMiddleware:
    """Set the headers of every response, static files, redirects and errors included. It must stand first.

    No page may use the camera, the microphone and the like, and other sites may load nothing. A view that needs more
    sets these headers itself. What a view opens to other sites by CORS or for their frames may be loaded there.
    Redirects and errors are stored nowhere unless a view says otherwise: their address may tell of a person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        is_for_others = "Access-Control-Allow-Origin" in headers or getattr(response, "xframe_options_exempt", False)
        headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_for_others else "same-origin")
        if response.status_code >= 300 and response.status_code != 304:
            headers.setdefault("Cache-Control", "no-store")
        return response


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
