"""HTTP of the share images."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from . import cards, drawing

FOR_A_DAY = "public, max-age=86400"


Finder = Callable[[str, str], cards.ShareCard | None]


@require_safe
def image(
    request: HttpRequest, language: str, name: str, digest: str, kind: str = "", find: Finder | None = None
) -> HttpResponse:
    """`/share/<language>/<kind>-<name>/<digest>.png`: the image of the row of a kind that `find` finds, as it is now.

    The one that says nothing for whatever is not public, or was made up: the same answer for both. An address that
    this site did not write asks for no row, so nobody can try which rows there are.
    """
    language = cards.known(language)
    with override(language):
        card = find(name, language) if find and cards.is_ours(language, kind, name, digest) else None
        file = drawing.kept(card, language)
    response = HttpResponse(file.read_bytes(), content_type="image/png")
    response["Cache-Control"] = FOR_A_DAY
    return response
