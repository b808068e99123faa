"""What a registered person makes of a programme: stars, places in limited sessions, languages."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.programme.models import Session
from events.registrations.models import Registration


class PlaceQuerySet(models.QuerySet):
    def held(self) -> Self:
        """Return places that count: whoever gave the registration back gave its places back too."""
        return self.exclude(registration__state="cancelled")

    def taken(self, sessions: list[int]) -> dict[int, int]:
        """Return how many places of each of `sessions` are held. One query."""
        rows = self.held().filter(session__in=sessions).order_by().values_list("session")
        return dict(rows.annotate(count=models.Count("pk")))


class Chosen(models.Model):
    """A session that somebody chose. A session that was chosen is cancelled, not deleted: the database refuses it."""

    wagtail_reference_index_ignore = True  # as for registrations

    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        default_permissions = ()


class Star(Chosen):
    ignore_in_cache = True

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="stars")
    session = models.ForeignKey(Session, models.PROTECT, related_name="stars")

    class Meta(Chosen.Meta):
        verbose_name = _("star")
        verbose_name_plural = _("stars")
        constraints = [
            models.UniqueConstraint(
                name="one_star_for_a_session",
                fields=["registration", "session"],
                violation_error_message=_("This session is in the agenda already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Place(Chosen):
    ignore_in_cache = True

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="places")
    session = models.ForeignKey(Session, models.PROTECT, related_name="places")

    objects = PlaceQuerySet.as_manager()

    class Meta(Chosen.Meta):
        verbose_name = _("place in a session")
        verbose_name_plural = _("places in sessions")
        constraints = [
            models.UniqueConstraint(
                name="one_place_in_a_session",
                fields=["registration", "session"],
                violation_error_message=_("This person has a place already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class LanguageWish(models.Model):
    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="language_wishes")
    language = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("language that is needed")
        verbose_name_plural = _("languages that are needed")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_wish_for_a_language",
                fields=["registration", "language"],
                violation_error_message=_("This language is asked for already."),
            )
        ]

    def __str__(self) -> str:
        return self.language
