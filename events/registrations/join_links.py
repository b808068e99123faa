"""Links that only join: they stand in calendar entries, which others may see."""

from django.conf import settings
from django.db import models
from django.dispatch import receiver
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from coalition.privacy import secret_links
from coalition.privacy.secret_links import LastingLink

from .models import Registration, RegistrationQuerySet
from .signals import registrations_forgotten


class JoinLink(LastingLink):
    """The secret address that leads one registration into the room of its event, and to nothing else."""

    OPENS = "join"

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="join_link")

    class Meta:
        verbose_name = _("link to a room")
        verbose_name_plural = _("links to rooms")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def join_url(registration: Registration) -> str:
    """Return the absolute address that joins for `registration`: the same in each of its calendar entries."""
    link, _created = JoinLink.objects.get_or_create(registration=registration)
    return f"{settings.SITE_URL}/{registration.language}/e/join/{link.token}/"


def find_seat(token: str) -> Registration:
    """Return the confirmed registration that `token` joins for. Raises Http404: without a seat, nothing is there."""
    rows = Registration.objects.confirmed().select_related("event", "category")
    found = rows.filter(join_link__token_digest=secret_links.digest(token)).first()
    if found is None:
        raise Http404
    return found


@receiver(registrations_forgotten)
def revoke(registrations: RegistrationQuerySet, **_more: object) -> None:
    """Delete the links of `registrations`: they open nothing from now on."""
    JoinLink.objects.filter(registration__in=registrations.values("pk")).delete()
