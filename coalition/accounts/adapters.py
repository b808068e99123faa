"""How allauth behaves here: no sign-up, its mails through the same door as all, log-ins counted as `lockout` says."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coalition.mail.services import send_text
from coalition.privacy import lockout, rate_limits
from coalition.site.site_words import site_names

from . import services

# What whoever types an address can make allauth write. The rest follows what a signed-in person did.
UNASKED = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/login_code",
    "account/email/password_reset_key",
    "account/email/unknown_account",
}
UNPROVEN = {"account/email/email_confirmation"}  # nobody confirmed this address yet


class EditorAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator in the CMS; a mail server that is down breaks no page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address as coalition/boundary.py resolved it; allauth's own settings do not count."""
        return rate_limits.client_ip(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        context = {key: at_site(value) if key.endswith("_url") else value for key, value in context.items()}
        site = SimpleNamespace(name=site_names().site, domain=settings.SITE_URL)
        mail = self.render_mail(template_prefix, email, {**context, "email": email, "current_site": site})
        send_text(
            to=email,
            subject=mail.subject,
            text=mail.body,
            discreet=template_prefix in UNPROVEN,
            unasked=template_prefix in UNASKED,
        )

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner what allauth did, in our words, which name no network and no browser."""
        if change := services.CHANGES[template_prefix]:
            services.tell(user, change, also=[(context or {}).get("deleted_email", "")])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address of the mailed link, of the site's own name: no request is at hand in the worker."""
        uid, _dash, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})
        return f"{settings.SITE_URL.rstrip('/')}{path}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a log-in for its network, if no known browser sends it; allauth's own counters would keep others out.

        Raises ValidationError when a network tries too many, and TooManyGuesses.
        """
        if not lockout.known_browser(request, lockout.typed_name(credentials)):
            try:
                rate_limits.check(scope="log-in", request=request)
            except rate_limits.RateLimited:
                raise self.validation_error("too_many_login_attempts") from None
        lockout.count_password(request, credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        lockout.was_wrong(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Return who `credentials` prove. Raises ImmediateHttpResponse where the next password has to wait."""
        try:
            user = super().authenticate(request, **credentials)
        except lockout.TooManyGuesses as refused:
            page = render(request, "users/locked_out.html", {"minutes": refused.minutes}, status=429)
            raise ImmediateHttpResponse(page) from None
        if user is not None:
            lockout.was_right(request)
        return user

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Go on to where the log-in leads, and remember this browser as one of the user's: a new one, they are told."""
        if not lockout.known_browser(request, user.get_username()):
            services.tell(user, services.DEVICE)
        response = super().post_login(request, user, **kwargs)
        lockout.remember_browser(response, [user.get_username(), getattr(user, "email", "")])
        return response

    def format_email_subject(self, subject: str) -> str:
        """Return `subject` as it is: the sender already says who writes."""
        return subject


def at_site(url: str) -> str:
    """Return `url` at SITE_URL: allauth makes links for the host that was asked, and whoever asks chooses that."""
    return settings.SITE_URL.rstrip("/") + urlunsplit(("", "", *urlsplit(url)[2:]))
