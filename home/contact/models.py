"""What people write to the network, and who reads each topic."""

from datetime import date, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.cms.revisions import Revised
from coalition.privacy.email_addresses import address_digest

LONGEST_TEXT = 5_000
SATURDAY = 5


class Topic(models.TextChoices):
    SIGNING = "signing", pgettext_lazy("topic of a message", "Signing the charter")
    MEMBERS = "members", pgettext_lazy("topic of a message", "Members and their commitments")
    EVENTS = "events", pgettext_lazy("topic of a message", "Events and webinars")
    NEWSLETTER = "newsletter", pgettext_lazy("topic of a message", "Newsletter and calendar")
    PRESS = "press", pgettext_lazy("topic of a message", "Press")
    SITE = "site", pgettext_lazy("topic of a message", "Help with this website")
    PRIVACY = "privacy", pgettext_lazy("topic of a message", "My personal data")
    OTHER = "other", pgettext_lazy("topic of a message", "Something else")


class ContactTopic(Revised):
    """Who reads the messages of a topic, in which language, and within how many days they answer. One row a topic."""

    revised_fields = ("mailbox", "language", "days")

    topic = models.CharField(_("topic"), max_length=12, choices=Topic, unique=True, editable=False)
    mailbox = models.EmailField(
        _("mailbox"),
        blank=True,
        help_text=_("Never shown. If it is empty, messages on this topic go to the mailbox of “Something else”."),
    )
    language = models.CharField(
        _("language of the team"),
        max_length=10,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("The email to the team is in this language; the message stays as it was written."),
    )
    days = models.PositiveSmallIntegerField(
        _("working days to answer"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("What the page promises to the person who wrote."),
    )

    class Meta:
        verbose_name = _("contact topic")
        verbose_name_plural = _("contact topics")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="contact_days_are_few",
                condition=Q(days__range=(1, 30)),
                violation_error_message=_("Give between 1 and 30 working days."),
            )
        ]

    def __str__(self) -> str:
        return self.get_topic_display()

    @property
    def reader(self) -> str:
        """Return the address that reads this topic: its own, else that of the rest, else the one of the settings."""
        if self.mailbox:
            return self.mailbox
        rest = ContactTopic.objects.filter(topic=Topic.OTHER).values_list("mailbox", flat=True).first()
        return rest or settings.CONTACT_ADDRESS


class ContactMessage(models.Model):
    """What somebody wrote in the contact form. The email that carries it is owed in the same transaction."""

    ignore_in_cache = True

    reference = models.CharField(_("reference"), max_length=8, unique=True, editable=False)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    text = models.TextField(_("message"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("email address"), max_length=254, blank=True)
    email_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    safely = models.CharField(_("how to answer safely"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    answer_by = models.DateField(_("answer by"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("message received")
        verbose_name_plural = _("messages received")
        ordering = ["-written_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("answer_contactmessage", "Can note that a message is answered")]

    def __str__(self) -> str:
        return f"{self.shown_reference} · {self.get_topic_display()}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the digest by which a person's messages are found."""
        self.email_digest = address_digest(self.email) if self.email else ""
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def shown_reference(self) -> str:
        return f"{self.reference[:4]}-{self.reference[4:]}"

    @property
    def wants_answer(self) -> bool:
        return bool(self.email)


def working_days_after(day: date, number: int) -> date:
    """Return the `number`th day after `day` that is neither a Saturday nor a Sunday."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY
    return day
