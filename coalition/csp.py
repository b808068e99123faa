"""Two content security policies: a closed one for the public site, Wagtail's own needs for the CMS.

Wagtail's editor writes inline styles and handlers, so `/cms/` gets `settings.CMS_CSP`; every other
address gets `settings.SECURE_CSP`, with no `unsafe-inline` and a nonce only where a page asks for one.
Source: https://www.w3.org/TR/CSP3/.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware as DjangoPolicyMiddleware


class ContentSecurityPolicyMiddleware(DjangoPolicyMiddleware):
    """Django's middleware, with the CMS under its own policy."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path_info.startswith("/cms/") and not hasattr(response, "_csp_config"):
            response._csp_config = settings.CMS_CSP  # type: ignore[attr-defined]
        return super().process_response(request, response)
