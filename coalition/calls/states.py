"""The states of a proposal, and the groups of them that rules speak of."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a proposal stands. The machine is `models.proposals.Proposal`, its picture in the README."""

    DRAFT = "draft", pgettext_lazy("proposal", "draft")
    SENT = "sent", pgettext_lazy("proposal", "sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")
    UNDER_REVIEW = "under_review", pgettext_lazy("proposal", "under review")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")
    PUBLISHED = "published", pgettext_lazy("proposal", "published")


WAITING = (State.SENT, State.UNDER_REVIEW)  # handed in, and not decided
DECIDED = (State.ACCEPTED, State.DECLINED, State.PUBLISHED)
HANDED_IN = (*WAITING, *DECIDED)  # what the team reads
