"""What the public list, the map and the figures read: a table that PostgreSQL itself keeps.

Decision 0022-a-log-that-outsiders-check.

Nothing in Python writes here but `charter.signatories.services`. Triggers follow each published signature and each
change of a local government, whoever made it, in the same transaction.
"""

from datetime import date

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from charter import states
from charter.signatories.querysets import SignatoryQuerySet
from charter.signatories.triggers import ON_SIGNATURES, WRITTEN_BY_TRIGGERS
from charter.signing.models import Signature
from charter.states import State
from coalition.guards import truncate_guard
from coalition.members.models import LocalGovernment

NO_CELL = -1
STATUS_LABELS = {
    State.SIGNED: pgettext_lazy("signature", "In force"),
    State.ON_HOLD: pgettext_lazy("signature", "On hold"),
    State.WITHDRAWN: pgettext_lazy("signature", "Withdrawn"),
    State.SUPERSEDED: pgettext_lazy("signature", "Superseded"),
}
LANGUAGES = ("en", "fr", "es", "ar")  # a language more is a column more: a migration


def sort_field(length: int = 200) -> models.CharField:
    """Return a column that is sorted by its code points on every server: what is in it was folded before."""
    return models.CharField(max_length=length, default="", db_collation="C")


class Signatory(models.Model):
    """One published signature in whatever status, with the facts of its government beside it: one line of the list.

    The facts stand here twice, in the order and the words of the list.
    """

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
    name_en = sort_field()
    name_fr = sort_field()
    name_es = sort_field()
    name_ar = sort_field()
    country_en = sort_field(100)
    country_fr = sort_field(100)
    country_es = sort_field(100)
    country_ar = sort_field(100)

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
