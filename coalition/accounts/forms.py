"""allauth's forms where what is typed is counted, or looked up by the worker alone."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm as AccountResetPasswordForm
from allauth.core import context as current
from allauth.mfa.base import forms as mfa
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language, ngettext

from coalition.privacy import inquiries, lockout
from coalition.users.forms import LabelOnly

from . import services

TOLD_AFTER = 5  # wrong codes of a second factor, wherever they were typed


class GuessedSlowly:
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
                services.tell(self.user, services.GUESSED)
            raise
        guess.was_right()
        return code


class AuthenticateForm(GuessedSlowly, LabelOnly, mfa.AuthenticateForm):
    """The code, at sign-in."""


class ReauthenticateCodeForm(GuessedSlowly, LabelOnly, mfa.ReauthenticateForm):
    """The code again, before something that matters."""


class ResetPasswordForm(LabelOnly, AccountResetPasswordForm):
    """Ask for the mail that resets a password. Whether there is such an account, only the worker looks up."""

    def clean_email(self) -> str:
        """Return the typed address: the same for all, known or not."""
        email: str = get_adapter().clean_email(self.cleaned_data["email"].lower())
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        inquiries.ask("accounts.reset", email=email, language=get_language() or settings.LANGUAGE_CODE)
        return email
