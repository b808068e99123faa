"""What registrations hold about a person: to hand over, to erase, to forget in time."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.privacy import discretion, registry
from coalition.privacy.email_addresses import address_digest, keyed_digest
from coalition.privacy.registry import Kept, PersonalData
from events.days import when
from events.models import Event, Reminder
from events.querysets import POSTPONED_FOR, over
from events.rules import LONGEST_RETENTION
from events.seats.models import TOLD, told_in_words

from . import delegations, services
from . import services as registering
from .admission import NamedPerson, PersonalInvitation
from .emails import title_for
from .fields import NEEDS, PERSONAL, UNANSWERED, answers_of
from .models import Change, Registration, RegistrationQuerySet, RegistrationRequest, SeatCategory, SeatMove
from .seating import lock_categories
from .signals import registrations_forgotten

RETENTION = timedelta(days=LONGEST_RETENTION)  # after the end of the event, unless that says fewer days
OWED_FOR = timedelta(days=7)  # at most, past that: while something is owed to them that the worker did not make yet
NEEDS_RETENTION = timedelta(days=30)  # of what they need to eat, to come in and to take part


def _questions(row: Registration | RegistrationRequest) -> dict[str, Any]:
    answered = dict(told_in_words(row))
    return {"questions": answered} if answered else {}


def _origin(row: Registration | RegistrationRequest) -> dict[str, str]:
    return {"region": str(row.get_region_display())} if row.region else {}


def _chosen(row: Registration) -> dict[str, Any]:
    """Return which emails were switched off, and what the calendar answered; nothing where nothing was said."""
    words = dict(Reminder.choices)
    off = [str(words.get(kind, kind)) for kind in row.mails_off]
    told = {"emails_switched_off": off, "calendar_answer": row.calendar_reply}
    return {name: value for name, value in told.items() if value}


def exported(registration: Registration) -> dict[str, Any]:
    return {
        "event": title_for(registration),
        "seats": registration.category.label(),
        **answers_of(registration),
        **_origin(registration),
        **_questions(registration),
        "state": registration.state,
        "cancel_reason": registration.cancel_reason,
        "registered": registration.created_at.isoformat(),
        **_chosen(registration),
    }


def export_registrations(address: str) -> list[dict[str, Any]]:
    rows = Registration.objects.for_address(address).select_related("event", "category")
    return [exported(registration) for registration in rows.order_by("pk")]


@transaction.atomic
def erase_registrations(address: str) -> int:
    """Empty every registration of `address` of what names the person; seats to come are given back.

    Who changes one meanwhile, or makes a mail of it, waits: nothing that was read before is written back after.
    """
    rows = Registration.objects.for_address(address)
    lock_categories(SeatCategory.objects.filter(event_id__in=rows.values("event_id")))
    locked = rows.select_related("event").select_for_update(of=("self",), no_key=True)
    registrations = list(locked.order_by("pk"))
    for registration in registrations:
        erase(registration)
        if not registration.event.is_over:
            services.cancel_registration(registration=registration)
    return len(registrations)


def owed_a_change(since: datetime) -> Exists:
    """Say of registrations whether their people are to be told of a change that was made after `since`."""
    changes = Change.objects.filter(event_id=OuterRef("event_id"), made_at__gt=since)
    return Exists(changes.filter(told_to__lt=OuterRef("pk"), last_registration__gte=OuterRef("pk")))


def forgotten(now: datetime) -> Q:
    """Return the condition of rows whose event ended so many days ago that what names its people is erased."""
    kept = Func(F("event__retention_days"), template="make_interval(days => %(expressions)s)",
                output_field=DurationField())  # fmt: skip
    since = ExpressionWrapper(Value(now) - kept, output_field=DateTimeField())
    return over(now, "event__") & Q(event__end__lt=since)


def due(now: datetime) -> RegistrationQuerySet:
    """Return the registrations whose people are to be forgotten: as many days after the event as it says.

    A postponed event is not over before a year has passed (decision 0016-wall-time-is-the-fact). Who is owed a mail is
    told first, or forgotten a week later (decision 0020-forgotten-and-still-counted).
    """
    rows: RegistrationQuerySet = Registration.objects.filter(forgotten(now))
    for owed in filter(None, (source.owed for source in registry.sources())):
        rows = rows.exclude(owed(now - OWED_FOR))
    return rows


def of_registrations(
    *,
    name: str,
    label: Any,
    export: Callable[[str], list[dict[str, Any]]],
    forget: Callable[[RegistrationQuerySet], int],
    purged: Callable[[datetime], RegistrationQuerySet] = due,
    owed: Callable[[datetime], Exists] | None = None,
) -> PersonalData:
    """Return the source of what an upper room knows of the people of registrations; `forget` hears of their end too.

    It is called before the registrations, by its `name`: they know whose they are until they are emptied. `owed` says
    of registrations whether a mail of that room is owed to them since a moment: they are not forgotten before.
    """

    def hear(registrations: RegistrationQuerySet, **_more: Any) -> None:
        forget(registrations)

    registrations_forgotten.connect(hear, weak=False, dispatch_uid=name)
    return PersonalData(
        name=name,
        label=label,
        export=export,
        erase=lambda address: forget(Registration.objects.for_address(address)),
        purge=lambda now: forget(purged(now)),
        owed=owed,
    )


def purge_registrations(now: datetime) -> int:
    """Empty registrations so many days after the event as it says; the numbers remain. Needs go after 30 days."""
    _forget_needs(now)
    rows = due(now).exclude(**_without_person())
    return _forget_due(Registration.objects.filter(pk__in=list(rows.values_list("pk", flat=True))))


def _without_person() -> dict[str, Any]:
    """Return the values of the text columns that identify a person, once the person is erased."""
    return {name: UNANSWERED[name] for name in PERSONAL} | {"cancel_reason": ""}


def _forget_due(rows: RegistrationQuerySet) -> int:
    registrations = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    forget(registrations)
    return len(registrations)


def _forget_needs(now: datetime) -> None:
    """Empty what people need of events that ended over 30 days ago, and need it no more; a postponed one still does."""
    emptied: dict[str, Any] = {name: UNANSWERED[name] for name in NEEDS} | {"needs": {}}
    rows = Registration.objects.filter(over(now, "event__"), event__end__lt=now - NEEDS_RETENTION)
    rows.exclude(**emptied).update(**emptied)


def erase(registration: Registration) -> None:
    """Empty `registration` as its person asks: what they chose goes too, and not only what names them."""
    forget([registration], erased=True)


def forget(registrations: Sequence[Registration], *, erased: bool = False) -> None:
    """Empty `registrations` of what names their people; that they registered, and for which seats, remains.

    `erased` says that their person asks for it, and time has not come.
    """
    rows = Registration.objects.filter(pk__in=[registration.pk for registration in registrations])
    PersonalInvitation.objects.filter(registration__in=rows).update(email="", email_digest="")
    answered = NamedPerson.objects.filter(registration__in=rows).exclude(answer=NamedPerson.Answer.NONE)
    answered.update(name="", email_digest="")
    registrations_forgotten.send(Registration, registrations=rows, erased=erased)  # an error undoes it all
    discretion.forget(sources=[registration.discretion_source for registration in registrations])
    emptied = _without_person() | {name: {} for name in TOLD} | {"mails_off": [], "calendar_reply": None}
    emptied |= {"languages_needed": []} if erased else {}
    rows.update(**emptied)
    for registration in registrations:
        for name, value in emptied.items():
            setattr(registration, name, value)
        registration.email_digest = keyed_digest("forgotten", registration.nonce)
    Registration.objects.bulk_update(registrations, ["email_digest"])


def export_requests(address: str) -> list[dict[str, Any]]:
    """Return what unconfirmed registrations hold about `address` (GDPR article 15)."""
    return [
        {
            "event": title_for(asked),
            **answers_of(asked),
            **_origin(asked),
            **_questions(asked),
            **_wishes(asked),
            "asked": asked.created_at.isoformat(),
        }
        for asked in RegistrationRequest.objects.for_address(address).select_related("event").order_by("pk")
    ]


def _wishes(asked: RegistrationRequest) -> dict[str, Any]:
    """Return what a form said beside its answers: sessions by number, languages, and other dates of the series."""
    dates = [when(event) for event in Event.objects.filter(pk__in=asked.also).order_by("start")]
    told = {"sessions": asked.sessions, "languages": asked.languages_needed, "dates": dates}
    return {name: value for name, value in told.items() if value}


def erase_requests(address: str) -> int:
    return RegistrationRequest.objects.for_address(address).delete()[0]


REGISTRATIONS = PersonalData(
    name="event registrations",
    label=_("registrations"),
    export=export_registrations,
    erase=erase_registrations,
    purge=purge_registrations,
    periods={"registrations": RETENTION, "postponed": POSTPONED_FOR},
    owed=owed_a_change,
)
REQUESTS = PersonalData(
    name="unconfirmed event registrations",
    label=_("unconfirmed registrations"),
    export=export_requests,
    erase=erase_requests,
    purge=registering.drop_over,
)


def export_moves(address: str) -> list[dict[str, Any]]:
    """Return how the seats of `address` changed, in words (GDPR article 15). Who decided, and past whom, is theirs."""
    rows = SeatMove.objects.filter(registration__in=Registration.objects.for_address(address))
    return [
        {
            "event": title_for(row.registration),
            "seats": row.category.label(),
            "what": str(row.get_kind_display()),
            "state": str(Registration.State(row.state).label),
            "moment": row.at.isoformat(),
        }
        for row in rows.select_related("registration__event", "category").order_by("pk")
    ]


def kept_moves(address: str) -> list[Kept]:
    """Say, before an erasure, that the rows stay, and why."""
    count = SeatMove.objects.filter(registration__in=Registration.objects.for_address(address)).count()
    why = gettext("To show that seats were given fairly. They name nobody once the registration is emptied.")
    return [Kept(gettext("changes of seats"), count, why)] if count else []


# A move is a number once its registration is emptied: decision 0020-forgotten-and-still-counted.
MOVES = PersonalData(
    name="changes of seats",  # before the registrations, which know whose they are until they are emptied
    label=_("changes of seats"),
    export=export_moves,
    erase=lambda address: 0,
    purge=lambda now: 0,
    kept=kept_moves,
)


def _of(address: str) -> QuerySet[NamedPerson]:
    """Return where `address` was named: not yet answered, or taken."""
    return NamedPerson.objects.filter(email_digest=address_digest(address))


def export_named(address: str) -> list[dict[str, Any]]:
    """Return for which events `address` was named, and as whom (GDPR article 15)."""
    return [
        {
            "event": row.leader.event.kind_and_day,
            "name": row.name,
            "email": row.email,
            "named": row.created_at.isoformat(),
        }
        for row in _of(address).select_related("leader__event").order_by("pk")
    ]


@transaction.atomic
def erase_named(address: str) -> int:
    """Forget that `address` was named; a seat that is kept for it goes to the next. Who answers now waits, or has."""
    rows = _of(address)
    lock_categories(SeatCategory.objects.filter(event_id__in=rows.values("leader__event")))
    found = list(rows.select_related("registration__event").order_by("pk"))
    for row in found:
        with suppress(delegations.Over):
            delegations.give_back(named=row)
    kept = NamedPerson.objects.filter(pk__in=[row.pk for row in found])  # as numbers: who named them learns nothing
    Registration.objects.filter(named_as__in=kept.filter(answer="none")).update(name="")
    return kept.update(name="", email="", email_digest="")


def drop_named_people(now: datetime) -> int:
    return NamedPerson.objects.filter(NamedPerson.over(now)).delete()[0]


NAMED_PEOPLE = PersonalData(
    name="people named for seats",  # before the registrations, which know whose it is until they are emptied
    label=_("people named for a delegation"),
    export=export_named,
    erase=erase_named,
    purge=drop_named_people,
)


def export_invitations(address: str) -> list[dict[str, Any]]:
    """Return the invitations of `address` (GDPR article 15).

    Not whether one was used: she may have registered by another address, and somebody else may read this one.
    """
    rows = PersonalInvitation.objects.filter(email_digest=address_digest(address)).select_related("event")
    return [
        {
            "event": row.event.kind_and_day,
            "email": row.email,
            "invited": row.created_at.isoformat(),
        }
        for row in rows.order_by("pk")
    ]


@transaction.atomic
def erase_invitations(address: str) -> int:
    """Delete the invitations of `address`: they open nothing any more. Who used one keeps their registration.

    Who asked for a seat by one and has not confirmed is forgotten as well: without it nothing says that they may.
    Whoever confirms at this moment waits, or has used it.
    """
    rows = PersonalInvitation.objects.filter(email_digest=address_digest(address))
    lock_categories(SeatCategory.objects.filter(event_id__in=rows.values("event_id")))
    locked = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))  # nobody asks by them now
    RegistrationRequest.objects.filter(invitation__in=locked).delete()
    return PersonalInvitation.objects.filter(pk__in=locked).delete()[0]


def drop_invitations(now: datetime) -> int:
    return PersonalInvitation.objects.filter(PersonalInvitation.over(now)).delete()[0]


INVITATIONS = PersonalData(
    name="personal invitations",
    label=_("personal invitations"),
    export=export_invitations,
    erase=erase_invitations,
    purge=drop_invitations,
)
