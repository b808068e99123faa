"""What everyone may read: the signatories, the canonical text."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.models import CharterText, Signature
from coalition.members.names import country_name

PER_PAGE = 50


def breadcrumb() -> list[dict[str, str]]:
    """Return the pages above the charter's own views, in the active language."""
    language = get_language()
    return [
        {"title": _("Home"), "url": f"/{language}/"},
        {"title": _("Charter"), "url": f"/{language}/charter/"},
    ]


@require_safe
def signatories(request: HttpRequest) -> HttpResponse:
    """List the accepted adhesions, newest first; `country` (ISO 3166-1) filters, `page` turns pages."""
    rows = Signature.objects.listed()
    codes = sorted(set(Signature.objects.signed().values_list("government__country", flat=True)))
    country = request.GET.get("country", "")
    if country not in codes:
        country = ""
    if country:
        rows = rows.filter(government__country=country)
    context = {
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "countries": sorted(((code, country_name(code)) for code in codes), key=lambda item: item[1]),
        "country": country,
        "query": f"country={country}" if country else "",
        "breadcrumb": breadcrumb(),
    }
    return render(request, "charter/signatories.html", context)


def typed_code(text: str) -> str:
    """Return the code that was typed as `text`, as codes are stored: capitals and digits in groups of four."""
    code = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())[:64]
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


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
