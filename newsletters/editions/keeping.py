"""Pages of an edition that waits or is on its way are not taken away: they are where people decide about it, and where
its readers read it online."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from newsletters.editions.models import NewsletterPage
from newsletters.sending.models import Edition

TAKES_AWAY = {"delete", "unpublish"}
OVER = (Edition.State.SENT, Edition.State.CANCELLED)


def keep_pages(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to unpublish or delete `page` where it, or a page below, is of an edition that is not over."""
    return _refused(request, [page])


def keep_among_others(request: HttpRequest, action: str, objects: Sequence[Any], view: Any) -> HttpResponse | None:
    """Refuse that for several pages at once."""
    pages = [item for item in objects if isinstance(item, Page)]
    return _refused(request, pages) if pages and action in TAKES_AWAY else None


def _refused(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    paths = [page.path for page in pages]
    going_on = Edition.objects.exclude(state__in=OVER).values("translation_key")
    held = NewsletterPage.objects.filter(translation_key__in=going_on).only("path")
    if not any(page.path.startswith(path) for page in held for path in paths):
        return None
    told = _("An edition that waits or is being sent keeps its pages: take it back or cancel it first.")
    messages.error(request, told)
    return redirect("newsletter_editions:index")
