"""Setting up a second factor proves it: its first code or its key was just used in this session."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

PROVEN_BY_SETTING_UP = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes are only printed


@receiver(authenticator_added)
def record_new_factor(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Record `authenticator` as allauth does when one is used. RequireMfaMiddleware lets nobody add a second one
    who has not proven the first."""
    if authenticator.type in PROVEN_BY_SETTING_UP:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
