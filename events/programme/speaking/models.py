"""How who speaks is written to. Only the team of the event knows the address; no version, page or feed holds it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.privacy.addresses import address_digest, normalise
from coalition.privacy.links import LastingLink
from events.programme.models import Programme, Speaker


class SpeakerContact(LastingLink):
    """The address of one speaker, the secret link that has it forgotten, and what they were told last."""

    ignore_in_cache = True

    OPENS = "speaker"

    wagtail_reference_index_ignore = True

    speaker = models.OneToOneField(Speaker, models.CASCADE, related_name="contact", verbose_name=_("speaker"))
    email = models.EmailField(_("email"), max_length=254)
    email_digest = models.CharField(max_length=64, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    discreet = models.BooleanField(_("discreet emails"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    told = models.JSONField(null=True, editable=False)  # facts.facts, as their last mail said them
    told_at = models.DateTimeField(null=True, editable=False)
    mails = models.PositiveIntegerField(default=0, editable=False)  # how many told them so far: each has its own key
    # By session, what their calendar was mailed last: which revision, and whether it took the entry out again.
    entries = models.JSONField(default=dict, editable=False, db_default=Value({}, models.JSONField()))
    reminded_of = models.DateTimeField(null=True, editable=False)  # the start that they were reminded of

    class Meta:
        verbose_name = _("address of a speaker")
        verbose_name_plural = _("addresses of speakers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.email = normalise(self.email)
            self.email_digest = address_digest(self.email)
        super().save(*args, **kwargs)


class RefusedAddress(models.Model):
    """An address whose holder had it forgotten for one event, as a keyed digest: nobody types it there again."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="refused_addresses", verbose_name=_("programme")
    )
    email_digest = models.CharField(max_length=64, editable=False, db_index=True)
    refused_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("refused address")
        verbose_name_plural = _("refused addresses")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="an_address_is_refused_once_at_an_event",
                fields=["programme", "email_digest"],
                violation_error_message=_("This address is refused already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
