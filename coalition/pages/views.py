"""HTTP of pages."""

import uuid
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.syndication.views import Feed
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.images import get_image_model
from wagtail.models import BaseViewRestriction, CollectionViewRestriction, Page

from coalition import queue
from coalition.caching.memory import memory, recall
from coalition.privacy.rate_limits import RateLimited, check, network
from coalition.site import site_words
from coalition.users.middleware import has_proven_factor

from . import share_images


def serve(request: HttpRequest, path: str) -> Any:
    """Answer with the page at `path`, read anew, where this process remembers which it is; else as Wagtail does.

    Pages with routes of their own are not remembered. One that is gone or was unpublished this moment is left to
    Wagtail too.
    """
    from wagtail import views as wagtail_views  # late: it needs the models

    def find() -> tuple[type[Page], int] | None:
        result = Page.route_for_request(request, path)
        return None if result is None or result.args or result.kwargs else (type(result.page), result.page.pk)

    found = memory.recall(("page", request.get_host(), get_language(), path), find) if memory.usable else None
    if found is None:
        return wagtail_views.serve(request, path)
    model, pk = found
    rows = model._default_manager.filter(pk=pk, live=True)
    if related := getattr(model, "shown_with", ()):
        rows = rows.select_related(*related)
    try:
        page: Any = rows.get()
    except model.DoesNotExist:
        return wagtail_views.serve(request, path)
    answer = wagtail_views.serve_chain  # from here on as `wagtail.views.serve`: its hooks ask who may read the page
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        answer = hook(answer)
    for hook in hooks.get_hooks("before_serve_page"):
        response = hook(page, request, [], {})
        if isinstance(response, HttpResponse):
            return response
    return answer(page, request, [], {})


def leaving(request: HttpRequest) -> HttpResponse:
    """Let the browser forget this site, and send the visitor to the neutral one.

    Only who asks from this site, or by hand, is made to forget: a picture on another site that points here must not
    log anyone out. Nothing changes on the server. Source: W3C, Clear Site Data; Fetch Metadata, `Sec-Fetch-Site`.
    """
    response = HttpResponseRedirect(site_words.leave_url())
    if request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none"):
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


View = Callable[..., HttpResponse]


def limit_guesses(view: View) -> View:
    """Limit how often one network may post a password to `view`, for each closed page and for all of them together.

    Right or wrong, and nobody else's attempts count: who guesses closes no page to others.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            try:
                name = "page_view_restriction_id" if "page_view_restriction_id" in kwargs else "restriction_id"
                closed = kwargs[name]
                check(scope="page-password", request=request, flow=f"{closed} {network(request)}")
            except RateLimited:
                return render(request, "429.html", status=429)
        return view(request, *args, **kwargs)

    return wrapper


def may_see_picture(request: HttpRequest, name: str) -> tuple[bool, bool]:
    """Say whether this visitor may see the picture stored as `name`, and whether everybody may.

    Its collection, or one above it, may be closed by a password or to all but those who log in, as documents are.
    """
    if not recall("closed collections", CollectionViewRestriction.objects.exists):
        return True, True
    Rendition = get_image_model().get_rendition_model()
    rendition = Rendition.objects.filter(file=name).select_related("image__collection").first()
    restrictions = list(rendition.image.collection.get_view_restrictions()) if rendition else []
    return all(accepts(one, request) for one in restrictions), not restrictions


def accepts(restriction: CollectionViewRestriction, request: HttpRequest) -> bool:
    """Say whether `restriction` lets `request` through, with the second factor where one is compulsory."""
    if not restriction.accept_request(request):
        return False
    by_password = restriction.restriction_type == BaseViewRestriction.PASSWORD
    return by_password or not settings.MFA_REQUIRED or has_proven_factor(request)


# Other sites and messengers show these images beside a link.
SHARED = {"Cache-Control": "public, max-age=86400", "Cross-Origin-Resource-Policy": "cross-origin"}


Finder = Callable[[str, str], share_images.ShareCard | None]


@require_safe
def image(
    request: HttpRequest, language: str, name: str, digest: str, kind: str = "", find: Finder | None = None
) -> HttpResponse:
    """`/share/<language>/<kind>-<name>/<digest>.png`: the image of the row of a kind that `find` finds, as it is now.

    The one that says nothing for whatever is not public, or was made up: the same answer for both. An address that
    this site did not write asks for no row, so nobody can try which rows there are.
    """
    language = share_images.known(language)
    with override(language):
        card = find(name, language) if find and share_images.is_ours(language, kind, name, digest) else None
        file = share_images.kept(card, language)
    return HttpResponse(file.read_bytes(), content_type="image/png", headers=SHARED)


@require_safe
def drawn_image(
    request: HttpRequest, language: str, name: str, digest: str, kind: str, find: Finder, task: str
) -> HttpResponse:
    """Answer as `image`, with an image that `task` draws in the queue: 503, and a word to it, until it is there."""
    language = share_images.known(language)
    card = find(name, language) if share_images.is_ours(language, kind, name, digest) else None
    if card is None:
        return image(request, language, name, digest)
    try:
        with default_storage.open(share_images.stored_name(card)) as file:
            drawn = file.read()
    except FileNotFoundError:
        queue.wake(task)
        with override(language):
            words = _("The picture is being drawn. It is here in a minute.")
        return HttpResponse(words, status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
    return HttpResponse(drawn, content_type="image/png", headers=SHARED)


class SiteFeed(Feed):
    """A feed whose links lead to SITE_URL, whoever asks; its items are named by what never changes."""

    feed_type: Any = Atom1Feed
    item_guid_is_permalink = False

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "public, max-age=300"
        return response


def name_of(page: Any) -> str:
    """Return what names a page in its language for ever, wherever it stands and whatever it is called: a URN."""
    return uuid.uuid5(page.translation_key, str(page.locale_id)).urn


PATIENCE = "js/patience.js"


def worker_script(name: str) -> str:
    """Return the script of the service worker in the static file `name`, after what every worker has."""
    return f"{text_of(PATIENCE)}\n{text_of(name)}"


def text_of(name: str) -> str:
    found: Any = finders.find(name)
    return Path(found).read_text(encoding="utf-8")
