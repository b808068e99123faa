"""What an event of a provider says of an address, by the rules of every other report (`bounces.verdicts`)."""

from collections.abc import Mapping
from typing import Any

from coalition.mail.bounces.verdicts import Verdict, of_refusal, status_in

PERMANENT = {
    "hardbounce", "bademailaddress", "hard_bounce", "invalid_email", "permanent", "hardfail", "invalid", "undetermined",
}  # fmt: skip
NAMED = ("Type", "severity", "event", "type", "bounce_type")  # where providers say so
CODES = ("enhanced-code", "enhanced_code", "status", "code", "error_code", "smtp_code")
LONGEST = 2_000  # characters of an answer that are read


def verdict_of(event: Any) -> tuple[Verdict, str]:
    """Return what `event` says, and the enhanced code of RFC 3463 where it has one.

    The code and the words of the receiving server decide. What the provider alone calls permanent ends an address only
    where words say that nobody is there; what it did not even try says nothing.
    """
    from anymail.signals import EventType, RejectReason

    kind, reason = event.event_type, event.reject_reason
    if kind == EventType.COMPLAINED:
        return Verdict.COMPLAINT, ""
    if kind == EventType.UNSUBSCRIBED:
        return Verdict.LEFT, ""
    if kind not in (EventType.BOUNCED, EventType.REJECTED, EventType.FAILED):
        return Verdict.NOTHING, ""  # delivered, deferred; openings and clicks, of which we want to know nothing
    if reason == RejectReason.INVALID:
        return Verdict.HARD, "5.1.3"
    if kind == EventType.FAILED or reason in (RejectReason.BLOCKED, RejectReason.SPAM, RejectReason.UNSUBSCRIBED):
        return Verdict.POLICY, ""
    found = _facts(event.esp_event)
    words = " ".join(str(one) for one in (event.mta_response, event.description) if one)[:LONGEST]
    status = status_in(" ".join(str(found[name]) for name in CODES if name in found)) or status_in(words)
    code = next((str(found[name]) for name in CODES if str(found.get(name, ""))[:3].isdigit()), "")
    if not status and not code and any(str(found.get(name, "")).lower() in PERMANENT for name in NAMED):
        code = "550"
    return of_refusal(status, f"{code} {words}"), status


def _facts(said: Any) -> dict[str, Any]:
    """Return the fields of an event, those of its inner tables too."""
    found: dict[str, Any] = {}
    tables = [said] if isinstance(said, Mapping) else []
    for table in tables:  # which grows meanwhile
        found |= {str(name): value for name, value in table.items() if not isinstance(value, Mapping)}
        tables += [value for value in table.values() if isinstance(value, Mapping)]
    return found
