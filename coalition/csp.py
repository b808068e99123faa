"""Two content security policies: a closed one for the public site, and one for the CMS that is as closed for scripts.

`/cms/` gets `settings.CMS_CSP`, by which Wagtail's scripts may put style elements into a page and frames of the CMS
show its previews (decision 0014-two-content-policies); every other address gets `settings.SECURE_CSP`. Neither
lets an inline script run, but one that a page of ours has given the nonce of its answer.
Only a preview of the CMS, and nothing that a visitor can ask for, may stand in a frame of ours:
decision 0014-two-content-policies.
Source: https://www.w3.org/TR/CSP3/.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware as DjangoPolicyMiddleware
from django.utils.csp import CSP


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
