"""The ledger in public: its heads, the chain of its hashes, and the entries of one published signature."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from charter.ledger.models import LedgerEntry, PublishedHead
from charter.ledger.services import entry_record
from charter.signing.models import Signature
from charter.transparency import keys, status
from charter.transparency import services as transparency
from charter.transparency.models import Checkpoint, EndedLog, Leaf
from coalition import chunks
from coalition.pages.navigation import breadcrumb
from coalition.privacy.codes import typed_code

PER_PAGE = 31
CHUNK = 2000


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show the heads that were published, newest first, and how anyone can verify the ledger."""
    context = {
        "page_obj": Paginator(PublishedHead.objects.all(), PER_PAGE).get_page(request.GET.get("page")),
        "breadcrumb": breadcrumb("charter"),
        "log": status.look(),
        "log_keys": [str(key) for key in reversed(keys.verifiers())],
        "policy": str(keys.public_policy()).splitlines(),
        "ended_logs": EndedLog.objects.all(),
    }
    return render(request, "charter/ledger.html", context)


@require_safe
def heads_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Answer every published head, oldest first: `day,sequence,hash`."""
    rows = chunks.read(PublishedHead.objects.only("day", "sequence", "hash"), by="day", size=CHUNK)
    lines = (f"{row.day},{row.sequence},{row.hash}\n" for row in rows)
    return _csv("charter-ledger-heads.csv", "day,sequence,hash\n", lines)


@require_safe
def chain_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Answer every entry's hash, those of signatures under review included: `sequence,hash`, and no word of them."""
    rows = chunks.read(LedgerEntry.objects.only("sequence", "hash"), by="sequence", size=CHUNK)
    lines = (f"{row.sequence},{row.hash}\n" for row in rows)
    return _csv("charter-ledger.csv", "sequence,hash\n", lines)


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
    newest = Checkpoint.objects.first()
    size = newest.size if newest else 0
    leaf = Leaf.objects.filter(kind=Leaf.Kind.ENTRY, about__in=entries_by_name, index__lt=size).last()
    if newest is None or leaf is None:
        raise Http404
    text = str(transparency.prove(leaf, entry_record(entries_by_name[leaf.about]), newest))
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


def _csv(name: str, header: str, lines: Iterator[str]) -> StreamingHttpResponse:
    def content() -> Iterator[str]:
        yield header
        yield from lines

    response = StreamingHttpResponse(content(), content_type="text/csv; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"  # may be kept, must be asked about
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
