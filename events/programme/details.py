"""What belongs to one session: who speaks, in which languages and by which pair of interpreters, and documents."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey

from coalition.pages.words import WordsField, in_language
from events.languages import SIGNED, language_name

from .models import InterpreterPair, Session, Speaker


class SessionSpeaker(models.Model):
    ignore_in_cache = True

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="session_speakers")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="appearances", verbose_name=_("speaker"))
    moderates = models.BooleanField(_("moderates"), default=False)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="speaker_once_in_a_session",
                fields=["session", "speaker"],
                violation_error_message=_("Each person appears only once in a session."),
            )
        ]

    def __str__(self) -> str:
        return str(self.speaker)


class SessionLanguage(models.Model):
    """One cell of the matrix: a language, how it is offered in a session, and whether that is certain."""

    ignore_in_cache = True

    class Way(models.TextChoices):
        FLOOR = "floor", pgettext_lazy("language of a session", "spoken")
        INTERPRETED = "interpreted", pgettext_lazy("language of a session", "interpreted")
        SIGNED = "signed", pgettext_lazy("language of a session", "signed")
        CAPTIONED = "captioned", pgettext_lazy("language of a session", "captioned")

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=10)
    way = models.CharField(_("how"), max_length=12, choices=Way, default=Way.FLOOR)
    pair = models.ForeignKey(
        InterpreterPair, models.SET_NULL, null=True, blank=True, related_name="work",
        verbose_name=_("pair of interpreters"),
    )  # fmt: skip
    booked = models.BooleanField(_("booked"), default=False, help_text=_("Readers see only what is booked."))

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="language_once_and_one_way_in_a_session",
                fields=["session", "language", "way"],
                violation_error_message=_("Each language appears only once in a session for each mode."),
            ),
            models.CheckConstraint(
                name="session_language_way_is_known",
                condition=Q(way__in=["floor", "interpreted", "signed", "captioned"]),
                violation_error_message=_("Choose one of the ways."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_way_display()})"

    @property
    def name(self) -> str:
        return language_name(self.language)

    @property
    def is_offered(self) -> bool:
        """Whether readers can count on it."""
        return self.booked or self.way == self.Way.FLOOR

    def clean(self) -> None:
        """Refuse a spoken language that is signed, a sign language that is not, and a pair where nobody interprets."""
        super().clean()
        if self.language and (self.language in SIGNED) != (self.way == self.Way.SIGNED):
            raise ValidationError({"language": _("Choose “signed” for sign languages, and only for them.")})
        if self.pair_id and self.way not in (self.Way.INTERPRETED, self.Way.SIGNED):
            raise ValidationError({"pair": _("Choose a pair only for a language that is interpreted or signed.")})


class SessionDocument(models.Model):
    ignore_in_cache = True

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="documents")
    titles = WordsField(_("title"), default=dict)
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("document"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return in_language(self.titles)


# What editors work on: no page that is kept shows any of it. `Programme` is not among them: pages find versions by it.
