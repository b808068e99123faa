"""What one town hall writes to another through the site, which shows neither the other's address."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.followup.deliverables import Deliverable
from coalition.privacy.links import SecretLink

MESSAGE_LIFE = timedelta(days=180)  # then it goes, and its link opens nothing
LONGEST_MESSAGE = 2_000  # characters


class PeerMessage(SecretLink):
    """A message from one government to another about a deliverable. `digest` is of the secret address to answer it.

    No address is kept: who reads it is found when it leaves, and again when the answer does.
    """

    sender = models.ForeignKey(
        "members.LocalGovernment", models.CASCADE, related_name="peer_messages_sent", verbose_name=_("sender")
    )
    recipient = models.ForeignKey(
        "members.LocalGovernment", models.CASCADE, related_name="peer_messages_received", verbose_name=_("recipient")
    )
    deliverable = models.CharField(_("deliverable"), max_length=20, choices=Deliverable)
    text = models.TextField(_("message"), max_length=LONGEST_MESSAGE)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    in_reply_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="answers", verbose_name=_("in reply to")
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("message to another member")
        verbose_name_plural = _("messages to other members")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(name="peer_message_of_a_day", fields=["sender", "created_at"])]
        constraints = [
            models.CheckConstraint(
                name="peer_message_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write the message."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} {self.recipient_id} {self.created_at:%Y-%m-%d}"
