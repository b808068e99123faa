"""Which rows. Chainable, never writes."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.query import PageQuerySet

from coalition.pages.querysets import unrestricted
from coalition.privacy.addresses import address_digest
from events.permissions import is_invitation

CANCELLED_STAYS_FOR = timedelta(days=60)  # after its end, so that every calendar has seen it

NOBODY = uuid.UUID(int=0)


class EventQuerySet(models.QuerySet):
    """Events by who may see them and when they are."""

    def public(self) -> Self:
        """Return events that anyone may see: not closed, with at least one live page."""
        return self.filter(closed=False, pages__live=True).distinct()

    def upcoming(self, now: datetime | None = None) -> Self:
        """Return events that have not ended, soonest first."""
        return self.filter(end__gt=now or timezone.now()).order_by("start", "pk")

    def past(self, now: datetime | None = None) -> Self:
        """Return events that have ended, latest first."""
        return self.filter(end__lte=now or timezone.now()).order_by("-start", "-pk")

    def with_seats(self) -> Self:
        """Annotate `capacity`, `confirmed` and `waiting`: seats, and registrations in each state."""
        categories = apps.get_model("events", "SeatCategory").objects.filter(event_id=OuterRef("pk"))
        capacity = categories.order_by().values("event_id").annotate(total=Sum("capacity")).values("total")
        return self.annotate(
            capacity=Coalesce(Subquery(capacity), 0),
            confirmed=Count("registrations", filter=Q(registrations__state="confirmed"), distinct=True),
            waiting=Count("registrations", filter=Q(registrations__state="waiting"), distinct=True),
        )


class SeatCategoryQuerySet(models.QuerySet):
    """Seat categories."""

    def with_seats(self) -> Self:
        """Annotate `confirmed` and `waiting` registrations."""
        return self.annotate(
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
        """Return registrations that wait for a seat, first come first."""
        return self.filter(state="waiting").order_by("created_at", "pk")

    def for_address(self, address: str) -> Self:
        """Return the registrations of one e-mail address."""
        return self.filter(email_digest=address_digest(address))


class RegistrationRequestQuerySet(models.QuerySet):
    """Registrations that were asked for and are not confirmed."""

    def for_address(self, address: str) -> Self:
        """Return the requests of one e-mail address."""
        return self.filter(email_digest=address_digest(address))


class EventPageQuerySet(PageQuerySet):
    """Pages of events, with their facts."""

    def public(self) -> Self:
        """Return live pages of events that are not closed, with their event loaded."""
        return self.live().unrestricted().filter(event__closed=False).select_related("event")

    def unrestricted(self) -> Self:
        """Return pages that Wagtail restricts for nobody: neither they nor a page above them. It costs no query."""
        return unrestricted(self)

    def visible_pk(self, code: str) -> int | None:
        """Return the key of the first of these pages that a visitor with the invitation `code` (or "") may see.

        One statement and one comparison, whether there is no page, an open one or a closed one.
        """
        first = self.order_by("pk").values_list("pk", "event__uid", "event__closed").first()
        pk, uid, closed = first or (None, NOBODY, True)
        invited = is_invitation(code, uid)
        return pk if invited or not closed else None

    def in_language(self, language: str) -> Self:
        """Return the pages written in `language`."""
        return self.filter(locale__language_code=language)

    def upcoming(self, now: datetime | None = None) -> Self:
        """Return pages of events that have not ended, soonest first."""
        return self.filter(event__end__gt=now or timezone.now()).order_by("event__start", "pk")

    def past(self, now: datetime | None = None) -> Self:
        """Return pages of events that have ended, latest first."""
        return self.filter(event__end__lte=now or timezone.now()).order_by("-event__start", "-pk")

    def one_per_event(self, language: str, fallback: str = "en") -> Self:
        """Return one page for each event: in `language`, else in `fallback`, else in any language."""
        rank = Case(
            When(locale__language_code=language, then=Value(0)),
            When(locale__language_code=fallback, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.order_by("event_id", rank, "pk").distinct("event_id")

    def in_feed(self, now: datetime | None = None) -> Self:
        """Return public pages, without events that were cancelled and ended over 60 days ago."""
        gone = Q(event__state="cancelled", event__end__lte=(now or timezone.now()) - CANCELLED_STAYS_FOR)
        return self.public().exclude(gone)
