"""What a device keeps of one page where its reader asks for that: decision 0013-leaving-is-measured.

The worker stands in the folder of that page, so that it can serve no other address (Service Workers, "scope"). It
keeps two pages without a script: `kept/`, and `forgotten/`, the words that it is gone. It answers `forget/` and
`leave/` itself; the site answers the second too.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.privacy.decorators import private_page
from coalition.site import site_words

from .views import leaving, worker_script

WORKER = "js/kept-worker.js"
UNTIL = "Kept-Until"  # the header that says from when on the device throws the page away
LEAVE = "Kept-Leave"  # the header that says where *Leave this site* leads
POLICY = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}


@private_page
@require_safe
def worker(request: HttpRequest, **parts: str) -> HttpResponse:
    """Give the service worker of one page."""
    return HttpResponse(worker_script(WORKER), content_type="text/javascript; charset=utf-8")


@private_page
@require_safe
def leave(request: HttpRequest, **parts: str) -> HttpResponse:
    """Lead to the neutral site who leaves a page that was kept, where no worker did so and took the page away.

    Nothing is looked up: who leaves is never shown a page of ours, whatever became of what was kept.
    """
    return leaving(request)


def render_kept(request: HttpRequest, template: str, *, until: datetime | None = None, **shown: Any) -> HttpResponse:
    """Return what the device keeps `until` then, or without `until` the words that it is gone."""
    here = request.path.removesuffix("kept/").removesuffix("forgotten/")
    ways = {"forget_url": f"{here}forget/", "leave_url": f"{here}leave/"}
    response = render(request, template, {"language": get_language() or "en", **ways, **shown})
    response._csp_config = POLICY  # type: ignore[attr-defined]
    if until:
        response[UNTIL] = until.isoformat()
        response[LEAVE] = site_words.leave_url()
    return response
