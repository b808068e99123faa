"""Editions that were sent: the frozen words of each language, and one delivery for each reader."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coalition.mail.models import Outgoing, OutgoingQuerySet, states_but
from coalition.states import StatefulModel


class Edition(StatefulModel):
    """One edition in all its languages. It exists from the moment it is sent, and is sent once.

    `translation_key` is that of its pages: one edition for all the translations of a newsletter page.
    """

    class State(models.TextChoices):
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")

    translation_key = models.UUIDField(editable=False)
    title = models.CharField(_("title"), max_length=255)
    state = FSMField(_("state"), max_length=10, choices=State, default=State.SENDING, protected=True)
    started_at = models.DateTimeField(_("sending began"), default=timezone.now)
    finished_at = models.DateTimeField(_("sending ended"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-started_at", "-pk"]
        default_permissions = ["view", "send"]
        constraints = [
            models.UniqueConstraint(
                name="one_edition_per_newsletter",
                fields=["translation_key"],
                violation_error_message=_("This edition was already sent."),
            ),
            models.CheckConstraint(
                name="sent_edition_has_its_time",
                condition=~Q(state="sent") | Q(finished_at__isnull=False),
                violation_error_message=_("A sent edition needs the time at which sending ended."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @transition(field=state, source=State.SENDING, target=State.SENT)
    def finish(self) -> None:
        """Every delivery is settled."""
        self.finished_at = timezone.now()

    @transition(field=state, source=State.SENT, target=State.SENDING)
    def reopen(self) -> None:
        """Somebody sends its uncertain copies again."""
        self.finished_at = None


class EditionText(models.Model):
    """An edition's words in one language, exactly as they were sent.

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
            models.Index(name="delivery_held", fields=["worker"], condition=Q(state__in=["sending", "handing_over"])),
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
