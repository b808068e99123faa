"""What is stored of the network: local governments, their words, their public offices, their private contacts."""

from collections.abc import Iterable
from copy import copy
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Self

import pgtrigger
from django import forms
from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.images.models import Filter
from wagtail.search import index

from coalition.cms.revisions import Revised
from coalition.languages.fields import CountryField, LanguagesField, ListedField
from coalition.languages.names import country_name, fold
from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.covers import PICTURE_FIELDS, Pictured

from . import place_names as naming
from .querysets import WORDS, ContactQuerySet, LocalGovernmentQuerySet

DECIMAL_POINTS = str.maketrans(",٫٬", "..,")
CITY = Decimal("0.01")  # about a kilometre: no seat is stored more closely


def _rounded(value: Any) -> Any:
    try:
        return value.quantize(CITY, ROUND_HALF_UP) if isinstance(value, Decimal) else value
    except InvalidOperation:  # no number of this world: refused as every other that is out of range
        return value


def _with_point(value: Any) -> Any:
    return value.strip().translate(DECIMAL_POINTS) if isinstance(value, str) else value


class CoordinateFormField(forms.DecimalField):
    def to_python(self, value: Any) -> Any:
        return _rounded(super().to_python(_with_point(value)))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"step": "any"}  # else the browser refuses what we round


class CoordinateField(models.DecimalField):
    """Degrees. In the database, and so in migrations, it is a DecimalField."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def to_python(self, value: Any) -> Any:
        return _rounded(super().to_python(_with_point(value)))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": CoordinateFormField, **kwargs})


DOMAIN = RegexValidator(r"^([A-Za-z0-9-]+\.)+[A-Za-z]{2,}$", _("Write a domain such as example.org."))
CREST_SIZES = Filter.expand_spec(["max-{160x160,320x320}", "format-{avif,webp,png}"])  # as the profile asks for them
COUNTRY = RegexValidator(r"^[A-Z]{2}$", _("Write a country code of two capital letters, such as FR."))


class LocalGovernment(Revised, index.Indexed, ClusterableModel):
    """A city, department, region or other local government: its facts, once, in no language."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        METROPOLIS = "metropolis", _("Metropolis")
        DEPARTMENT = "department", _("Department")
        GOVERNORATE = "governorate", _("Governorate")
        REGION = "region", _("Region")
        ASSOCIATION = "association", _("Association of local governments")
        OTHER = "other", _("Other local government")

    class Section(models.TextChoices):
        AFRICA = "africa", _("Africa")
        ASIA_PACIFIC = "asia-pacific", _("Asia-Pacific")
        EURASIA = "eurasia", _("Eurasia")
        EUROPE = "europe", _("Europe")
        LATIN_AMERICA = "latin-america", _("Latin America")
        MIDDLE_EAST = "middle-east-west-asia", _("Middle East and West Asia")
        NORTH_AMERICA = "north-america", _("North America")
        METROPOLITAN = "metropolitan", _("Metropolitan section")

    stored: dict[str, Any] | None = None
    drawn_ahead = {"crest": CREST_SIZES}

    revised_fields = (
        "code", "slug", "names", "crest", "portrait", "kind", "country", "section", "member", "proposed", "fictional",
        "latitude", "longitude", "population", "population_year", "population_source", "website", "official_domains",
        "languages", "pilot", "observatory_since", "at_risk",
    )  # fmt: skip
    revised_children = {
        "profiles": ("language", "summary", "body", "head", "head_office", "head_words", *PICTURE_FIELDS),
        "offices": ("role", "email", "phone"),
    }

    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", _("Use letters, digits and hyphens only."))],
        help_text=_("Stable and unique, such as FR-93. Imports recognise a local government by it."),
    )
    slug = models.SlugField(
        _("address name"), max_length=100, blank=True, help_text=_("Made from the name when empty.")
    )
    names = models.JSONField(
        _("names"),
        default=dict,
        help_text=_("The name in each language."),
        error_messages={"blank": _("Give a name in at least one language.")},
    )
    search_text = models.TextField(_("words for search"), editable=False, default="")
    sort_keys = models.JSONField(_("keys for sorting"), editable=False, default=dict)
    crest = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("crest"),
        help_text=_("Its coat of arms or emblem: shown on its profile and printed on certificates issued from now on."),
    )
    portrait = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
        help_text=_("Of who leads it, with their consent: beside their sentence on the profile."),
    )
    kind = models.CharField(_("type"), max_length=20, choices=Kind.choices)
    country = CountryField(_("country"), max_length=2, validators=[COUNTRY])
    section = models.CharField(_("UCLG section"), max_length=30, choices=Section.choices, blank=True)
    member = models.BooleanField(
        _("member of the network"), default=True, help_text=_("Apart from any signature of the charter.")
    )
    proposed = models.BooleanField(
        _("proposed by a visitor"), default=False, help_text=_("Not checked yet: shown nowhere on the site.")
    )
    fictional = models.BooleanField(_("fictional, for the demonstration"), default=False)
    latitude = CoordinateField(
        _("latitude"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("City precision only."),
    )
    longitude = CoordinateField(_("longitude"), max_digits=5, decimal_places=2, null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("year of the population"), null=True, blank=True)
    population_source = models.CharField(_("source of the population"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    official_domains = ListedField(
        models.CharField(max_length=100, validators=[DOMAIN]),
        verbose_name=_("official email domains"),
        default=list,
        blank=True,
        help_text=_("Separated by commas. A signature from another domain is checked with more care."),
    )
    languages = LanguagesField(verbose_name=_("languages"), default=list, blank=True, help_text=_("In which it works."))
    pilot = models.BooleanField(_("pilot territory"), default=False)
    observatory_since = models.PositiveSmallIntegerField(_("observatory since"), null=True, blank=True)
    at_risk = models.BooleanField(
        _("place at risk"),
        default=False,
        db_default=False,
        help_text=_("Its contacts are never shown, whatever is written here."),
    )
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="local_government")

    objects = LocalGovernmentQuerySet.as_manager()
    search_fields = [  # Wagtail's own idiom
        index.SearchField("all_names"),
        index.AutocompleteField("all_names"),
        index.FilterField("country"),
    ]

    class Meta:
        verbose_name = _("local government")
        verbose_name_plural = _("local governments")
        ordering = ["code"]
        indexes = [
            GinIndex(WORDS, name="government_words"),
            models.Index(name="government_members", fields=["code"], condition=Q(member=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_government_per_code",
                fields=["code"],
                violation_error_message=_("Another local government has this code."),
            ),
            models.UniqueConstraint(
                name="one_government_per_slug",
                fields=["slug"],
                violation_error_message=_("Another local government has this address name."),
            ),
            models.CheckConstraint(
                name="government_has_a_name",
                condition=~Q(names={}),
                violation_error_message=_("Give a name in at least one language."),
            ),
            models.CheckConstraint(
                name="government_country_is_iso",
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("Write a country code of two capital letters, such as FR."),
            ),
            models.CheckConstraint(
                name="government_seat_is_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    # Both named: a comparison with NULL is unknown, and a check lets the unknown pass.
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                violation_error_message=_("Give latitude and longitude together, between -90 and 90, -180 and 180."),
            ),
            models.CheckConstraint(
                name="government_population_has_source",
                condition=Q(population__isnull=True)
                | Q(population__isnull=False, population_year__isnull=False) & ~Q(population_source=""),
                violation_error_message=_("A population needs its year and its source."),
            ),
            models.CheckConstraint(
                name="government_proposed_is_no_member",
                condition=~Q(member=True, proposed=True),
                violation_error_message=_("A proposed local government is checked before it becomes a member."),
            ),
        ]

    def __str__(self) -> str:
        """Name it with its country: in a language from right to left, a name in another script stands first too.

        Both stand in an isolate from right to left: around it, `<bdi>` goes by the first letter, which may be Latin.
        """
        if get_language_bidi():
            return f"\u2067\u2068{self.name}\u2069 ({self.country_name})\u2069"
        return f"{self.name} ({self.country_name})"

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Return the row as it is stored, with the columns that were read of it: `stored`."""
        row = super().from_db(*args, **kwargs)
        row.stored = {name: copy(value) for name, value in row.__dict__.items() if not name.startswith("_")}
        return row

    @property
    def name(self) -> str:
        """The name in the active language, else in English, else in any."""
        return naming.localised(self.names)

    name.fget.short_description = _("name")  # type: ignore[attr-defined]

    @property
    def is_association(self) -> bool:
        return self.kind == self.Kind.ASSOCIATION

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    def all_names(self) -> str:
        return " ".join([*self.names.values(), self.search_text, self.code])

    def get_absolute_url(self) -> str:
        return f"/{get_language() or settings.LANGUAGE_CODE}/members/{self.slug}/"

    def clean(self) -> None:
        super().clean()
        self.official_domains = [domain.strip().lower() for domain in self.official_domains or []]
        self.names = {language: name for language, name in self.names.items() if name}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what search and sorting need of the names and the country, and a slug when there is none."""
        self.fill()
        update_fields: Iterable[str] | None = kwargs.get("update_fields")
        if update_fields is not None and {"names", "country"} & set(update_fields):
            kwargs["update_fields"] = {*update_fields, "search_text", "sort_keys"}
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def fill(self) -> None:
        """Make what search and sorting need of the names and the country: who writes rows in bulk calls it."""
        self.search_text = naming.search_text(self.names.values(), self.country)
        self.sort_keys = naming.sort_keys(self.names, self.country)

    def _free_slug(self) -> str:
        base = slugify(fold(self.names.get("en") or next(iter(self.names.values()))))[:80] or slugify(self.code)
        taken = LocalGovernment.objects.exclude(pk=self.pk).filter(slug=base).exists()
        return f"{base}-{slugify(self.code)}"[:100] if taken else base


class MemberProfile(Pictured):
    government = ParentalKey(LocalGovernment, on_delete=models.CASCADE, related_name="profiles")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    summary = models.TextField(_("summary"), blank=True)
    body = RichTextField(_("text"), features=RICH_TEXT_FEATURES, blank=True)
    head = models.CharField(_("who leads it"), max_length=100, blank=True, db_default="")
    head_office = models.CharField(_("their office"), max_length=150, blank=True, db_default="")
    head_words = models.CharField(
        _("their sentence"), max_length=300, blank=True, db_default="",
        help_text=_("What the mayor says about the network, as they agreed to be quoted."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        ordering = ["language"]
        constraints = [
            *Pictured.Meta.constraints,
            models.UniqueConstraint(
                name="one_profile_per_language",
                fields=["government", "language"],
                violation_error_message=_("This local government already has a profile in this language."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.government_id} {self.language}"


class Contact(models.Model):
    ignore_in_cache = True

    government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("local government")
    )
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, blank=True, help_text=_("In which we write to them.")
    )
    mandate_start = models.DateField(_("mandate begins"), null=True, blank=True)
    mandate_end = models.DateField(_("mandate ends"), null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["government", "name"]
        constraints = [
            models.CheckConstraint(
                name="contact_mandate_ends_after_it_begins",
                condition=Q(mandate_start__isnull=True)
                | Q(mandate_end__isnull=True)
                | Q(mandate_end__gte=F("mandate_start")),
                violation_error_message=_("A mandate ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class GovernmentMerge(models.Model):
    """Two rows were one local government. The row that is gone lives on here: its code, address and names.

    The ledger of the charter and old exports name governments by code: here is where such a code leads. Nothing
    changes but `into`, which follows when its own row is merged in turn.
    """

    into = models.ForeignKey(
        LocalGovernment, models.PROTECT, related_name="merges", verbose_name=_("merged into the local government")
    )
    code = models.CharField(_("code that was given up"), max_length=40, db_index=True)
    slug = models.SlugField(_("address name that was given up"), max_length=100)
    names = models.JSONField(_("names at that time"))
    merged_at = models.DateTimeField(_("merged"), default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("merged by")
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("merge of local governments")
        verbose_name_plural = _("merges of local governments")
        default_permissions = ()
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_proposed_merge_is_of_two_people",
                condition=models.Q(proposed_by__isnull=True) | ~models.Q(proposed_by=models.F("merged_by")),
                violation_error_message=_("You proposed this merge: another person makes it."),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="merges_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="merges_only_follow",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__code__df=pgtrigger.F("new__code"))
                | pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug"))
                | pgtrigger.Q(old__names__df=pgtrigger.F("new__names"))
                | pgtrigger.Q(old__merged_at__df=pgtrigger.F("new__merged_at"))
                | pgtrigger.Q(old__merged_by__df=pgtrigger.F("new__merged_by"))
                | pgtrigger.Q(old__proposed_by__df=pgtrigger.F("new__proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.merged_at:%Y-%m-%d}"


class Office(models.Model):
    """An office with its own mailbox or telephone, by its role; shown on the profile of a government."""

    class Role(models.TextChoices):
        OBSERVATORY = "observatory", _("Observatory")
        EQUALITY = "equality", _("Women’s rights and equality")
        INTERNATIONAL = "international", _("International relations")
        PRESS = "press", _("Press")
        GENERAL = "general", _("General enquiries")

    government = ParentalKey(LocalGovernment, on_delete=models.CASCADE, related_name="offices")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    email = models.EmailField(
        _("email"), blank=True, help_text=_("The office's own mailbox, never a person's: everybody can read it.")
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("public office")
        verbose_name_plural = _("public offices")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_office_per_role",
                fields=["government", "role"],
                violation_error_message=_("This local government already has an office with this role."),
            ),
            models.CheckConstraint(
                name="office_can_be_reached",
                condition=~Q(email="") | ~Q(phone=""),
                violation_error_message=_("Give the mailbox or the telephone of the office."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())

    def clean(self) -> None:
        """Refuse what is known as a person's: private contacts are on no page."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.email and Contact.objects.filter(email__iexact=self.email).exists():
            errors["email"] = _("This is the address of a person among the private contacts. Give the office's own.")
        if self.phone and Contact.objects.filter(phone=self.phone).exists():
            errors["phone"] = _("This is the telephone of a person among the private contacts. Give the office's own.")
        if errors:
            raise ValidationError(errors)


__all__ = ["Contact", "GovernmentMerge", "LocalGovernment", "MemberProfile", "Office"]
