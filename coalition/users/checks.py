"""House rules of log-in, as a system check: `manage.py check` names what breaks one, and how to mend it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def check_second_factor(**more: Any) -> list[CheckMessage]:
    if settings.MFA_REQUIRED or settings.DEMO:
        return []
    return [
        Error(
            "MFA_REQUIRED is off, and this is no demonstration: a password alone would open the CMS.",
            hint="Set MFA_REQUIRED = True, as coalition.settings.production does.",
            id="users.E001",
        )
    ]
