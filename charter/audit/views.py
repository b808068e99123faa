"""The ledger in public: how to check it, the chain of its hashes, and the entries of one published signature."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger import keys, verifier
from charter.ledger import log as transparency
from charter.ledger.models import Leaf, LedgerEntry
from charter.ledger.services import entry_record
from charter.signing.models import Signature
from coalition.pages.navigation import breadcrumb
from coalition.privacy.one_time_codes import typed_code

VERIFIER = Path(verifier.__file__)
PLACE = re.compile(r"((?:x\d{3}/){0,4}\d{3})(?:\.p/([1-9]\d?|1\d\d|2[0-4]\d|25[0-5]))?")
DEEPEST = 63  # level of a tile


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Answer the newest checkpoint, a signed note (C2SP tlog-checkpoint); 404 before the first."""
    newest = transparency.newest()
    if newest is None:
        raise Http404
    return _text(newest.note)


@require_safe
def tile(request: HttpRequest, place: str, level: int | None = None) -> HttpResponse:
    """Answer hashes of the tree, or without `level` entries of leaves: salted digests, which name nobody.

    `place` is the number of the tile and, of one that is not full yet, its width (C2SP tlog-tiles); 404 for hashes that
    the newest checkpoint does not cover.
    """
    found = PLACE.fullmatch(place)
    if found is None or (level or 0) > DEEPEST:
        raise Http404
    number, width = int(found[1].replace("x", "").replace("/", "")), int(found[2] or transparency.WIDTH)
    try:
        content = transparency.bundle(number, width) if level is None else transparency.tile(level, number, width)
    except LookupError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    """Answer a program of one file by which anybody checks proofs, checkpoints and leaves."""
    response = _text(VERIFIER.read_text("utf-8"))
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


@require_safe
def public_keys(request: HttpRequest) -> HttpResponse:
    """Return the public keys of the log, each with the size and the day of the first checkpoint that it signed."""
    return _text(transparency.public_keys())


@require_safe
def certificate_proof(request: HttpRequest, sha256: str) -> HttpResponse:
    """Return the proof that the log has a certificate with these bytes; 404 where it has none yet."""
    row, newest = Certificate.objects.by_file(sha256), transparency.newest()
    leaf = row and newest and certificates.leaf_of(row, size=newest.size)
    if not leaf or newest is None:
        raise Http404
    response = _text(transparency.prove(leaf, certificates.logged_record(row, leaf), newest))
    name = f"certificate-{row.signature.verification_code}-{row.language}-{row.edition}.tlog-proof"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _text(content: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"  # may be kept, must be asked about
    return response


CHUNK = 2000


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Say to everybody what the ledger is, and whether it is signed."""
    context = {
        "breadcrumb": breadcrumb("charter"),
        "is_stopped": bool(transparency.why_stopped()),
        "has_archives": bool(settings.CHARTER_ARCHIVES),
    }
    return render(request, "charter/ledger.html", context)


@require_safe
def auditors(request: HttpRequest) -> HttpResponse:
    """Show who verifies it the format, the newest checkpoint, the keys and a program."""
    above = {"title": _("The ledger of the charter"), "url": reverse("charter:ledger")}
    context = {
        "breadcrumb": [*breadcrumb("charter"), above],
        "newest": transparency.newest(),
        "log_keys": [str(key) for key in reversed(keys.verifiers())],
        "address": settings.SITE_URL.rstrip("/") + keys.PREFIX,
        "program": VERIFIER.read_text("utf-8"),
    }
    return render(request, "charter/ledger_auditors.html", context)


@require_safe
def chain_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Answer every entry's hash, those of signatures under review included: `sequence,hash`, and no word of them."""

    def content() -> Iterator[str]:
        yield "sequence,hash\n"
        rows = LedgerEntry.objects.only("sequence", "hash").order_by("sequence").iterator(chunk_size=CHUNK)
        yield from (f"{row.sequence},{row.hash}\n" for row in rows)

    response = StreamingHttpResponse(content(), content_type="text/csv; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"  # may be kept, must be asked about
    response["Content-Disposition"] = 'attachment; filename="charter-ledger.csv"'
    return response


@require_safe
def entries(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the entries of one published signature, one JSON object a line: `hash`, and the `entry` that it covers.

    Beside them stands the salt of the words of a change of status, or the day on which these were removed.
    """
    signature = get_object_or_404(Signature.objects.published(), verification_code=typed_code(code))
    lines = (json.dumps(_line(row), ensure_ascii=False) + "\n" for row in LedgerEntry.objects.of(signature.pk))
    response = HttpResponse("".join(lines), content_type="application/x-ndjson; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def proof(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the proof that the last entry of a published signature is in the log, which anyone can check without us.

    The last one below the newest checkpoint, which is a moment younger than an entry; 404 where there is none.
    """
    signature = get_object_or_404(Signature.objects.published(), verification_code=typed_code(code))
    entries_by_name = {str(entry.sequence): entry for entry in LedgerEntry.objects.filter(signature=signature)}
    newest = transparency.newest()
    size = newest.size if newest else 0
    leaf = Leaf.objects.filter(kind=Leaf.Kind.ENTRY, about__in=entries_by_name, index__lt=size).last()
    if newest is None or leaf is None:
        raise Http404
    text = transparency.prove(leaf, entry_record(entries_by_name[leaf.about]), newest)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{signature.verification_code}.tlog-proof"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _line(row: LedgerEntry) -> dict[str, Any]:
    """Return an entry with its hash, and what checks its public words: their salt, or the day they were removed."""
    line: dict[str, Any] = {"hash": row.hash, "entry": row.payload()}
    change = getattr(row, "status_change", None)
    redaction = getattr(change, "redaction", None)
    if redaction and redaction.confirmed_at:
        line["words_removed_on"] = timezone.localdate(redaction.confirmed_at).isoformat()
    elif change and change.reason_salt:
        line["reason_salt"] = change.reason_salt
    return line
