"""The way to a page without asking the database for every step of it, as far as this process remembers (memory.py)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from .memory import memory

PREFIXES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
SITE_FIELDS = [field.attname for field in Site._meta.concrete_fields]


def path_of(page: Page) -> str:
    """Return the path of `page` on its site, whatever the site of the request; "" when it has none."""
    parts = page.get_url_parts()
    return parts[2] or "" if parts else ""


def led_to(page: Page) -> HttpResponse:
    """Return a permanent redirect to `page`, kept for five minutes: an editor may choose another one."""
    response = HttpResponsePermanentRedirect(path_of(page))
    response["Cache-Control"] = "public, max-age=300"
    return response


class SkeletonMiddleware:
    """Give Wagtail the site and the page of a public address where this process remembers them.

    Wagtail keeps both on the request (`Site.find_for_request`, `Page.route_for_request`) and asks the database
    only for what is not there yet.
    """

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Find site and page; a page that is gone or was unpublished this moment is left to Wagtail."""
        if not request.path_info.startswith(PREFIXES) or not memory.usable:
            return
        recall_site(request)
        if request.resolver_match and request.resolver_match.url_name == "wagtail_serve":
            recall_page(request, args[0] if args else kwargs["path"])


def recall_site(request: HttpRequest) -> None:
    """Put a copy of the site of `request`'s host where Wagtail looks for it."""

    def find() -> list[Any] | None:
        site = Site.find_for_request(request)
        return [getattr(site, name) for name in SITE_FIELDS] if site else None

    values = memory.recall(("site", request._get_raw_host(), request.get_port()), find)  # type: ignore[attr-defined]
    if values is not None:
        request._wagtail_site = Site.from_db(DEFAULT_DB_ALIAS, SITE_FIELDS, values)  # type: ignore[attr-defined]


def recall_page(request: HttpRequest, path: str) -> None:
    """Put the page at `path`, read anew, where Wagtail looks for it. Pages with routes of their own are not kept."""

    def find() -> tuple[type[Page], int] | None:
        result = Page.route_for_request(request, path)
        if result is None or result.args or result.kwargs:
            return None
        return type(result.page), result.page.pk

    key = ("page", request._get_raw_host(), request.get_port(), get_language(), path)  # type: ignore[attr-defined]
    found = memory.recall(key, find)
    if found is None or hasattr(request, "_wagtail_route_for_request"):
        return
    model, pk = found
    page: Any = model._default_manager.filter(pk=pk, live=True).first()
    if page is not None:
        page.nothing_is_restricted = not memory.recall("restrictions", PageViewRestriction.objects.exists)
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
