"""Saved segments of readers; and how many readers there are of each kind, kept while they come and go.

Decision 0027-editions-leave-through-a-gate.
"""

from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.guards import sql
from coalition.mail.models import Suppression
from coalition.members.models import Contact, LocalGovernment
from coalition.privacy.addresses import address_digest
from coalition.resources.fields import ThemesField
from newsletters.readers.models import Frequency, Reader, ReaderQuerySet

SQL = Path(__file__).parent / "sql"
OPERATIONS = {"INSERT": pgtrigger.Insert, "UPDATE": pgtrigger.Update, "DELETE": pgtrigger.Delete}
STEPS = {
    "INSERT": "SELECT *, 1 AS step FROM new_rows",
    "UPDATE": "SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows",
    "DELETE": "SELECT *, -1 AS step FROM old_rows",
}


def first_moment(day: date) -> datetime:
    """Return the moment at which `day` begins in the site's zone."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))


class Segment(models.Model):
    """Some of the readers, by what they asked for, since when, and for whom they work. What is empty narrows nothing.

    Nobody is put into a segment by hand, and none tells who asked for discretion.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES),
        verbose_name=_("languages"), default=list, blank=True, db_default=Value([]),
    )  # fmt: skip
    themes = ThemesField(
        verbose_name=_("themes"), default=list, blank=True, db_default=Value([]),
        help_text=_("Readers who asked for one of them, or for all."),
    )  # fmt: skip
    contacts = models.BooleanField(
        _("contacts of members alone"), default=False, db_default=False,
        help_text=_("Readers whose address is that of a contact in office of a local government."),
    )  # fmt: skip
    regions = ArrayField(
        models.CharField(max_length=30, choices=LocalGovernment.Section.choices),
        verbose_name=_("regions"), default=list, blank=True, db_default=Value([]),
        help_text=_("Of local governments: their contacts alone, since readers are not asked where they live."),
    )  # fmt: skip
    joined_since = models.DateField(_("joined since"), null=True, blank=True)

    class Meta:
        verbose_name = _("segment of readers")
        verbose_name_plural = _("segments of readers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_contacts(self) -> bool:
        """Say whether it has contacts of members alone."""
        return self.contacts or bool(self.regions)

    def contact_digests(self) -> list[str]:
        """Return the digests of the addresses of the contacts that it has. One query."""
        found = Contact.objects.in_office(timezone.localdate()).exclude(email="")
        if self.regions:
            found = found.filter(government__section__in=self.regions)
        return sorted({address_digest(address) for address in found.values_list("email", flat=True)})

    def narrow(self, readers: ReaderQuerySet) -> ReaderQuerySet:
        """Return those of `readers` that are in it."""
        if self.languages:
            readers = readers.filter(language__in=self.languages)
        if self.themes:
            readers = readers.about(self.themes)
        if self.joined_since:
            readers = readers.filter(confirmed_at__gte=first_moment(self.joined_since))
        if self.is_of_contacts:
            readers = readers.filter(email_digest__in=self.contact_digests() or [""])
        return readers


class AudienceCell(models.Model):
    """How many confirmed readers share language, frequency, themes and the month (UTC) in which they confirmed.

    Triggers on readers add a row for each step, so that nobody waits for another's; the number is the sum of the rows
    of a kind, and the worker joins them now and then. A million readers are counted without being read.
    """

    language = models.CharField(max_length=10)
    frequency = models.CharField(max_length=8, choices=Frequency)
    themes = ArrayField(models.SlugField(max_length=60), default=list)
    month = models.DateField()
    readers = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.language} {self.frequency} {self.month:%Y-%m}"


def _counting(operation: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"count_readers_{operation.lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=OPERATIONS[operation],
        referencing=_rows(operation),
        func=sql(SQL / "count_readers.sql", words={"STEPS": STEPS[operation]}),
    )


def _rows(operation: str) -> pgtrigger.Referencing:
    return pgtrigger.Referencing(
        old=None if operation == "INSERT" else "old_rows", new=None if operation == "DELETE" else "new_rows"
    )


class CountedReader(Reader):
    """Readers as they are counted: the triggers hang here, so that the reader knows of no count."""

    class Meta:
        proxy = True
        default_permissions: ClassVar[tuple[str, ...]] = ()
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            *(_counting(operation) for operation in OPERATIONS),
            pgtrigger.Trigger(
                name="reader_is_suppressed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("email_digest"),
                func=sql(SQL / "is_suppressed.sql"),
            ),
        ]


class CountedSuppression(Suppression):
    """Suppressed addresses, as they tell the readers whose they are."""

    class Meta:
        proxy = True
        default_permissions: ClassVar[tuple[str, ...]] = ()
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Trigger(
                name=f"tell_reader_{operation.lower()}",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=OPERATIONS[operation],
                referencing=_rows(operation),
                func=sql(SQL / f"tell_reader_{operation.lower()}.sql"),
            )
            for operation in ("INSERT", "DELETE")
        ]
