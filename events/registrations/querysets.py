"""Which seats, registrations and requests. Chainable, never writes."""

from typing import Self

from django.db import models
from django.db.models import Count, Q

from coalition.privacy.addresses import address_digest

HOLDING = ("confirmed", "offered")  # states in which somebody has a seat


class SeatCategoryQuerySet(models.QuerySet):
    def with_seats(self) -> Self:
        """Annotate how many seats are `held`, those that are offered too, and who is `confirmed` and `waiting`."""
        return self.annotate(
            held=Count("registrations", filter=Q(registrations__state__in=HOLDING)),
            confirmed=Count("registrations", filter=Q(registrations__state="confirmed")),
            waiting=Count("registrations", filter=Q(registrations__state="waiting")),
        )


class RegistrationQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.exclude(state="cancelled")

    def confirmed(self) -> Self:
        return self.filter(state="confirmed")

    def waiting(self) -> Self:
        """Return registrations that wait for a seat, first come first; without who was named and has not answered."""
        return self.filter(state="waiting").exclude(email="").order_by("queued_at", "pk")

    def for_address(self, address: str) -> Self:
        return self.filter(email_digest=address_digest(address))


class RegistrationRequestQuerySet(models.QuerySet):
    def for_address(self, address: str) -> Self:
        return self.filter(email_digest=address_digest(address))

    def take(self, pk: int) -> bool:
        """Delete the request `pk`, and say whether it was there: of several who press its button, one takes it."""
        return self.filter(pk=pk).delete()[1].get(self.model._meta.label, 0) > 0
