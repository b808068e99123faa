"""What hosts write to those registered for an event, and who was written to."""

import hashlib
import json
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.languages.words import WordsField, in_language
from events.models import Event
from events.registrations.models import Registration

State = Registration.State
STATES = (State.CONFIRMED, State.OFFERED, State.WAITING, State.APPLIED)  # who cancelled is written to no more
CHOSEN = ("states", "categories", "languages", "subject", "text")


class Letter(models.Model):
    """A text of the hosts for some of those registered: a draft until it is sent, and the same for ever after that.

    The worker makes its mails (services.tell): `told_to` says how far it came.
    """

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="letters", verbose_name=_("event"))
    states = ArrayField(
        models.CharField(max_length=10, choices=[(state.value, state.label) for state in STATES]),
        verbose_name=_("states"),
    )
    # By key. All are named, since "none" for "everyone" would turn seats that are removed into everyone.
    categories = ArrayField(models.BigIntegerField(), verbose_name=_("seats"))
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES), verbose_name=_("language of the readers")
    )
    subject = WordsField(_("subject"))
    text = WordsField(_("text"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("sent by")
    )
    sent_at = models.DateTimeField(_("sent"), null=True)
    last_registration = models.BigIntegerField(default=0)  # by key, the newest when it was sent
    told_to = models.BigIntegerField(default=0)  # by key, how far the worker came
    told = models.JSONField(default=dict)  # by language, how many people; it stays when these are forgotten

    class Meta:
        verbose_name = _("message to those registered")
        verbose_name_plural = _("messages to those registered")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="letter_is_for_somebody",
                condition=~Q(states=[]) & ~Q(categories=[]) & ~Q(languages=[]),
                violation_error_message=_("Choose who is written to."),
            ),
            models.CheckConstraint(
                name="letter_has_words",
                condition=~Q(subject={}) & ~Q(text={}),
                violation_error_message=_("Write a subject and a text."),
            ),
            models.CheckConstraint(
                name="letter_is_sent_before_it_is_told",
                condition=Q(sent_at__isnull=False) | Q(last_registration=0, told_to=0, told={}),
                violation_error_message=_("A message that was not sent has no recipients."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="letter_is_sent_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_at__isnull=False)
                & (
                    pgtrigger.Q(old__sent_at__df=pgtrigger.F("new__sent_at"))
                    | pgtrigger.Q(old__states__df=pgtrigger.F("new__states"))
                    | pgtrigger.Q(old__categories__df=pgtrigger.F("new__categories"))
                    | pgtrigger.Q(old__languages__df=pgtrigger.F("new__languages"))
                    | pgtrigger.Q(old__subject__df=pgtrigger.F("new__subject"))
                    | pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                ),
            )
        ]

    def __str__(self) -> str:
        return in_language(self.subject)

    @property
    def is_sent(self) -> bool:
        """Say whether it was sent; it then changes no more."""
        return self.sent_at is not None

    @property
    def is_told(self) -> bool:
        """Say whether the worker has made every mail of it."""
        return self.is_sent and self.told_to >= self.last_registration

    @property
    def number(self) -> int:
        return sum(self.told.values())

    @property
    def version(self) -> str:
        """A digest of what it says and to whom: what a host saw is what they send, change or throw away."""
        chosen: Any = [getattr(self, name) for name in CHOSEN]
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()

    def subject_in(self, language: str) -> str:
        return in_language(self.subject, language)

    def paragraphs(self, language: str) -> list[list[str]]:
        """Return the lines of each paragraph for readers of `language`."""
        text = in_language(self.text, language).replace("\r\n", "\n")
        return [part.split("\n") for part in text.split("\n\n") if part.strip()]


class LetterCopy(models.Model):
    """Somebody was written to: once, whoever asks again. It goes when the person is forgotten; the number stays."""

    wagtail_reference_index_ignore = True  # as for registrations
    ignore_in_cache = True

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="copies")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="letter_copies")

    class Meta:
        verbose_name = _("copy of a message")
        verbose_name_plural = _("copies of messages")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_copy_of_a_letter",
                fields=["letter", "registration"],
                violation_error_message=_("This person was written to already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.registration_id}"
