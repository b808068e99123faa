"""The states of a signature, and the groups of them that rules speak of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a signature stands. The machine is `signing.models.Signature`, its picture in the README of that room."""

    DRAFT = "draft", _("draft")
    MAILBOX_VERIFIED = "mailbox_verified", _("mailbox verified")
    SUBMITTED = "submitted", pgettext_lazy("signature", "submitted")
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
ASK_MEMBERS = (State.AUTHORITY_CHECKED, *STANDING)  # members of an association may answer
LIVE = (*UNDER_REVIEW, *STANDING)
PUBLISHED = (*STANDING, State.WITHDRAWN, State.SUPERSEDED)  # public for ever, with its history
BOUND = (*LIVE, State.WITHDRAWN, State.SUPERSEDED)  # names government, version and exact text
READ_CHANGES = ("hold", "withdraw", "reinstate", "correct")  # what a town hall asks, and a reviewer reads its proof
COOLED_CHANGES = ("hold", "withdraw", "successor", "correct")  # what can be stopped for seven days before it is done
ASKED_CHANGES = (*READ_CHANGES, "successor")


class Cause(models.TextChoices):
    """Why a town hall changes its status, in the words of this list alone: its own words are for the team."""

    NEW_COUNCIL = "new_council", pgettext_lazy("public reason", "A new council has decided so")
    MEANS = "means", pgettext_lazy("public reason", "Too little staff or budget at present")
    REORGANISED = "reorganised", pgettext_lazy("public reason", "The institution is being merged or reorganised")
    ELSEWHERE = "elsewhere", pgettext_lazy("public reason", "The work goes on under another commitment")
    RESOLVED = "resolved", pgettext_lazy("public reason", "What led to the hold is resolved")
    UNSTATED = "unstated", pgettext_lazy("public reason", "No public reason given")


def gives_profile(*, member: bool, state: str) -> bool:
    return member or state == State.SIGNED


class Party(models.TextChoices):
    TOWN_HALL = "town-hall", _("the town hall")
    STAFF = "staff", _("the network's staff")
    CLOCK = "clock", _("a deadline")


class SamePerson(Exception):
    """The authority check and the publication are the work of two people."""


class Changed(Exception):
    """The signature has changed since the page was shown to the person who decides."""
