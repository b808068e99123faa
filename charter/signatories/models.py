"""What the public list, the map and the figures read: tables that PostgreSQL itself keeps.

Decision 0022-a-log-that-outsiders-check.

Nothing in Python writes here but `charter.signatories.services`. Triggers follow each published signature and each
change of a local government, whoever made it, in the same transaction.
"""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from charter import states
from charter.signatories import triggers
from charter.signatories.querysets import SignatoryQuerySet
from charter.signing.groups.models import GroupMember
from charter.signing.models import Signature
from charter.silence.rules import Silence, standing
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

    The facts stand here twice so that each filter with each order is one walk along one index.
    """

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
        indexes = [
            models.Index(name="signatory_date", fields=["signed_at", "number"]),
            *(
                models.Index(name=f"signatory_{name}_date", fields=[name, "signed_at", "number"])
                for name in ("status", "country", "section", "kind", "version", "cell")
            ),
            models.Index(
                name="signatory_referendum_date", fields=["signed_at", "number"], condition=Q(ad_referendum=True)
            ),
            *(models.Index(name=f"signatory_name_{code}", fields=[f"name_{code}", "number"]) for code in LANGUAGES),
            *(
                models.Index(name=f"signatory_country_{code}", fields=[f"country_{code}", f"name_{code}", "number"])
                for code in LANGUAGES
            ),
            GinIndex(name="signatory_words", fields=["words"]),
        ]
        triggers = [
            triggers.WRITTEN_BY_TRIGGERS,
            truncate_guard("signatories_are_not_truncated"),
            *triggers.ON_SIGNATORIES,
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.status}"

    def get_absolute_url(self) -> str:
        """Return the government's page where it has one, else the page of this signature."""
        if self.has_profile:
            return self.government.get_absolute_url()
        return reverse("charter:verify", args=[self.signature.verification_code])

    @property
    def status_label(self) -> str:
        """The status in the words of the list."""
        return str(STATUS_LABELS[State(self.status)])

    @property
    def silence(self) -> str:
        """How it stands today when it owes the network an answer, one of `Silence`, else an empty text.

        Nothing is said of a signature that is not in force, nor of a place at risk.
        """
        awaited = getattr(self.government, "awaited", None)
        if awaited is None or self.status != State.SIGNED or self.government.at_risk:
            return ""
        since = awaited.since(timezone.localdate(self.signed_at))
        return standing(due_on=awaited.due_on, silent_since=since, today=timezone.localdate()) or ""

    @property
    def silence_label(self) -> str:
        """The words of `silence`."""
        return str(Silence(self.silence).label) if self.silence else ""

    @property
    def told_act_date(self) -> date | None:
        """The day of an act that the public reads; of a place at risk none, from which one would reckon what is due."""
        return self.signature.act_date if self.signature.act_is_shown and not self.government.at_risk else None

    @property
    def has_profile(self) -> bool:
        """Say whether the government has a page of its own: as a member, or by a signature in force."""
        return states.gives_profile(member=self.government.member, state=self.status)


class CoveredGovernment(models.Model):
    """A government that signatures in force cover, or covered: counted once, however many do."""

    government = models.OneToOneField(LocalGovernment, models.CASCADE, primary_key=True, related_name="+")
    signatures = models.IntegerField(default=0)
    kind = models.CharField(max_length=20, choices=LocalGovernment.Kind)
    section = models.CharField(max_length=30, choices=LocalGovernment.Section, blank=True)
    country = models.CharField(max_length=2)
    population = models.PositiveIntegerField(null=True)
    population_year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("covered government")
        verbose_name_plural = _("covered governments")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="covered_by_no_less_than_none",
                condition=Q(signatures__gte=0),
                violation_error_message=_("The number of signatures that cover a government cannot be negative."),
            )
        ]
        triggers = triggers.ON_COVERED

    def __str__(self) -> str:
        return f"{self.government_id} {self.signatures}"


class ListedSignature(Signature):
    """Signatures as the list sees them: the triggers that follow each hang here, so that signing knows of no list."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = triggers.ON_SIGNATURES


class ListedGroupMember(GroupMember):
    """Members of associations as the figures see them: the triggers that follow each hang here."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = triggers.ON_GROUP_MEMBERS


class SignatoryCount(models.Model):
    """A step of a counter: the figure of a key is the sum of its rows. Rows are added, and summed up now and then.

    So two transactions never wait for each other here. `grain` says which columns make the key; the others are
    at their defaults.
    """

    class Grain(models.TextChoices):
        FACTS = "facts"  # status, ad_referendum, version, kind, section, country
        MONTH = "month"  # status, month of publication
        PLACE = "place"  # status, cell
        FACTS_PLACE = "facts_place"  # the facts and the cell
        COVERAGE = "coverage"  # kind, section, country, year of the population (0: no figure); in force only

    grain = models.CharField(max_length=12, choices=Grain)
    status = models.CharField(max_length=20, choices=State, default="", blank=True)
    ad_referendum = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=20, default="", blank=True)
    section = models.CharField(max_length=30, default="", blank=True)
    country = models.CharField(max_length=2, default="", blank=True)
    cell = models.SmallIntegerField(default=NO_CELL)
    month = models.CharField(max_length=7, default="", blank=True)
    year = models.SmallIntegerField(default=0)

    signatures = models.IntegerField(default=0)
    governments = models.IntegerField(default=0)
    population = models.BigIntegerField(default=0)
    latitudes = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    longitudes = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("count of signatories")
        verbose_name_plural = _("counts of signatories")
        default_permissions = ()
        indexes = [models.Index(name="signatory_count_key", fields=["grain", "status", "country"])]

    def __str__(self) -> str:
        return f"{self.grain} {self.status} {self.signatures}"
