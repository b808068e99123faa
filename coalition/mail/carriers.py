"""Who carries mail in this installation: a provider, the memory of tests, or else SMTP."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from .smtp import SmtpTransport
from .transport import MemoryTransport, Transport

others: list[Callable[[], Transport | None]] = []  # who carries mail instead, where the settings say so


def open_transport() -> Transport:
    """Return the transport of this installation: a provider's, memory in tests (Django's locmem backend), else SMTP."""
    for other in others:
        if (found := other()) is not None:
            return found
    backend: Any = settings.MAILERS["default"]["BACKEND"]
    in_memory = backend.endswith(".locmem.EmailBackend")
    return MemoryTransport() if in_memory else SmtpTransport()
