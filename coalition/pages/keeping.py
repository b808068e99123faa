"""What the site itself leads to stays in its place: pages are not deleted, unpublished or moved, files not replaced.

An app registers its own in its `AppConfig.ready()`. The CMS says so in words, for one page and for many, and for the
explorer's own API; rows that the database protects are `deleting`'s part.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.query import PageQuerySet

from .languages import listed
from .visibility import BULK_ACTION, asked_pages, model_of

API = "wagtailadmin_api:pages:action"
AWAY = {"delete", "unpublish", "move"}
PAGE_VIEWS = {f"wagtailadmin_pages:{name}" for name in (*AWAY, "move_confirm")}
NAMES = ("pk", "page_id", "page_to_move_id")

_pages: dict[str, Callable[[], PageQuerySet]] = {}
_files: dict[str, Callable[[Any], bool]] = {}


def keep_pages(name: str, pages: Callable[[], PageQuerySet]) -> None:
    """Let what `pages()` finds stay published in its place; `name` makes the registration idempotent."""
    _pages[name] = pages


def keep_files(name: str, shown: Callable[[Any], bool]) -> None:
    """Keep the file of each image or document for which `shown` returns true."""
    _files[name] = shown


def keeps_its_file(row: Any) -> bool:
    """Say whether the image or document `row` was shown by something that stays as it is."""
    return row.pk is not None and any(shown(row) for shown in _files.values())


def kept_among(pages: PageQuerySet) -> list[Page]:
    """Return the pages that stay among `pages` and those below them, in the order of the tree."""
    below = Q(pk=None)
    for path in pages.values_list("path", flat=True):
        below |= Q(path__startswith=path)
    kept = {pk for find in _pages.values() for pk in find().filter(below).values_list("pk", flat=True)}
    return list(Page.objects.filter(pk__in=kept).order_by("path"))


class KeptPagesMiddleware:
    """Refuse in words to take away a page that must stay."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        match = request.resolver_match
        asked = _taken_away(request, match) if match is not None and request.path_info.startswith("/cms/") else None
        if asked is None or not request.user.is_authenticated or not (kept := kept_among(asked)):
            return None
        told = _(
            "Nothing was changed. The footer of every page leads to %(pages)s: it stays published in its place. "
            "You can change its title and its words."
        )
        told %= {"pages": listed(page.title for page in kept)}
        if match is not None and match.view_name == API:
            return JsonResponse({"message": told}, status=403)
        messages.error(request, told)
        return redirect("wagtailadmin_explore", kept[0].get_parent().pk)


def _taken_away(request: HttpRequest, match: ResolverMatch) -> PageQuerySet | None:
    """Return the pages that `match` deletes, unpublishes or moves; None for every other address."""
    if match.view_name == BULK_ACTION:
        bulk = match.kwargs["action"] in AWAY and model_of(match) is Page
        return asked_pages(request, match) if bulk else None
    if match.view_name in PAGE_VIEWS or (match.view_name == API and match.kwargs["action_name"] in AWAY):
        return Page.objects.filter(pk__in=[match.kwargs[name] for name in NAMES if name in match.kwargs])
    return None
