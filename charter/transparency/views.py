"""The log in public, as files that anyone may keep: C2SP tlog-tiles."""

import re
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from charter.transparency import services, tiles
from charter.transparency.merkle import WIDTH
from charter.transparency.models import Checkpoint

WITNESS = Path(__file__).with_name("witness.py")
LEVEL = re.compile(r"[0-7]")  # of 256 ** 8 leaves there is no node
PLACE = re.compile(
    r"(?P<number>(?:x[0-9]{3}/){0,4}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?"
)
TEXT = "text/plain; charset=utf-8"
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Answer the newest checkpoint with the cosignatures that came; 404 before the first."""
    newest = Checkpoint.objects.order_by("pk").last()
    if newest is None:
        raise Http404
    response = HttpResponse(services.note(newest), content_type=TEXT)
    response["Cache-Control"] = "public, no-cache"
    return response


@require_safe
def tile(request: HttpRequest, level: str, place: str) -> HttpResponse:
    """Answer a tile of hashes, whole or as far as it was filled at some size."""
    number, width = _place(level, place)
    return _kept(b"".join(tiles.hashes(int(level), number, width)))


@require_safe
def entries(request: HttpRequest, place: str) -> HttpResponse:
    """Answer a bundle of entries: salted digests, which name nobody."""
    number, width = _place("0", place)
    return _kept(tiles.bundle(number, width))


@require_safe
def witness_file(request: HttpRequest) -> HttpResponse:
    """Answer the program by which any town hall becomes a witness: one file."""
    response = HttpResponse(WITNESS.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="witness.py"'
    return response


def _place(level: str, place: str) -> tuple[int, int]:
    """Return number and width that `place` asks for, such as `x001/234.p/17`; 404 for what is not there."""
    found = PLACE.fullmatch(place)
    if found is None or not LEVEL.fullmatch(level):
        raise Http404
    number = int(found["number"].replace("x", "").replace("/", ""))
    width = int(found["width"] or WIDTH)
    if not 1 <= width <= tiles.StoredTiles(_public_size()).width(int(level), number):
        raise Http404
    return number, width


def _public_size() -> int:
    """Return how many leaves are public: those below the newest checkpoint, so that nobody sees a record come."""
    return Checkpoint.objects.order_by("-pk").values_list("size", flat=True).first() or 0


def _kept(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Cache-Control"] = FOR_EVER
    return response
