"""An editor's account: allauth's words through the same door as every mail, log-ins counted as `lockout` says."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context as current
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext, override

from coalition.privacy import inquiries, limits, lockout
from coalition.users import forms
from coalition.users.adapters import EditorAdapter

from . import identity, owners, services

# What whoever types an address can make allauth write. The rest follows what a signed-in person did.
UNASKED = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/login_code",
    "account/email/password_reset_key",
    "account/email/unknown_account",
}
TOLD_AFTER = 5  # wrong codes of a second factor, wherever they were typed
RESET = "accounts.reset"  # the kind of inquiry
UNPROVEN = {"account/email/email_confirmation"}  # nobody confirmed this address yet


class LedgerAdapter(EditorAdapter):
    """Owe the mail to the ledger instead of sending it: a mail server that is down breaks no page."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe allauth's mail `template_prefix` to `email`, in the language of the request."""
        context = {key: at_site(value) if key.endswith("_url") else value for key, value in context.items()}
        site = SimpleNamespace(name=identity.names().site, domain=settings.SITE_URL)
        mail = self.render_mail(template_prefix, email, {**context, "email": email, "current_site": site})
        services.send_text(
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
        if change := owners.CHANGES[template_prefix]:
            owners.tell(user, change, also=[(context or {}).get("deleted_email", "")])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address of the mailed link, of the site's own name: no request is at hand in the worker."""
        uid, _dash, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})
        return f"{settings.SITE_URL.rstrip('/')}{path}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a log-in for its network, if no known browser sends it; allauth's own counters would keep others out.

        Raises ValidationError when a network tries too many.
        """
        if lockout.known_browser(request, lockout.typed_name(credentials)):
            return
        try:
            limits.check(scope="log-in", request=request)
        except limits.RateLimited:
            raise self.validation_error("too_many_login_attempts") from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Return the user whose password is right, and forget the wrong ones before."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            lockout.forgive(request)
        return user

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Go on to where the log-in leads, and remember this browser as one of the user's: a new one, they are told."""
        if not lockout.known_browser(request, user.get_username()):
            owners.tell(user, owners.DEVICE)
        response = super().post_login(request, user, **kwargs)
        lockout.remember_browser(response, [user.get_username(), getattr(user, "email", "")])
        return response

    def format_email_subject(self, subject: str) -> str:
        """Return `subject` as it is: the sender already says who writes."""
        return subject


def at_site(url: str) -> str:
    """Return `url` at SITE_URL: allauth makes links for the host that was asked, and whoever asks chooses that."""
    return settings.SITE_URL.rstrip("/") + urlunsplit(("", "", *urlsplit(url)[2:]))


class GuessedSlowly:
    """A form whose code is counted before it is looked at."""

    user: Any

    def clean_code(self) -> str:
        """Return the right code. Raises ValidationError; the fifth wrong one is told to the owner."""
        try:
            guess = lockout.guess_code(current.request, self.user)
        except lockout.TooManyGuesses as refused:
            sentence = ngettext(
                "Too many wrong codes. Try again in %(minutes)s minute.",
                "Too many wrong codes. Try again in %(minutes)s minutes.",
                refused.minutes,
            )
            raise ValidationError(sentence % {"minutes": refused.minutes}) from None
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            if guess.number == TOLD_AFTER:
                owners.tell(self.user, owners.GUESSED)
            raise
        guess.was_right()
        return code


class AuthenticateForm(GuessedSlowly, forms.AuthenticateForm):
    """The code, at sign-in."""


class ReauthenticateCodeForm(GuessedSlowly, forms.ReauthenticateCodeForm):
    """The code again, before something that matters."""


class ResetPasswordForm(forms.ResetPasswordForm):
    """Ask for the mail that resets a password. Whether there is such an account, only the worker looks up."""

    def clean_email(self) -> str:
        """Return the typed address: the same for all, known or not."""
        email: str = get_adapter().clean_email(self.cleaned_data["email"].lower())
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep what was typed for the worker, with the language of the page."""
        email: str = self.cleaned_data["email"]
        inquiries.ask(kind=RESET, email=email, language=get_language() or settings.LANGUAGE_CODE)
        return email


def mail_reset_link(typed: dict[str, Any]) -> None:
    """Mail the link that sets a new password, where the typed address has an account; else nothing."""
    users = filter_users_by_email(typed["email"], is_active=True, prefer_verified=True, for_login=True)
    if users:
        with override(typed["language"]):
            request_password_reset(HttpRequest(), typed["email"], users, default_token_generator)
