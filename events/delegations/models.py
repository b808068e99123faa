"""Whom somebody named for the seats of their delegation, and what came of it."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.privacy.addresses import address_digest, normalise
from coalition.privacy.links import SecretLink
from events.querysets import over
from events.registrations.models import Registration


class NamedPerson(SecretLink):
    """One person whom the holder of a registration, the leader, named. The link was mailed to that person's address.

    The seat that is kept for them is a registration without an address: theirs once they press its button. What the
    leader typed stays as it was, so that the leader learns nothing of what its person writes there.
    """

    class Answer(models.TextChoices):
        NONE = "none", pgettext_lazy("named person", "has not answered yet")
        TAKEN = "taken", pgettext_lazy("named person", "has accepted")
        CLOSED = "closed", pgettext_lazy("named person", "given back")

    wagtail_reference_index_ignore = True  # as for registrations

    leader = models.ForeignKey(Registration, models.CASCADE, related_name="named_people")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="named_as")
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("email"), max_length=254, blank=True)  # until they answer
    email_digest = models.CharField(max_length=64, editable=False, db_index=True, blank=True)
    answer = models.CharField(max_length=6, choices=Answer, default=Answer.NONE, editable=False)

    class Meta:
        verbose_name = _("named person")
        verbose_name_plural = _("named people")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="named_person_answer_is_known",
                condition=Q(answer__in=["none", "taken", "closed"]),
                violation_error_message=_("Choose one of the answers."),
            ),
            models.CheckConstraint(
                name="named_person_is_written_to_until_they_answer",
                condition=Q(answer="none") | Q(email=""),
                violation_error_message=_("The address of a named person is kept until they answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def over(cls, now: datetime) -> Q:
        """Return the condition of rows that open nothing any more: their event is over."""
        return over(now, "leader__event__")

    @property
    def is_open(self) -> bool:
        """Whether its link still asks something. Load it with its registration and that one's event."""
        row, event = self.registration, self.registration.event
        held = row.state == row.State.WAITING or (
            row.state == row.State.OFFERED and row.claim_by is not None and row.claim_by > timezone.now()
        )
        return self.answer == self.Answer.NONE and held and not event.is_over and event.state != event.State.CANCELLED


def address_fields(email: str) -> dict[str, str]:
    """Return the fields of a named person with the address `email`."""
    return {"email": normalise(email), "email_digest": address_digest(email)}
