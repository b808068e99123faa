"""A second factor before the CMS, compulsory where `settings.MFA_REQUIRED` says so."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from .factors import is_opened_by

PROTECTED_PREFIXES = ("/cms/", "/documents/", "/images/")
ACCOUNT_PREFIX = "/accounts/"  # a new factor is added here: what only a password opened must not add one
PROVING = ("mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout")
LINKS = f"{ACCOUNT_PREFIX}first-factor/"
LOG_OUTS = ("account_logout", "wagtailadmin_logout")


class RequireMfaMiddleware:
    """Send a signed-in editor who has no second factor to set one up, and one who has not used it to use it.

    It is this session that must have proven the factor, by the records that allauth keeps in it (a log-in by passkey
    is one): whatever else signs somebody in opens nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._ask(request) or self.get_response(request)
        if request.path_info.startswith(ACCOUNT_PREFIX):
            add_never_cache_headers(response)  # Back shows no secret after a log-out
        if request.method == "POST" and request.path_info in {reverse(name) for name in LOG_OUTS}:
            # Not its cookies: a known browser is kept out by nobody (coalition/privacy/lockout.py).
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def _ask(self, request: HttpRequest) -> HttpResponse | None:
        # The path first: to ask who is signed in reads the session, and a page that does is kept for nobody.
        if not settings.MFA_REQUIRED:
            return None
        is_guarded = request.path_info.startswith(PROTECTED_PREFIXES) or manages_account(request)
        return ask_for_factor(request) if is_guarded and request.user.is_authenticated else None


def ask_for_factor(request: HttpRequest) -> HttpResponse | None:
    """Send the signed-in user of `request` to set up a second factor, or to use it; None where that is done.

    The first one is set up by an administrator's link: a password alone, which others may know, adds none.
    """
    if not is_mfa_enabled(request.user):
        if not may_set_up(request):
            return redirect("no_factor")
        if request.path_info.startswith(ACCOUNT_PREFIX):
            return None
        messages.info(request, _("Set up a second factor to open the back office."))
        return redirect("mfa_index")
    if not has_proven_factor(request):
        messages.info(request, _("Use your second factor to go on."))
        return redirect(f"{proving_address(request)}?{urlencode({REDIRECT_FIELD_NAME: way_back(request)})}")
    return None


def may_set_up(request: HttpRequest) -> bool:
    """Say whether this browser opened a link for its user, or the session proved a factor that was taken off in it."""
    return has_proven_factor(request) or is_opened_by(request)


def has_proven_factor(request: HttpRequest) -> bool:
    """Say whether the user of `request` has used a second factor or a passkey in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def manages_account(request: HttpRequest) -> bool:
    """Say whether `request` is about the account of who is signed in, and is not the proof of a factor."""
    path = request.path_info
    return path.startswith(ACCOUNT_PREFIX) and not path.startswith(LINKS) and path not in map(reverse, PROVING)


def proving_address(request: HttpRequest) -> str:
    """Return where the user of `request` proves a second factor: by a code where there are codes, else by a key."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    return next(way["url"] for way in ways if way["id"].startswith("mfa_"))


def way_back(request: HttpRequest) -> str:
    """Return where to go on afterwards; what was posted is not posted again."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else settings.LOGIN_REDIRECT_URL
