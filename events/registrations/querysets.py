"""Which seats, registrations and requests. Chainable, never writes."""

from typing import Any, Self

from django.db import connection, models
from django.db.models import Count, ForeignObjectRel, Q

from coalition.privacy.addresses import address_digest

HOLDING = ("confirmed", "offered")  # states in which somebody has a seat


class SeatCategoryQuerySet(models.QuerySet):
    """Seat categories."""

    def with_seats(self) -> Self:
        """Annotate how many seats are `held`, those that are offered too, and who is `confirmed` and `waiting`."""
        return self.annotate(
            held=Count("registrations", filter=Q(registrations__state__in=HOLDING)),
            confirmed=Count("registrations", filter=Q(registrations__state="confirmed")),
            waiting=Count("registrations", filter=Q(registrations__state="waiting")),
        )


class RegistrationQuerySet(models.QuerySet):
    """Registrations by state and person."""

    def active(self) -> Self:
        """Return registrations that hold a seat or wait for one."""
        return self.exclude(state="cancelled")

    def confirmed(self) -> Self:
        """Return registrations that hold a seat."""
        return self.filter(state="confirmed")

    def waiting(self) -> Self:
        """Return registrations that wait for a seat, first come first; without who was named and has not answered."""
        return self.filter(state="waiting").exclude(email="").order_by("queued_at", "pk")

    def for_address(self, address: str) -> Self:
        """Return the registrations of one e-mail address."""
        return self.filter(email_digest=address_digest(address))


class RegistrationRequestQuerySet(models.QuerySet):
    """Registrations that were asked for and are not confirmed."""

    def for_address(self, address: str) -> Self:
        """Return the requests of one e-mail address."""
        return self.filter(email_digest=address_digest(address))

    def take(self, pk: int) -> bool:
        """Delete the request `pk`, and say whether it was there: of several who press its button, one takes it.

        One statement, with the rows of upper rooms that hang on it: everybody who wants a seat waits meanwhile, and
        Django would first read what it deletes. What hangs on it goes first, as wherever requests are deleted: two
        who delete the same rows never wait for each other.
        """
        quote = connection.ops.quote_name
        fields = self.model._meta.get_fields(include_hidden=True)
        keys: list[Any] = [one.field for one in fields if isinstance(one, ForeignObjectRel)]
        hanging = [
            f"hanging_{number} AS (DELETE FROM {quote(key.model._meta.db_table)} "  # noqa: S608  # our own names
            f"WHERE {quote(key.column)} = %s RETURNING 1)"
            for number, key in enumerate(keys)
        ]
        first = f"WITH {', '.join(hanging)} " if hanging else ""
        gone = " ".join(f"AND (SELECT count(*) FROM hanging_{number}) >= 0" for number in range(len(keys)))  # noqa: S608
        statement = f"{first}DELETE FROM {quote(self.model._meta.db_table)} WHERE id = %s {gone}"  # noqa: S608  # as above
        with connection.cursor() as cursor:
            cursor.execute(statement, [pk] * (len(hanging) + 1))
            return bool(cursor.rowcount)
