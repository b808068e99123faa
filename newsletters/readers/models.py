"""Readers, and the requests that become readers once a mailbox is proven."""

from collections.abc import Collection
from datetime import date
from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.cms.revisions import Revised
from coalition.mail.models import Suppression
from coalition.privacy import secret_links
from coalition.privacy.email_addresses import address_digest, normalise
from coalition.privacy.secret_links import LastingLink
from coalition.resources.models import ThemesField


class ReaderQuerySet(models.QuerySet["Reader"]):
    def confirmed(self) -> Self:
        return self.filter(state="confirmed")

    def to_write_to(self) -> Self:
        """Return those who are sent an edition: confirmed, and of a mailbox that refused or gave up nothing."""
        suppressed = Suppression.objects.filter(address_digest=OuterRef("email_digest"))
        return self.confirmed().filter(~Exists(suppressed))

    def wishing(self, *, frequency: str, themes: Collection[str]) -> Self:
        """Return those who asked for what comes with `frequency` and is about one of `themes`; about any if empty.

        Who ticked no theme asked for all.
        """
        about = Q(themes=[]) | Q(themes__overlap=list(themes)) if themes else Q()
        return self.filter(about, frequency=frequency)

    def for_address(self, address: str) -> Self:
        return self.filter(email_digest=address_digest(address))

    def for_token(self, token: str) -> Self:
        """Return the reader whose personal address holds `token`."""
        return self.filter(token_digest=secret_links.digest(token))


class Frequency(models.TextChoices):
    """How often a reader wants to hear from us."""

    EACH = "each", _("Each edition, when it comes out")
    MONTHLY = "monthly", _("Once a month, a digest")


class Wishes(models.Model):
    """What somebody asks to be sent: about which themes, and how often. No theme is every theme."""

    themes = ThemesField(verbose_name=_("themes"), default=list, blank=True, db_default=Value([]))
    frequency = models.CharField(
        _("how often"),
        max_length=8,
        choices=Frequency,
        default=Frequency.EACH,
        db_default=Frequency.EACH.value,
    )

    class Meta:
        abstract = True


class Reader(Wishes, LastingLink):
    """A reader who proved that the mailbox is theirs. Nobody is here before that. The link opens their own pages."""

    ignore_in_cache = True

    OPENS, LENGTH = "newsletter-reader", 64

    class State(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("reader", "confirmed")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")

    email = models.EmailField(_("email address"), max_length=254)
    email_digest = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    discreet = models.BooleanField(_("discreet"), default=False, help_text=_("Neutral sender, subject and look."))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.CONFIRMED)
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    unsubscribed_at = models.DateTimeField(_("unsubscribed"), null=True, blank=True)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        permissions = [
            ("import_reader", "Can have a list of people asked whether they want the newsletter"),
            ("import_proven_reader", "Can subscribe a list of people with a proof of their consent"),
            ("export_reader", "Can take the addresses of readers out"),
            ("unsubscribe_reader", "Can end a subscription on request"),
        ]
        verbose_name = _("reader")
        verbose_name_plural = _("readers")
        ordering = ["-confirmed_at", "-pk"]
        indexes = [
            models.Index(name="reader_newest", fields=["-confirmed_at", "-id"]),
            models.Index(name="reader_to_write_to", fields=["language"], condition=Q(state="confirmed")),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_reader_per_address",
                fields=["email_digest"],
                violation_error_message=_("This address already reads the newsletter."),
            ),
            models.CheckConstraint(
                name="unsubscribed_reader_has_its_time",
                condition=~Q(state="unsubscribed") | Q(unsubscribed_at__isnull=False),
                violation_error_message=_("A reader who has left needs the date of leaving."),
            ),
            models.CheckConstraint(
                name="reader_wishes_a_known_frequency",
                condition=Q(frequency__in=Frequency.values),
                violation_error_message=_("Choose each edition, or the monthly digest."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the digest of the address."""
        self.email = normalise(self.email)
        self.email_digest = address_digest(self.email)
        super().save(*args, **kwargs)

    @property
    def discretion_source(self) -> str:
        """Name this reader's choice of discreet mails among those of their address."""
        return f"reader:{self.pk}"


class SubscriptionRequest(Wishes):
    """Someone asked that an address be sent the newsletter, or that its settings change. Short-lived.

    The consent is what the page showed: its words in the page's `consent_language`, agreed to at `created_at`.
    `language` is that of the mails, which may be another.

    `handle_digest` is of the page where the code is typed (whoever asked has it); `link_digest` is of the
    link in the mail (who reads the mailbox has it). Who was `brought_in` by a list is asked for a week and has no code.
    """

    ignore_in_cache = True

    email = models.EmailField(_("email address"), max_length=254)
    email_digest = models.CharField(max_length=64, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    discreet = models.BooleanField(_("discreet"), default=False)
    consent_text = models.TextField(_("text agreed to"))
    consent_version = models.CharField(_("version of the text"), max_length=20)
    consent_language = models.CharField(_("language of the text"), max_length=10, choices=settings.LANGUAGES)
    handle_digest = models.CharField(max_length=64, unique=True)
    link_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, db_index=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    brought_in = models.BooleanField(_("by a list"), default=False, db_default=False)

    def __str__(self) -> str:
        return f"{self.language} {self.created_at:%Y-%m-%d}"


class ConsentText(Revised):
    """What the form asks to agree to in one language. A change makes a new version; consents keep what was shown."""

    revised_fields = ("text",)  # to bring earlier words back is a new version too

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, unique=True, editable=False)
    text = models.TextField(
        _("text to agree to"),
        max_length=600,
        validators=[MinLengthValidator(40)],
        help_text=_("A change makes a new version. Earlier agreements refer to the earlier text, which is kept."),
    )
    version = models.CharField(_("version of the text"), max_length=20, editable=False)

    class Meta:
        verbose_name = _("consent to the newsletter")
        verbose_name_plural = _("texts of consent")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_language_display()

    @property
    def digest(self) -> str:
        """Return what a form carries, so that other words than those shown are noticed; 64 hexadecimal digits."""
        return sha256("\n".join((self.language, self.version, self.text)).encode()).hexdigest()

    def save(self, *args: object, **kwargs: object) -> None:
        """Give other words another version: the day, and a number from the second of a day on."""
        before = ConsentText.objects.filter(pk=self.pk).values_list("text", "version").first()
        if before is None or before[0] != self.text:
            self.version = next_version(before[1] if before else "", timezone.localdate())
        super().save(*args, **kwargs)


def next_version(last: str, today: date) -> str:
    """Return the version that follows `last`: 2026-12-03, or 2026-12-03.2 where `last` is of the same day."""
    day, _dot, number = last.partition(".")
    return f"{today}.{int(number or 1) + 1}" if day == str(today) else str(today)


class ReaderImport(models.Model):
    """One list, where it comes from, and what became of it. It names nobody."""

    ignore_in_cache = True

    source = models.TextField(_("source of consent"), max_length=500, validators=[MinLengthValidator(20)])
    direct = models.BooleanField(_("subscribed without asking again"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("imported by")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    joined = models.PositiveIntegerField(_("subscribed"), default=0)
    asked = models.PositiveIntegerField(_("asked by email"), default=0)
    passed_over = models.PositiveIntegerField(_("passed over"), default=0)

    class Meta:
        verbose_name = _("import of readers")
        verbose_name_plural = _("imports of readers")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"


class ImportedAddress(models.Model):
    """One line of a list, until the worker takes it."""

    ignore_in_cache = True

    batch = models.ForeignKey(ReaderImport, models.CASCADE, related_name="addresses")
    email = models.EmailField(_("email address"), max_length=254)
    email_digest = models.CharField(max_length=64, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    themes = ThemesField(verbose_name=_("themes"), default=list, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_line_per_import_and_address",
                fields=["batch", "email_digest"],
                violation_error_message=_("This address is in the list already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.batch_id)


class Recipients(Wishes):
    """Whom one edition is for, in all its languages: those who want to hear as often, of one of its themes.

    `translation_key` is that of the edition's pages. Without a row an edition is for all who want each edition.
    `fallbacks` says what the readers of a language receive where it is not published in theirs: the code of another
    language, or "" for nothing.
    """

    ignore_in_cache = True

    translation_key = models.UUIDField(unique=True, editable=False)
    fallbacks = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("recipients of an edition")
        verbose_name_plural = _("recipients of editions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_frequency_display()

    def readers(self) -> ReaderQuerySet:
        return Reader.objects.to_write_to().wishing(frequency=self.frequency, themes=self.themes)
