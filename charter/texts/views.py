"""HTTP of the versions: which there are, what changed, the canonical text."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.texts.differences import compare
from charter.texts.models import CharterText, CharterVersion
from coalition.pages.navigation import breadcrumb


@require_safe
def canonical(request: HttpRequest, number: int) -> HttpResponse:
    """Answer the exact bytes whose SHA-256 a signature holds: version `number` in the page's language."""
    text = get_object_or_404(
        CharterText.objects.select_related("version"),
        version__number=number,
        version__state="published",
        language=get_language(),
    )
    if not text.digest:
        raise Http404
    return HttpResponse(text.canonical(), content_type="text/plain; charset=utf-8")


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """List the published versions, newest first, with the digests of their texts and who signed each."""
    rows = (
        CharterVersion.objects.published()
        .prefetch_related("texts")
        .annotate(
            in_force=Count("signatures", filter=Q(signatures__state="signed")),
            on_hold=Count("signatures", filter=Q(signatures__state="on_hold")),
            ended=Count("signatures", filter=Q(signatures__state__in=["withdrawn", "superseded"])),
        )
    )
    found = list(rows)
    older = dict(zip((row.pk for row in found), (row.number for row in found[1:]), strict=False))
    context = {"rows": [(row, older.get(row.pk)) for row in found], "breadcrumb": breadcrumb("charter")}
    return render(request, "charter/versions.html", context)


@require_safe
def difference(request: HttpRequest, before: int, after: int) -> HttpResponse:
    """Show two published versions side by side in the page's language. 404 for one that is not published."""
    texts = CharterText.objects.filter(
        version__state="published", version__number__in=[before, after], language=get_language()
    )
    by_number: dict[int, CharterText] = {text.version.number: text for text in texts.select_related("version")}
    if before == after or set(by_number) != {before, after}:
        raise Http404
    context: dict[str, Any] = {
        "before": by_number[before],
        "after": by_number[after],
        "rows": compare(by_number[before], by_number[after]),
        "breadcrumb": [
            *breadcrumb("charter"),
            {"title": _("Versions of the charter"), "url": f"/{get_language()}/charter/versions/"},
        ],
    }
    return render(request, "charter/difference.html", context)
