"""What the public list, the map and the figures read: a table that PostgreSQL itself keeps.

Decision 0022-a-log-that-outsiders-check.

Nothing in Python writes here but `charter.signatories.services`. Triggers follow each published signature and each
change of a local government, whoever made it, in the same transaction.
"""

from datetime import date
from pathlib import Path

import pgtrigger
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from charter import states
from charter.signing.models import Signature
from charter.states import State
from coalition.guards import sql, truncate_guard
from coalition.members.models import LocalGovernment

from .querysets import SignatoryQuerySet

SQL = Path(__file__).parent / "sql"
OPERATIONS = {"INSERT": pgtrigger.Insert, "UPDATE": pgtrigger.Update, "DELETE": pgtrigger.Delete}
PUBLISHED = ", ".join(f"'{state}'" for state in states.PUBLISHED)


def _trigger(operation: str) -> pgtrigger.Trigger:
    """Return the trigger for `operation` (a key of OPERATIONS), whose body is the file of its name in `sql/`."""
    name = f"list_published_{operation.lower()}"
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=OPERATIONS[operation],
        referencing=pgtrigger.Referencing(
            old=None if operation == "INSERT" else "old_rows", new=None if operation == "DELETE" else "new_rows"
        ),
        func=sql(SQL / f"{name}.sql", words={"PUBLISHED": PUBLISHED}),
    )


# Signatures -> the list. An update of a published signature reads no government: those who publish or merge hold the
# government's lock already, the others must not ask for it after the ledger's head.
ON_SIGNATURES = [_trigger(operation) for operation in OPERATIONS]
# The list has no other writer: outside of any trigger there is only `services.rebuild`.
WRITTEN_BY_TRIGGERS = pgtrigger.Protect(
    name="signatories_follow_signatures",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
)


NO_CELL = -1
STATUS_LABELS = {
    State.SIGNED: pgettext_lazy("signature", "In force"),
    State.ON_HOLD: pgettext_lazy("signature", "On hold"),
    State.WITHDRAWN: pgettext_lazy("signature", "Withdrawn"),
    State.SUPERSEDED: pgettext_lazy("signature", "Superseded"),
}


class Signatory(models.Model):
    """One published signature in whatever status, with the facts of its government beside it: one line of the list."""

    ignore_in_cache = True

    signature = models.OneToOneField(Signature, models.CASCADE, primary_key=True, related_name="public_row")
    government = models.ForeignKey(LocalGovernment, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(unique=True)
    status = models.CharField(max_length=20, choices=State)
    ad_referendum = models.BooleanField()
    signed_at = models.DateTimeField()
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=LocalGovernment.Kind)
    section = models.CharField(max_length=30, choices=LocalGovernment.Section, blank=True)
    country = models.CharField(max_length=2)
    cell = models.SmallIntegerField(default=NO_CELL)
    latitude = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    longitude = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    words = SearchVectorField()

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        default_permissions = ()
        indexes = [models.Index(name="signatory_date", fields=["signed_at", "number"])]
        triggers = [
            WRITTEN_BY_TRIGGERS,
            truncate_guard("signatories_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.status}"

    def get_absolute_url(self) -> str:
        if self.has_profile:
            return self.government.get_absolute_url()
        return reverse("charter:verify", args=[self.signature.verification_code])

    @property
    def status_label(self) -> str:
        return str(STATUS_LABELS[State(self.status)])

    @property
    def told_act_date(self) -> date | None:
        """The day of an act that the public reads; of a place at risk none, from which one would reckon what is due."""
        return self.signature.act_date if self.signature.act_is_shown and not self.government.at_risk else None

    @property
    def has_profile(self) -> bool:
        """Say whether the government has a page of its own: as a member, or by a signature in force."""
        return states.gives_profile(member=self.government.member, state=self.status)


class ListedSignature(Signature):
    """Signatures as the list sees them: the triggers that follow each hang here, so that signing knows of no list."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = ON_SIGNATURES
