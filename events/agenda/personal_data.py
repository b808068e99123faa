"""What private calendars hold about a person: to hand over, to erase, to forget in time."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from coalition.languages.words import in_language
from coalition.privacy.email_addresses import address_digest
from coalition.privacy.registry import PersonalData
from events.programme.models import Programme, RefusedAddress, SessionChoice, SpeakerContact
from events.querysets import over
from events.registrations.emails import title_for
from events.registrations.models import Registration, RegistrationQuerySet
from events.registrations.personal_data import RETENTION, forgotten, of_registrations
from events.registrations.signals import registrations_forgotten

from .models import Held


def export_held(address: str) -> list[dict[str, Any]]:
    """Return which registrations of `address` are in a private calendar (GDPR article 15)."""
    rows = Held.objects.filter(registration__in=Registration.objects.for_address(address)).order_by("pk")
    return [{"event": title_for(row.registration)} for row in rows.select_related("registration__event")]


def forget_held(registrations: QuerySet[Registration]) -> int:
    """Take `registrations` out of private calendars; return how many there were."""
    return Held.objects.filter(registration__in=registrations.values("pk")).delete()[0]


def _ended(now: datetime) -> RegistrationQuerySet:
    """Return people who were forgotten, and who registered for events that ended over 90 days ago."""
    ended = Q(event__end__lt=now - RETENTION) & over(now, "event__")
    rows: RegistrationQuerySet = Registration.objects.filter(Q(email="") | ended)
    return rows


SOURCE = of_registrations(
    name="calendars of registered people",
    label=_("private calendars"),
    export=export_held,
    forget=forget_held,
    purged=_ended,
)


def export_agendas(address: str) -> list[dict[str, Any]]:
    """Return what agendas hold about `address` (GDPR article 15)."""
    rows = Registration.objects.for_address(address).select_related("event").order_by("pk")
    found = []
    for registration in rows:
        told: dict[str, Any] = {
            "starred": _titles(registration, "star"),
            "places": _titles(registration, "place"),
            "languages": registration.languages_needed,
        }
        if any(told.values()):
            found.append({"event": title_for(registration), **told})
    return found


def _titles(registration: Registration, kind: str) -> list[str]:
    rows = registration.session_choices.filter(kind=kind).select_related("session").order_by("pk")
    return [str(row.session) for row in rows]


def erase_agendas(address: str) -> int:
    """Delete what agendas hold about `address`; places are free again. Return how many rows there were."""
    return erase(Registration.objects.for_address(address))


def purge_agendas(now: datetime) -> int:
    """Delete what is personal in agendas of people who were forgotten, and of events that ended over 90 days ago."""
    return forget(_ended(now))


def forget(registrations: QuerySet[Registration]) -> int:
    """Delete the stars of `registrations`, which time empties; return how many rows there were.

    Which languages were needed, and how many had a place in a session, is still counted (decision
    0020-forgotten-and-still-counted): a row without a name tells it of nobody.
    """
    return SessionChoice.objects.stars().filter(registration__in=registrations.values("pk")).delete()[0]


def erase(registrations: QuerySet[Registration]) -> int:
    """Delete the agendas of `registrations`, whose people ask for it; places are free again. Return how many rows.

    The languages that they need are a part of the registration, and go with what it says (registrations.forget).
    """
    return SessionChoice.objects.filter(registration__in=registrations.values("pk")).delete()[0]


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


def export_contacts(address: str) -> list[dict[str, Any]]:
    """Return what is kept to write to `address` as a speaker (GDPR article 15)."""
    rows = SpeakerContact.objects.filter(email_digest=address_digest(address)).select_related(
        "speaker__programme__event"
    )
    return [
        {
            "event": row.speaker.programme.event.kind_and_day,
            "email": row.email,
            "language": row.language,
            "discreet": row.discreet,
            "sessions": [in_language(session["titles"]) for session in (row.told or {"sessions": []})["sessions"]],
            "told": row.told_at.isoformat() if row.told_at else None,
        }
        for row in rows.order_by("pk")
    ]


def erase_contacts(address: str) -> int:
    """Forget how `address` is written to as a speaker; return how often it was kept.

    That its holder refused the mails of an event stays until the people of the event go: nobody writes to them again.
    """
    return SpeakerContact.objects.filter(email_digest=address_digest(address)).delete()[0]


def purge_contacts(now: datetime) -> int:
    """Forget the addresses of speakers with the people of their event; return how many."""
    over = Programme.objects.filter(forgotten(now))
    RefusedAddress.objects.filter(programme__in=over).delete()
    return SpeakerContact.objects.filter(speaker__programme__in=over).delete()[0]


SPEAKERS = PersonalData(
    name="addresses of speakers",
    label=_("addresses of speakers"),
    export=export_contacts,
    erase=erase_contacts,
    purge=purge_contacts,
)
