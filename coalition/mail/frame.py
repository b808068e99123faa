"""A mail's HTML inside a frame of ours: it may style itself and do nothing else."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.csp import CSP

FRAME_POLICY = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
CHECKED = {"script-src": [CSP.SELF], "style-src": [CSP.SELF, CSP.UNSAFE_INLINE]}


def site_policy() -> dict[str, Any]:
    return dict(settings.SECURE_CSP)


def framed(html: str, *, checked_by: str = "") -> HttpResponse:
    """Answer `html` under a policy that forbids scripts, forms and every request to elsewhere.

    `checked_by` is what Wagtail adds to a preview for its panel of checks: with it, our own scripts run too.
    """
    response = HttpResponse(html.replace("</body>", f"{checked_by}</body>") if checked_by else html)
    response._csp_config = {**FRAME_POLICY, **CHECKED} if checked_by else FRAME_POLICY  # type: ignore[attr-defined]
    response["Cache-Control"] = "no-store, private"
    return response
