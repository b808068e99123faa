"""What may happen to readers and editions; the only writers outside Wagtail's editor."""

from .delivery import Outcome, deliver
from .editions import (
    FALLBACK,
    AlreadySent,
    Audience,
    NotReady,
    archive_issue,
    audiences,
    progress,
    send_issue,
)
from .languages import NoSection, Version, drafts, send_tests, versions, write_in
from .readers import (
    CONSENT_VERSION,
    ConsentWords,
    change_settings,
    confirm_by_code,
    confirm_by_link,
    consent_words,
    open_request,
    subscribe,
    unsubscribe,
)

__all__ = [
    "CONSENT_VERSION",
    "FALLBACK",
    "AlreadySent",
    "Audience",
    "ConsentWords",
    "NoSection",
    "NotReady",
    "Outcome",
    "Version",
    "archive_issue",
    "audiences",
    "change_settings",
    "confirm_by_code",
    "confirm_by_link",
    "consent_words",
    "deliver",
    "drafts",
    "open_request",
    "progress",
    "send_issue",
    "send_tests",
    "subscribe",
    "unsubscribe",
    "versions",
    "write_in",
]
