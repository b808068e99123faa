"""HTTP of the share images."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from . import cards, drawing

FOR_A_DAY = "public, max-age=86400"


@require_safe
def image(request: HttpRequest, language: str, name: str, digest: str) -> HttpResponse:
    """`/share/<language>/<kind>-<identifier>/<digest>.png`: the image of a row as it is now.

    The one that says nothing for whatever is not public, or was made up: the same answer for both.
    """
    language = cards.known(language)
    with override(language):
        file = drawing.kept(cards.find(language, name, digest), language)
    response = HttpResponse(file.read_bytes(), content_type="image/png")
    response["Cache-Control"] = FOR_A_DAY
    return response
