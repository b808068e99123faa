"""Second factors for tests: an authenticator app whose codes can be computed, and a passkey."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from coalition.users.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    """Return what an authenticator app that holds `secret` shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def give_app(user: User) -> Authenticator:
    data = {"secret": get_adapter().encrypt(SECRET)}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)


def give_passkey(user: User) -> Authenticator:
    data = {"name": "Blue key", "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)
