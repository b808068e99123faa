"""The life of a published adhesion in the hands of its town hall: mailed links, and what was asked by them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from charter.models.signature import Signature, private_storage
from charter.querysets import AdhesionLinkQuerySet, AdhesionRequestQuerySet
from charter.states import ASKED_CHANGES

DAYS = ("effective_on", "act_date", "mandate_end")  # answers of requests that are days, as ISO 8601


class AdhesionLink(models.Model):
    """A secret address that opens one published adhesion, mailed to its official mailbox and to nobody else.

    By itself it only shows, and writes to peers: whatever changes the adhesion needs the code that goes to the same
    mailbox.
    `occasion` says why the network sent it by itself, once: a day that comes near, a mandate that ended.
    """

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="adhesion_links")
    digest = models.CharField(max_length=64, unique=True)
    occasion = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AdhesionLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to an adhesion")
        verbose_name_plural = _("links to adhesions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_adhesion_link_per_occasion",
                fields=["signature", "occasion"],
                condition=~Q(occasion=""),
                violation_error_message=_("The link for this occasion was sent already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.created_at:%Y-%m-%d}"


class AdhesionRequest(models.Model):
    """What a town hall typed by its link, until the code is typed too. An act, or a change with its act, waits on for
    its reviewer.

    `answers` holds JSON: dates as ISO 8601. A request without its code is forgotten after a day.
    """

    class Action(models.TextChoices):
        HOLD = "hold", pgettext_lazy("action of a town hall", "Put the adhesion on hold")
        REINSTATE = "reinstate", pgettext_lazy("action of a town hall", "Reinstate the adhesion")
        WITHDRAW = "withdraw", pgettext_lazy("action of a town hall", "Withdraw from the charter")
        ACT = "act", pgettext_lazy("action of a town hall", "Send the act of the council")
        SUCCESSOR = "successor", pgettext_lazy("action of a town hall", "Name the successor")

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="requests")
    link = models.ForeignKey(AdhesionLink, models.SET_NULL, null=True, related_name="requests")
    action = models.CharField(max_length=10, choices=Action)
    answers = models.JSONField(default=dict)
    file = models.FileField(storage=private_storage, upload_to="acts/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sent_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = AdhesionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request of a town hall")
        verbose_name_plural = _("requests of town halls")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_open_request_per_adhesion_link",
                fields=["link"],
                condition=Q(confirmed_at__isnull=True),
                violation_error_message=_("This link already has a request without its code."),
            ),
            models.UniqueConstraint(
                name="one_act_to_confirm_per_adhesion",
                fields=["signature"],
                condition=Q(action="act", confirmed_at__isnull=False),
                violation_error_message=_("An act of this adhesion is to be confirmed already."),
            ),
            models.UniqueConstraint(
                name="one_change_to_check_per_adhesion",
                fields=["signature"],
                condition=Q(action__in=ASKED_CHANGES, confirmed_at__isnull=False),
                violation_error_message=_("A change of this adhesion is to be checked already."),
            ),
            models.CheckConstraint(
                name="asked_change_has_its_act",
                condition=~Q(action__in=ASKED_CHANGES) | Q(confirmed_at__isnull=True) | ~Q(file=""),
                violation_error_message=_("A change of status is asked for with the file of its act."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.action} {self.created_at:%Y-%m-%d}"

    @property
    def days(self) -> dict[str, date]:
        """Return the answers that are days."""
        return {name: date.fromisoformat(self.answers[name]) for name in DAYS if name in self.answers}


class DossierReminder(models.Model):
    """A reminder of an open dossier that nobody touched since `touched_at`: the first, and the last before it goes."""

    FIRST, LAST = 1, 2

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField(choices=[(FIRST, "1"), (LAST, "2")])
    touched_at = models.DateTimeField()
    message = models.ForeignKey("mail.Message", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a dossier")
        verbose_name_plural = _("reminders of dossiers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_dossier_reminder_of_each_number",
                fields=["signature", "touched_at", "number"],
                violation_error_message=_("This reminder was sent already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.number} {self.created_at:%Y-%m-%d}"
