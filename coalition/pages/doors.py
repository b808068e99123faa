"""What else a password or a log-in protects: guesses are limited, and pictures are closed like documents."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.images import get_image_model
from wagtail.models import BaseViewRestriction, CollectionViewRestriction

from coalition.privacy.limits import RateLimited, check, network
from coalition.users.middleware import has_proven_factor

from .memory import recall

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
