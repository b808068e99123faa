"""The states of a signature, and the groups of them that rules speak of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a signature stands. The machine is `signing.models.Signature`, its picture in the README of that room."""

    DRAFT = "draft", _("draft")
    MAILBOX_VERIFIED = "mailbox_verified", _("mailbox verified")
    SUBMITTED = "submitted", _("submitted")
    AUTHORITY_CHECKED = "authority_checked", _("authority checked")
    SIGNED = "signed", pgettext_lazy("signature", "signed")
    ON_HOLD = "on_hold", pgettext_lazy("signature", "on hold")
    WITHDRAWN = "withdrawn", pgettext_lazy("signature", "withdrawn")
    SUPERSEDED = "superseded", pgettext_lazy("signature", "superseded")
    REJECTED = "rejected", _("rejected")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")


OPEN = (State.DRAFT, State.MAILBOX_VERIFIED, State.CHANGES_REQUESTED)  # the town hall may change its answers
UNDER_REVIEW = (State.SUBMITTED, State.AUTHORITY_CHECKED)
STANDING = (State.SIGNED, State.ON_HOLD)  # published, and not ended
LIVE = (*UNDER_REVIEW, *STANDING)
PUBLISHED = (*STANDING, State.WITHDRAWN, State.SUPERSEDED)  # public for ever, with its history
BOUND = (*LIVE, State.WITHDRAWN, State.SUPERSEDED)  # names government, version and exact text
ASKED_CHANGES = ("hold", "reinstate", "withdraw")  # what a town hall asks, and a reviewer checks with its act


def gives_profile(*, member: bool, state: str) -> bool:
    """Say whether a government has a page of its own: as a `member`, or by a signature in force."""
    return member or state == State.SIGNED


class Party(models.TextChoices):
    """Who made a transition."""

    TOWN_HALL = "town-hall", _("the town hall")
    STAFF = "staff", _("the network's staff")
    CLOCK = "clock", _("a deadline")
