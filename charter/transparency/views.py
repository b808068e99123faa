"""The log in public, as files that anyone may keep: C2SP tlog-tiles."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from charter.transparency import services, tiles
from charter.transparency.merkle import WIDTH
from charter.transparency.models import Checkpoint

WITNESS = Path(__file__).with_name("witness.py")
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
    number, width = _place(int(level), place)
    return _kept(b"".join(tiles.hashes(int(level), number, width)))


@require_safe
def entries(request: HttpRequest, place: str) -> HttpResponse:
    """Answer a bundle of entries: salted digests, which name nobody."""
    number, width = _place(0, place)
    return _kept(tiles.bundle(number, width))


@require_safe
def witness_file(request: HttpRequest) -> HttpResponse:
    """Answer the program by which any town hall becomes a witness: one file."""
    response = HttpResponse(WITNESS.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="witness.py"'
    return response


def _place(level: int, place: str) -> tuple[int, int]:
    """Return number and width that `place` asks for, such as `x001/234.p/17`; 404 for what is not there."""
    path, _dot, part = place.partition(".p/")
    number = int(path.replace("x", "").replace("/", ""))
    there = tiles.StoredTiles(tiles.size()).width(level, number) if level < 8 else 0
    width = int(part) if part else WIDTH
    if not 1 <= width <= there:
        raise Http404
    return number, width


def _kept(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Cache-Control"] = FOR_EVER
    return response
