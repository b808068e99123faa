"""Editions that were sent: the frozen words of each language, and one delivery for each reader."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coalition.mail.models import Outgoing, OutgoingQuerySet, states_but
from newsletters.sending.edition import BEFORE as BEFORE
from newsletters.sending.edition import RUNNING as RUNNING
from newsletters.sending.edition import Edition as Edition


class EditionTextQuerySet(models.QuerySet["EditionText"]):
    def public(self) -> Self:
        """Return those of editions that left: what was frozen for approval is nobody's yet."""
        return self.filter(edition__started_at__isnull=False)


class EditionText(models.Model):
    """An edition's words in one language, exactly as they are sent.

    The archive and search show `subject`, `date`, `summary` and `web_html`, whatever the page says since. The bodies
    hold a placeholder where each reader's secret goes: no reader's own.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=300)
    date = models.DateField(_("date"))
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    html = models.TextField()
    text = models.TextField()
    discreet_subject = models.CharField(_("discreet subject"), max_length=300)
    discreet_html = models.TextField()
    discreet_text = models.TextField()
    web_html = models.TextField()

    objects = EditionTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_text_per_edition_and_language",
                fields=["edition", "language"],
                violation_error_message=_("This edition already has a text in this language."),
            )
        ]
        triggers = [pgtrigger.Protect(name="sent_words_are_frozen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.subject} ({self.language})"


class SentPicture(models.Model):
    """A picture that a sent edition shows: it is not deleted, and its use is counted."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="pictures", verbose_name=_("edition"))
    image = models.ForeignKey("wagtailimages.Image", models.PROTECT, related_name="+", verbose_name=_("image"))

    class Meta:
        verbose_name = _("picture of a sent edition")
        verbose_name_plural = _("pictures of sent editions")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="sent_picture_once", fields=["edition", "image"])]

    def __str__(self) -> str:
        return str(self.edition)


class SentDocument(models.Model):
    """A document that a sent edition leads to: it is not deleted, and its use is counted."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="documents", verbose_name=_("edition"))
    document = models.ForeignKey("wagtaildocs.Document", models.PROTECT, related_name="+", verbose_name=_("document"))

    class Meta:
        verbose_name = _("document of a sent edition")
        verbose_name_plural = _("documents of sent editions")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="sent_document_once", fields=["edition", "document"])]

    def __str__(self) -> str:
        return str(self.edition)


class Delivery(Outgoing):
    """One edition to one reader: once, whatever breaks.

    A worker asks for each row once more when it marks it: one that was `skipped` meanwhile, since its reader left, is
    not sent.
    """

    ignore_in_cache = True

    class Bounce(models.TextChoices):
        HARD = "hard", _("there is no such mailbox")
        SOFT = "soft", _("the mailbox accepted no email")
        POLICY = "policy", _("the email was refused")
        COMPLAINT = "complaint", _("reported as spam")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="deliveries", verbose_name=_("edition"))
    reader = models.ForeignKey(
        "newsletters.Reader", models.SET_NULL, null=True, related_name="deliveries", verbose_name=_("reader")
    )
    text = models.ForeignKey(EditionText, models.CASCADE, related_name="+", verbose_name=_("text"))
    discreet = models.BooleanField(_("discreet"), default=False)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=states_but(Outgoing.State.SUPPRESSED, Outgoing.State.OVER_BUDGET),
        default=Outgoing.State.QUEUED,
    )

    bounce = models.CharField(_("came back"), max_length=9, choices=Bounce, blank=True, db_default="", default="")
    bounced_at = models.DateTimeField(_("came back on"), null=True, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                name="delivery_to_do",
                fields=["next_attempt_at", "id"],
                condition=Q(state__in=["queued", "sending", "handing_over"]),
            ),
            models.Index(name="delivery_held_back", fields=["edition"], condition=Q(state="held")),
            models.Index(name="delivery_put_off", fields=["edition"], condition=Q(state="queued") & ~Q(last_error="")),
            models.Index(name="delivery_came_back", fields=["edition"], condition=~Q(bounce="")),
            models.Index(name="delivery_doubted", fields=["next_attempt_at"], condition=Q(state="uncertain")),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_delivery_per_edition_and_reader",
                fields=["edition", "reader"],
                violation_error_message=_("This reader already has this edition."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.get_state_display()}"
