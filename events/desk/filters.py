"""How the list of registrations is narrowed."""

from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from coalition.keys import key_of
from events.models import Event
from events.registrations.models import Registration, SeatCategory
from events.team.permissions import events_of


def one_event(request: HttpRequest) -> Event | None:
    """Return the event whose registrations alone are asked for, where the host runs it: one query a request."""
    if not hasattr(request, "one_event"):
        asked = request.GET.getlist("event")
        found = events_of(request.user).filter(pk=key_of(asked[0])).first() if len(asked) == 1 else None
        request.one_event = found  # type: ignore[attr-defined]
    return request.one_event  # type: ignore[attr-defined, no-any-return]


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
