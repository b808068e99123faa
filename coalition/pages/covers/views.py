"""HTTP of the weaves."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from .weave import weave

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
@gzip_page
def svg(request: HttpRequest, kind: str, seed: str) -> HttpResponse:
    """`/covers/<kind>/<seed>.svg`: the cloth of a seed.

    No row is looked up, so the answer is the same for one that is closed, unpublished or made up.
    """
    response = HttpResponse(weave(f"{kind}:{seed}"), content_type="image/svg+xml")
    response["Cache-Control"] = FOR_EVER
    return response
