"""HTTP of an account's second factor: the link that sets one up, and the press of an administrator that sends it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from coalition.cms.views import frame
from coalition.users import factors
from coalition.users.models import User

from . import services


@require_safe
def open_first_factor(request: HttpRequest, token: str) -> HttpResponse:
    """Let this browser set up the factor of whom the link is for, who logs in first; nothing is written here."""
    if factors.owner_by(token) is None:
        return redirect("no_factor")
    response = redirect("mfa_index")
    response.set_cookie(
        factors.COOKIE, token, max_age=factors.COOKIE_LASTS,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def new_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before the sessions of an account end and its factors go, and do so by POST."""
    user = get_object_or_404(User, pk=pk)
    if not may_ask(request.user, user):
        raise PermissionDenied
    if request.method == "POST":
        services.ask_for_new_factor(user=user, by=request.user)
        messages.success(request, _("All sessions have ended. A link to set up a second factor was emailed."))
        return redirect("wagtailusers_users:index")
    context = frame("key", _("New second factor"), ("wagtailusers_users:index", _("Users"))) | {
        "help": _(
            "Use this when the phone or the computer of %(name)s was lost or stolen: all sessions of the account end, "
            "and its authenticator apps, keys and recovery codes stop working. A link to set up a new second factor "
            "goes to the account’s address."
        ) % {"name": user.get_username()},
        "submit_label": _("End the sessions and send the link"),
    }  # fmt: skip
    return render(request, "cms/page.html", context)


def may_ask(by: Any, user: User) -> bool:
    return bool(by.has_perm("users.change_user") and (by.is_superuser or not user.is_superuser))


def tell_of_password(request: HttpRequest, user: User) -> None:
    """Tell `user` that an administrator chose a new password (hook `after_edit_user`)."""
    if request.POST.get("password1"):
        services.tell(user, services.PASSWORD)


def send_first_link(request: HttpRequest, user: User) -> None:
    """Mail the link for a second factor to a new account (hook `after_create_user`)."""
    if settings.MFA_REQUIRED:
        services.ask_for_new_factor(user=user, by=request.user)
