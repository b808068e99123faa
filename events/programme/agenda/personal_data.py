"""What agendas hold about a person: to hand over, to erase, to forget in time."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from coalition.privacy.registry import PersonalData
from events.querysets import over
from events.registrations.emails import title_for
from events.registrations.models import Registration
from events.registrations.personal_data import RETENTION
from events.registrations.signals import registrations_forgotten

from .models import LanguageWish, Place, Star


def export_agendas(address: str) -> list[dict[str, Any]]:
    """Return what agendas hold about `address` (GDPR article 15)."""
    rows = Registration.objects.for_address(address).select_related("event").order_by("pk")
    found = []
    for registration in rows:
        told: dict[str, Any] = {
            "starred": _titles(Star, registration),
            "places": _titles(Place, registration),
            "languages": [str(wish) for wish in LanguageWish.objects.filter(registration=registration).order_by("pk")],
        }
        if any(told.values()):
            found.append({"event": title_for(registration), **told})
    return found


def _titles(model: Any, registration: Registration) -> list[str]:
    rows = model.objects.filter(registration=registration).select_related("session").order_by("pk")
    return [str(row.session) for row in rows]


def erase_agendas(address: str) -> int:
    """Delete what agendas hold about `address`; places are free again. Return how many rows there were."""
    return erase(Registration.objects.for_address(address))


def purge_agendas(now: datetime) -> int:
    """Delete what is personal in agendas of people who were forgotten, and of events that ended over 90 days ago."""
    ended = Q(event__end__lt=now - RETENTION) & over(now, "event__")
    return forget(Registration.objects.filter(Q(email="") | ended))


def forget(registrations: QuerySet[Registration]) -> int:
    """Delete the stars of `registrations`, which time empties; return how many rows there were.

    Which languages were needed, and how many had a place in a session, is still counted (decision
    0020-forgotten-and-still-counted): a row without a name tells it of nobody.
    """
    return Star.objects.filter(registration__in=registrations.values("pk")).delete()[0]


def erase(registrations: QuerySet[Registration]) -> int:
    """Delete the agendas of `registrations`, whose people ask for it; places are free again. Return how many rows."""
    keys = registrations.values("pk")
    kinds: tuple[Any, ...] = (Star, Place, LanguageWish)
    return sum(kind.objects.filter(registration__in=keys).delete()[0] for kind in kinds)


@receiver(registrations_forgotten)
def forget_with_people(registrations: QuerySet[Registration], *, erased: bool, **_more: Any) -> None:
    """Delete what agendas hold of people who are forgotten, or ask to be erased."""
    (erase if erased else forget)(registrations)


AGENDAS = PersonalData(
    name="agendas of registered people",  # before the registrations, which are emptied
    label=_("agendas"),
    export=export_agendas,
    erase=erase_agendas,
    purge=purge_agendas,
)
