"""A log-in opens pages too: where a second factor is compulsory, a password alone opens none of them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from wagtail import hooks
from wagtail.models import BaseViewRestriction, Page

from .middleware import ask_for_factor

BY_LOG_IN = (BaseViewRestriction.LOGIN, BaseViewRestriction.GROUPS)


@hooks.register("before_serve_page")
def ask_for_factor_before_page(
    page: Page, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Ask who is signed in for a second factor before `page`, where only a log-in opens it or a page above it.

    Wagtail asks afterwards whether this person may read it, and sends a stranger to the log-in. Whoever brings no
    session is a stranger: that is seen without reading one, so that the pages of strangers stay the same for all.
    """
    if not settings.MFA_REQUIRED or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    restrictions = page.get_view_restrictions()
    if not restrictions.filter(restriction_type__in=BY_LOG_IN).exists() or not request.user.is_authenticated:
        return None
    if response := ask_for_factor(request):
        add_never_cache_headers(response)
    return response
