"""What this package gives to the app's `ready()`."""

from coalition.mail import carriers
from coalition.mail.transport import Transport

from . import checks, names  # checks register themselves

__all__ = ["checks", "connect"]


def carrier() -> Transport | None:
    """Return what carries mail to the provider, where one is named."""
    if not names.chosen():
        return None
    from .transport import ProviderTransport  # with the libraries that only it needs

    return ProviderTransport()


def connect() -> None:
    """Let mail leave by the provider of the settings."""
    if carrier not in carriers.others:
        carriers.others.append(carrier)
