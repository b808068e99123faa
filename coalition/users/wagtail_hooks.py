"""What the CMS says of accounts and sessions, and which pages ask for a second factor."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import BaseViewRestriction, Page

from .middleware import ask_for_factor
from .views import BackView

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


@hooks.register("register_admin_urls")
def add_way_back() -> list[URLPattern]:
    return [path("session/back/", BackView.as_view(), name="cms_session_back")]


@hooks.register("insert_global_admin_js")
def warn_before_the_end() -> SafeString:
    """Let every page of the CMS warn before its session ends, and keep what was typed when it has."""
    return mark_safe(render_to_string("users/session_dialog.html"))  # noqa: S308  # our own template, nothing typed


@hooks.register("register_account_menu_item")
def lead_to_password(request: HttpRequest) -> dict[str, str]:
    return _item("account_change_password", _("Change password"), _("You need your present password."))


@hooks.register("register_account_menu_item")
def lead_to_addresses(request: HttpRequest) -> dict[str, str]:
    return _item("account_email", _("Change email address"), _("A forgotten password is reset by this address."))


@hooks.register("register_account_menu_item")
def lead_to_factor(request: HttpRequest) -> dict[str, str]:
    label = _("Manage second factor")
    return _item("mfa_index", label, _("Authenticator app, passkeys, security keys and recovery codes."))


def _item(name: str, label: str, help_text: str) -> dict[str, str]:
    return {"url": reverse(name), "label": label, "help_text": help_text}
