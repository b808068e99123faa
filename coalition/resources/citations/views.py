"""The files of a citation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.pages.querysets import unrestricted
from coalition.resources.models import ResourcePage

from . import bibtex, csl, ris
from .facts import citation

FORMATS = {
    "bib": (bibtex.write, "application/x-bibtex; charset=utf-8"),
    "ris": (ris.write, "application/x-research-info-systems; charset=utf-8"),
    "json": (csl.write, "application/vnd.citationstyles.csl+json"),
}


@require_safe
def cite(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Answer with the citation of the page `slug` in the language of the address; the answer is everybody's."""
    pages = unrestricted(ResourcePage.objects.live()).filter(slug=slug, locale__language_code=get_language() or "en")
    page = pages.select_related("resource", "locale").order_by("pk").first()
    if page is None:
        raise Http404
    write, media_type = FORMATS[ending]
    told = write(citation(page, page.giver))
    response = HttpResponse(told, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{page.resource.key}.{ending}"'
    response["Cache-Control"] = "public, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response
