"""House rules of a provider, as system checks."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from . import believing, names

SHORTEST = 20  # characters of a password that nobody guesses


@register()
def check_provider(**more: Any) -> list[CheckMessage]:
    """Check that mail can leave by the provider that is named."""
    if not names.chosen():
        return []
    try:
        names.backend()
    except names.Incomplete as error:
        hint = "Set MAIL_PROVIDER_KEY, and what else this provider wants in MAIL_PROVIDER_OPTIONS (name=value,...)."
        return [Error(f"No mail can leave: {error}", hint=hint, id="mail.E014")]
    return []


@register()
def check_webhook(**more: Any) -> list[CheckMessage]:
    """Check that what the provider says can be believed, where it is asked to say anything."""
    password = settings.MAIL_WEBHOOK_PASSWORD
    if not (password or settings.MAIL_WEBHOOK_KEY):
        return []
    hint = "Set MAIL_WEBHOOK_KEY for a provider that signs, and else MAIL_WEBHOOK_PASSWORD as name:password."
    if not believing.is_open():
        return [Error("The webhook is closed: no provider could be known by these secrets.", hint=hint, id="mail.E015")]
    if password and (":" not in password or len(password) < SHORTEST):
        words = f"MAIL_WEBHOOK_PASSWORD is no name:password of at least {SHORTEST} characters."
        return [Error(words, hint="Write both with a colon between them.", id="mail.E015")]
    try:
        believing.reader()
    except Exception as error:
        return [Error(f"MAIL_WEBHOOK_KEY is no key: {type(error).__name__}.", hint=hint, id="mail.E015")]
    return []
