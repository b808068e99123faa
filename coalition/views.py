"""Addresses that belong to the site as a whole."""

import sys
from dataclasses import dataclass
from posixpath import normpath
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.functional import Promise
from django.utils.http import http_date
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from coalition import errors

from .pages import views
from .pages.views import leaving
from .privacy import decorators
from .privacy import proof_of_work as challenges
from .site import site_words


@dataclass(frozen=True)
class Trace:
    """One place on the device, and whether it still tells of this site.

    `closed`: after the tab was just closed; `left`: after *Leave this site*; `left_without_script`: the same, without
    JavaScript.
    """

    key: str
    place: Promise
    closed: bool
    left: bool
    left_without_script: bool


TRACES = (
    Trace("history", _("History of the browser: addresses and titles of the pages"), True, True, True),
    Trace("tabs", _("List of recently closed tabs"), True, True, True),
    Trace("notes", _("Site data in the browser: icons, settings"), True, True, True),
    Trace("back", _("The tab's Back button"), False, False, True),
    Trace("typed", _("What you typed into forms"), False, False, True),
    Trace("cookies", _("Cookies"), True, False, False),
    Trace("cache", _("Copies of pages and pictures"), True, False, False),
)


PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send the visitor of `/` to the site in the language that the browser asks for."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Let the browser forget this site, and send the visitor to the neutral one."""
    return leaving(request)


@require_safe
def quick_exit(request: HttpRequest) -> HttpResponse:
    """Say what *Leave this site* does, and what stays on the device all the same."""
    response = render(request, "safety/quick_exit.html", {"traces": TRACES})
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let robots read what is public, and nothing that belongs to one person."""
    private = ("registrations", "charter/sign", "newsletter/confirm", "newsletter/manage", "exit", "contact")
    rules = [f"Disallow: /{code}/{path}/" for code, _name in settings.LANGUAGES for path in private]
    lines = ["User-agent: *", "Disallow: /cms/", "Disallow: /accounts/", "Disallow: /exit/", *rules, ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer a picture of a page or a mail, in the size that was made for it.

    Only what Wagtail put below `images/` of the media: neither originals, which may hold where they were taken,
    nor documents, which Wagtail answers itself after asking who may read them. Raises Http404 for anything else.
    """
    if not path.lower().endswith(PICTURES) or path != normpath(path):  # one address each, which the rows know
        raise Http404
    if path.startswith(".."):
        raise SuspiciousFileOperation("a way out of the folder")
    name = f"images/{path}"
    allowed, everybody = views.may_see_picture(request, name)
    try:
        changed = int(default_storage.get_modified_time(name).timestamp())
        file = default_storage.open(name) if allowed else None
    except (FileNotFoundError, IsADirectoryError):
        file = None
    if file is None:
        raise Http404
    # A new picture has a new name.
    control = "public, max-age=86400" if everybody else "private, no-store"
    response: Any = FileResponse(file, headers={"Last-Modified": http_date(changed), "Cache-Control": control})
    if everybody:
        response["Cross-Origin-Resource-Policy"] = "cross-origin"  # a webmail shows the pictures of a newsletter
    return get_conditional_response(request, last_modified=changed, response=response) or response


@require_safe
def proof_of_work(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(challenges.new_challenge(request))
    response["Cache-Control"] = "no-store"
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say in plain words that there is no such page, and offer the search."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say why the form was refused, and how to go on: it was too old, cookies are blocked, or its origin is hidden."""
    return render(request, "403_csrf.html", {"needs_origin": reason == decorators.REASON}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say in four languages that the request could not be read.

    Rendered without the request: whoever reads it once more meets what is wrong with it once more.
    """
    return HttpResponseBadRequest(render_to_string("400.html", {"quick_exit_url": site_words.last_leave_url()}))


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke here, in four languages; where something of ours is away, that it comes back.

    Rendered without the request: context processors ask the session and the database, which may be what broke.
    """
    if errors.is_away(sys.exception()):
        return errors.unavailable(request)
    return HttpResponse(render_to_string("500.html", {"quick_exit_url": site_words.last_leave_url()}), status=500)
