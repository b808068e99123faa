"""The log in public, as files that anyone may keep."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from charter.transparency import services, verifier
from charter.transparency.models import Leaf

VERIFIER = Path(verifier.__file__)


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Answer the newest checkpoint, a signed note (C2SP tlog-checkpoint); 404 before the first."""
    newest = services.newest()
    if newest is None:
        raise Http404
    return _text(newest.note)


@require_safe
def leaves(request: HttpRequest) -> HttpResponse:
    """Answer the leaves below the newest checkpoint, one a line in hexadecimal: salted digests, which name nobody."""
    newest = services.newest()
    rows = Leaf.objects.filter(index__lt=newest.size if newest else 0).order_by("index")
    return _text("".join(f"{bytes(entry).hex()}\n" for entry in rows.values_list("commitment", flat=True)))


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    """Answer a program of one file by which anybody checks proofs, checkpoints and leaves."""
    response = _text(VERIFIER.read_text("utf-8"))
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


def _text(content: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"  # may be kept, must be asked about
    return response
