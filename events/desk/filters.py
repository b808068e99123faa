"""How the list of registrations is narrowed."""

from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from events.models import Event
from events.registrations.models import Registration, SeatCategory
from events.team.permissions import events_of

LONGEST_KEY = 19  # digits of what PostgreSQL takes for a key


def one_event(request: HttpRequest) -> Event | None:
    """Return the event whose registrations alone are asked for, where the host runs it."""
    asked = request.GET.getlist("event")
    known = len(asked) == 1 and asked[0].isdecimal() and len(asked[0]) < LONGEST_KEY
    return events_of(request.user).filter(pk=asked[0]).first() if known else None


def _seats(request: HttpRequest) -> Any:
    event = one_event(request)
    return SeatCategory.objects.filter(event=event).order_by("pk") if event else SeatCategory.objects.none()


class RegistrationFilterSet(WagtailFilterSet):
    """By event, state and language; of one event by its seats as well."""

    category = django_filters.ModelChoiceFilter(queryset=_seats, label=_("Seats"))

    class Meta:
        model = Registration
        fields = ["event", "state", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if one_event(self.request) is None:
            del self.filters["category"]
