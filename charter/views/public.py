"""What everyone may read: the canonical text."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from charter.models import CharterText


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
