"""What everyone may read: the canonical text."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.models import CharterText


def breadcrumb() -> list[dict[str, str]]:
    """Return the pages above the charter's own views, in the active language."""
    language = get_language()
    return [
        {"title": _("Home"), "url": f"/{language}/"},
        {"title": _("Charter"), "url": f"/{language}/charter/"},
    ]


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
