"""How the list of registrations is narrowed."""

from typing import Any

import django_filters
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from coalition.keys import key_of
from coalition.members.models import LocalGovernment
from events.models import Event
from events.registrations.models import Registration, SeatCategory
from events.registrations.unanswered import who_lacks
from events.seats.forms import ORIGIN
from events.seats.models import SECTIONS
from events.team.permissions import events_of

MOST_EVENTS = 200  # that a list offers; those before have a tab with their registrations each


def one_event(request: HttpRequest) -> Event | None:
    """Return the event whose registrations alone are asked for, where the host runs it: one query a request."""
    if not hasattr(request, "one_event"):
        asked = request.GET.getlist("event")
        found = events_of(request.user).filter(pk=key_of(asked[0])).first() if len(asked) == 1 else None
        request.one_event = found  # type: ignore[attr-defined]
    return request.one_event  # type: ignore[attr-defined]


def _events(request: HttpRequest) -> Any:
    """Return what a host may choose: the latest events of theirs, and the one whose registrations alone are asked."""
    mine, event = events_of(request.user), one_event(request)
    latest = mine.order_by("-start", "-pk").values("pk")[:MOST_EVENTS]
    return mine.filter(Q(pk__in=latest) | Q(pk=event.pk if event else None))


def _seats(request: HttpRequest) -> Any:
    event = one_event(request)
    return SeatCategory.objects.filter(event=event).order_by("pk") if event else SeatCategory.objects.none()


def _members(request: HttpRequest) -> Any:
    event = one_event(request)
    rows = Registration.objects.filter(event=event) if event else Registration.objects.none()
    return LocalGovernment.objects.filter(pk__in=rows.exclude(name="").values("government")).order_by("search_text")


class RegistrationFilterSet(WagtailFilterSet):
    """By event, state and language; of one event by its seats as well, and by where people come from if it asks."""

    # django-filter takes functions too: its stubs know rows only.
    event = django_filters.ModelChoiceFilter(queryset=_events, label=_("Event"))  # type: ignore[arg-type]
    category = django_filters.ModelChoiceFilter(queryset=_seats, label=_("Seats"))  # type: ignore[arg-type]
    region = django_filters.ChoiceFilter(choices=SECTIONS.choices, label=_("Region"))
    government = django_filters.ModelChoiceFilter(queryset=_members, label=_("Member"))  # type: ignore[arg-type]
    answers = django_filters.ChoiceFilter(
        choices=[("missing", _("Required answers are missing"))], label=_("Answers"), method="filter_answers"
    )  # fmt: skip

    class Meta:
        model = Registration
        fields = ["event", "state", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = one_event(self.request)
        if event is None:
            del self.filters["category"]
        for name in ORIGIN:
            if event is None or not self._asks(event, name):
                del self.filters[name]
        if event is None or not event.questions.filter(required=True).exists():
            del self.filters["answers"]

    def filter_answers(self, queryset: Any, name: str, value: str) -> Any:
        """Return who has yet to answer what the one event must know."""
        event = one_event(self.request)
        return queryset.filter(who_lacks(event.pk)) if event and value else queryset

    def filter_queryset(self, queryset: Any) -> Any:
        """Return who is asked for; by where people come from nobody who was forgotten is found."""
        found = super().filter_queryset(queryset)
        return found.exclude(name="") if any(self.form.cleaned_data.get(name) for name in ORIGIN) else found

    def _asks(self, event: Event, name: str) -> bool:
        """Say whether somebody whose name is kept answered the question `name` of `event`."""
        nothing = {"region": ""} if name == "region" else {"government": None}
        return Registration.objects.filter(event=event).exclude(name="").exclude(**nothing).exists()
