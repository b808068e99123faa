"""What may happen to readers and editions; the only writers outside Wagtail's editor."""

from .delivery import Outcome, deliver
from .editions import (
    AlreadySent,
    Audience,
    NotReady,
    archive_issue,
    audiences,
    progress,
    send_issue,
    send_test,
)
from .readers import (
    CONSENT_VERSION,
    change_settings,
    confirm_by_code,
    confirm_by_link,
    consent_text,
    open_request,
    subscribe,
    unsubscribe,
)

__all__ = [
    "CONSENT_VERSION",
    "AlreadySent",
    "Audience",
    "NotReady",
    "Outcome",
    "archive_issue",
    "audiences",
    "change_settings",
    "confirm_by_code",
    "confirm_by_link",
    "consent_text",
    "deliver",
    "open_request",
    "progress",
    "send_issue",
    "send_test",
    "subscribe",
    "unsubscribe",
]
