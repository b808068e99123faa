"""Names and addresses that leave the site: who took them, of which event, is in the site history."""

from typing import Any

from wagtail.log_actions import log

EXPORTED = "events.export_registrations"  # the action in the site history


def note(*, by: Any, kind: str, event: str) -> None:
    """Note that `by` took a file of this `kind`, such as csv, with people of `event` (a key; "": all of theirs)."""
    log(instance=by, action=EXPORTED, user=by, title=str(by), data={"format": kind, "event": event})
