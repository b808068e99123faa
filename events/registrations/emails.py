"""Which mail, to whom, in which language. No word that a person typed is in any of them."""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone, translation
from django.utils.translation import pgettext

from coalition import dates
from coalition.caching.memory import recall
from coalition.languages.names import country_name
from coalition.mail.models import Message
from coalition.mail.services import Attachment, send
from coalition.privacy.email_addresses import keyed_digest
from coalition.privacy.secret_links import new_token
from coalition.site.site_words import site_names
from events.calendar import builder
from events.days import when
from events.models import Event
from events.pages.models import EventPage
from events.seats.models import Question, Quota, left_open

from .admission import PersonalInvitation
from .fields import ASKED_LATER
from .fields import questions as own_questions
from .join_links import join_url
from .models import Registration, RegistrationRequest, SeatCategory

SIGNATURE = 26  # hexadecimal digits: 104 bits; a local part has 64 bytes for all (RFC 5321 section 4.5.3.1.1)


def address_of(registration: Registration) -> str:
    """Return the address that answers of this registration's calendar go to; empty where nobody reads answers."""
    name, at, domain = settings.MAIL_CALENDAR_ADDRESS.rpartition("@")
    return f"{name}+{registration.calendar_id}.{_signature(registration.calendar_id)}@{domain}" if at else ""


def find_invited(detail: str) -> Registration | None:
    """Return the registration, with its event, that `detail`, the part behind the +, was signed for.

    The signature is compared in constant time, and before any row is looked for.
    """
    calendar_id, _dot, signature = detail.lower().partition(".")
    if not hmac.compare_digest(signature.encode(errors="replace"), _signature(calendar_id).encode()):
        return None
    return Registration.objects.select_related("event").filter(calendar_id=calendar_id).first()


def _signature(calendar_id: str) -> str:
    return keyed_digest("calendar-answer", calendar_id)[:SIGNATURE]


def what_is_asked(event: int) -> tuple[list[Quota], list[Question]]:
    """Return the quotas of an event, which ask from where one comes, and its questions."""
    return recall(
        ("what is asked", event),
        lambda: (
            list(Quota.objects.filter(event_id=event)),
            list(Question.objects.filter(event_id=event)),
        ),
    )


@dataclass(frozen=True)
class StillAsked:
    """The questions that somebody left open, in their words: those that must be answered, and the others."""

    needed: list[str]
    others: list[str]


def still_asked(registration: Registration, questions: Iterable[Question] | None = None) -> StillAsked:
    """Return what `registration` leaves open; nothing of one that is over.

    Of the declared fields those count that the form does not ask. `questions` are those of the event, where they were
    read; else the process remembers them, but for transactions.
    """
    if not registration.may_be_cancelled or not registration.email:
        return StillAsked([], [])
    asked = what_is_asked(registration.event_id)[1] if questions is None else questions
    left = left_open(registration, registration.category.kind, asked)
    own = [str(own_questions()[name].label) for name in ASKED_LATER if not getattr(registration, name)]
    needed = [str(one) for one in left if one.required]
    return StillAsked(needed, own + [str(one) for one in left if not one.required])


def lacking(questions: Iterable[Question]) -> Q:
    """Return the condition of registrations that leave one of `questions` open which they must answer."""
    return reduce(or_, (_lacks(one) for one in questions if one.required), Q(pk__in=[]))


def _lacks(question: Question) -> Q:
    key = str(question.pk)
    seats = Q(category__kind=question.seats) if question.seats else Q()
    return Q(event_id=question.event_id) & seats & ~Q(told__has_key=key) & ~Q(needs__has_key=key)


def who_lacks(event: int) -> Q:
    """Return the condition of those registered for `event` who must still answer something: one query."""
    lacks = lacking(Question.objects.filter(event_id=event, required=True))
    return lacks & Q(event_id=event) & ~Q(state="cancelled") & ~Q(email="")


WORDS_KEPT_FOR = 60  # seconds; new words have another key at once
# Mails that are one template, which is told `what` it says.
TEMPLATES = {
    **dict.fromkeys(("receipt", "applied", "waiting", "added"), "registration"),
    **dict.fromkeys(("offer", "promotion", "expired"), "seat"),
    **dict.fromkeys(("withdrawal", "removal", "refused"), "ended"),
    "updated": "swapped",
    **dict.fromkeys(("moved", "clocks", "postponed", "restored", "cancelled", "sessions"), "changed"),
}


def entry(event: Event, language: str) -> builder.Entry:
    """Return `event` in words of `language`: its live page, else one in another language, else its kind and day."""
    key = f"event-words:{event.pk}:{language}:{event.revised_at.timestamp()}"
    memory = caches["memory"]
    words = memory.get(key)
    if words is None:
        pages = EventPage.objects.live().filter(event_id=event.pk).select_related("event", "picture")
        found = pages.one_per_event(language).defer_streamfields().first()
        with translation.override(language):
            made = builder.entry_for(found, language) if found else None
            words = (made.title, made.text, made.url, made.image) if made else (event.kind_and_day, "", "", "")
        if event.closed:  # its page opens to an invitation only
            words = (*words[:2], "", "")
        memory.set(key, words, WORDS_KEPT_FOR)
    with translation.override(language):
        place = event.place_in(language) or str(event.get_mode_display())
    title, text, url, image = words
    return builder.Entry(event=event, title=title, text=text, place=place, url=url, image=image)


def title_for(row: Registration | RegistrationRequest) -> str:
    return str(entry(row.event, row.language).title)


def own_path(registration: Registration, language: str) -> str:
    """Return the path of a registration's own page: one that says nothing, for a discreet person or such an event."""
    if registration.discreet or registration.event.neutral_address:
        return f"/{language}/e/{registration.event.short_id}/r/{registration.token}/"
    return f"/{language}/registrations/{registration.token}/"


def manage_url(registration: Registration) -> str:
    return f"{settings.SITE_URL}{own_path(registration, registration.language)}"


def quiet_url(registration: Registration) -> str:
    """Return the absolute address of a registration's own page that says nothing, whoever it is."""
    path = f"/{registration.language}/e/{registration.event.short_id}/r/{registration.token}/"
    return f"{settings.SITE_URL}{path}"


def joins_online(registration: Registration) -> bool:
    """Say whether a mail tells how to join: from one's own page, with a seat; a discreet mail says nothing of it."""
    has_seat = registration.state == Registration.State.CONFIRMED and not registration.discreet
    return has_seat and registration.event.takes_place and registration.joins_online


def about(event: Event) -> str:
    return f"event:{event.pk}"


def send_confirmation_link(asked: RegistrationRequest) -> Message:
    """Ask the holder of an address whether they want to register; nothing in this mail says for which event.

    The network writes in its own name, unless a form asked for discretion. Where the mailbox has had too much, the
    email waits, and confirms the newest form of each event: nobody can keep it away by posting the address again.
    """
    path = f"/{asked.language}/e/{asked.event.short_id}/c/{asked.token}/"
    return send(
        key=f"registration-request:{asked.nonce}",
        template="events/mail/confirm",
        to=asked.email,
        language=asked.language,
        context={"confirmations": [(asked.event.short_id, f"{settings.SITE_URL}{path}")]},
        discreet=asked.discreet,
        sensitive=True,
        unasked=True,
        gathers="confirmations",
    )


def send_receipt(
    registration: Registration,
    others: Sequence[Registration] = (),
    dates: Iterable[tuple[Event, Registration | None]] = (),
) -> Message:
    """Say that the seat is theirs, or that they wait for one, and what is still asked.

    Where their form chose several `dates` of a series, tell of these too, and which of them they do not have; with an
    entry for the calendar of each of the `others` that were made with it.
    """
    said = {Registration.State.CONFIRMED: "receipt", Registration.State.APPLIED: "applied"}
    what = said.get(Registration.State(registration.state), "waiting")
    key = "receipt" if what == "receipt" else f"receipt:{what}"
    with translation.override(registration.language):
        told = [_other_date(event, one) for event, one in dates if one is None or one.pk != registration.pk]
    no_place = [note for row in (registration, *others) for note in row.no_place]
    asked = _still_asked(registration) | {"dates": told, "no_place": no_place}
    return send_about(
        registration, registration.event, what, key=key, method="REQUEST", told=asked, beside=others
    )  # fmt: skip


def _other_date(event: Event, registration: Registration | None) -> dict[str, str]:
    """Return when another meeting is, for the mail about the first, whether a seat is theirs, and their own page."""
    if registration is None:
        return {"when": when(event)}
    return {
        "when": when(event),
        "state": str(registration.state),
        "seats": registration.category.label(registration.language),
        "manage_url": manage_url(registration),
        "quiet_url": quiet_url(registration),
    }


def _still_asked(registration: Registration) -> dict[str, int]:
    """Return how many questions wait for this person on their own page: those that must be answered, and all."""
    asked = still_asked(registration, registration.event.questions.all())
    return {"questions_needed": len(asked.needed), "questions": len(asked.needed) + len(asked.others)}


def send_added(registration: Registration) -> Message:
    """Say that hosts registered them, and whether a seat is theirs. Nobody has proven yet whose mailbox it is."""
    told = {"state": str(registration.state), **_still_asked(registration)}
    return send_about(
        registration, registration.event, "added", key="added", method="REQUEST", told=told, unasked=True
    )  # fmt: skip


def send_promotion(registration: Registration) -> Message:
    return send_about(registration, registration.event, "promotion", key="promotion", method="REQUEST")


def send_offer(registration: Registration, *, until: datetime) -> Message:
    with translation.override(registration.language):
        told = {"until": dates.moment(until, zone=registration.event.zone)}
    key = f"offer:{registration.changed_at.timestamp()}"  # one mail an offer: another one, until the same, may follow
    return send_about(registration, registration.event, "offer", key=key, method="REQUEST", told=told)


def send_expiry(registration: Registration) -> Message:
    return send_about(registration, registration.event, "expired", key="expiry", method="REQUEST")


def send_swap(registration: Registration, *, knows: bool) -> Message:
    """Say which seats their registration is for now, and whether one is theirs.

    A calendar that `knows` of a seat is told nothing again: of its entry nothing changed.
    """
    with translation.override(registration.language):
        told = {"seats": registration.category.label(), "state": str(registration.state)}
    key = f"swap:{registration.changed_at.timestamp()}"
    method = "" if knows else "REQUEST"
    return send_about(registration, registration.event, "swapped", key=key, method=method, told=told)


def send_update(registration: Registration, changed: Iterable[str], *, discreet: bool) -> Message:
    """Say which answers were changed on their own page, by field name, and not what they are now."""
    with translation.override(registration.language):
        labels = {name: str(field.label) for name, field in own_questions().items()}
        answers = pgettext("changed in a registration", "Answers to the organisers’ questions")
        told = {"changed": list(dict.fromkeys(labels.get(name, answers) for name in changed))}
    key = f"updated:{registration.changed_at.timestamp()}"
    return send_about(registration, registration.event, "updated", key=key, method="", told=told, discreet=discreet)


def send_code(registration: Registration, code: str) -> Message:
    """Mail a one-time code. The email names no event, and counts for its mailbox as an email that nobody asked for."""
    return send(
        key=f"registration-code:{registration.pk}:{new_token()[1]}",
        template="events/mail/code",
        to=registration.email,
        language=registration.language,
        context={"code": code},
        discreet=registration.discreet,
        sensitive=True,
        unasked=True,
    )


def send_decline(registration: Registration) -> Message:
    return send_about(registration, registration.event, "refused", key="refusal", method="REQUEST")


def send_withdrawal(registration: Registration) -> Message:
    """Say that the registration is cancelled, and take the event out of their calendar."""
    return send_about(registration, registration.event, "withdrawal", key="withdrawal", method="CANCEL", alone=True)


def send_removal(registration: Registration) -> Message:
    """Say that the organisers cancelled the registration, and take the event out of their calendar; no reason."""
    return send_about(registration, registration.event, "removal", key="withdrawal", method="CANCEL", alone=True)


def send_link_again(registration: Registration, full: SeatCategory | None = None, *, asked: bool = True) -> Message:
    """Mail the link again to an address that registered before; at most once an hour.

    `full` are the other seats that it asked for, of which none is left. Where nobody `asked`, hosts send it. A calendar
    that was told of the seat is told nothing again: who deleted or declined the entry does not find it there anew.
    """
    key = f"again:{timezone.now():%Y%m%d%H}" + (f":{full.pk}" if full else "")
    told = {"full": full.label(registration.language) if full else "", "asked": asked}
    method = "" if registration.invited else "REQUEST"
    unasked = registration.unproven
    return send_about(registration, registration.event, "again", key=key, method=method, told=told, unasked=unasked)


def send_about(
    registration: Registration,
    event: Event,
    what: str,
    *,
    key: str,
    method: str,
    alone: bool = False,
    told: Mapping[str, Any] | None = None,
    unasked: bool = False,
    beside: Sequence[Registration] = (),
    files: Sequence[Attachment] = (),
    discreet: bool = False,
) -> Message:
    """Tell who registered `what` happened about `event`; `method` says what their calendar is told ("": nothing).

    `alone` says that it is told of this person only, `told` what the mail says beside the event, `unasked` that hosts
    typed the address and nobody has proven yet that it is theirs; `beside` are other registrations of theirs, whose
    calendar entries go along, and `files` what else goes with it. The email is discreet where the registration is, or
    where `discreet` asks for it.
    """
    registration.event = event  # as it is now, also for the entry's own sequence
    words = entry(event, registration.language)
    attachments = _attachments(registration, words, method, alone)
    if attachments:
        _note_entry(registration)
    for number, other in enumerate(beside, start=2):
        if entries := _attachments(other, entry(other.event, other.language), method, alone):
            _note_entry(other)
            attachments += [replace(file, name=f"event-{number}.ics") for file in entries]
    attachments += files
    return send(
        key=f"registration:{registration.pk}:{key}",
        template=f"events/mail/{TEMPLATES.get(what, what)}",
        to=registration.email,
        language=registration.language,
        context={**_context(registration, event, words), "what": what, **(told or {})},
        discreet=discreet or registration.discreet,
        attachments=attachments,
        reply_to=address_of(registration) if method else "",
        sensitive=True,
        unasked=unasked,
        about=about(event),
    )


def _note_entry(registration: Registration) -> None:
    """Keep which revision of the entry their calendar gets: its answers are about this one, whatever the event becomes.

    Who was discreet when the seat became theirs gets their first one here.
    """
    knows = registration.invited, registration.mailed_sequence
    registration.invited, registration.mailed_sequence = True, registration.calendar_sequence
    if knows != (registration.invited, registration.mailed_sequence):
        noted = {"invited": True, "mailed_sequence": registration.mailed_sequence}
        Registration.objects.filter(pk=registration.pk).update(**noted)


def context_about(registration: Registration, event: Event) -> dict[str, Any]:
    """Return what every mail about `event` says to `registration`, for a preview of one."""
    return _context(registration, event, entry(event, registration.language))


def _context(registration: Registration, event: Event, words: builder.Entry) -> dict[str, Any]:
    with translation.override(registration.language):
        return {
            "title": words.title,
            "seats": registration.category.label(registration.language),
            "when": when(event),
            "place": words.place,
            "country": country_name(event.country),
            "event_url": words.url,
            "manage_url": manage_url(registration),
            # For a mailbox that is discreet by another choice of its holder: the worker knows, when it makes the mail.
            "quiet_url": quiet_url(registration),
            "joins_online": joins_online(registration),
        }


def _attachments(registration: Registration, words: builder.Entry, method: str, alone: bool) -> list[Attachment]:
    """Return the invitation; none in discreet mail (a calendar may be shared) and none for a place in a queue.

    Nobody who was never invited gets a cancellation (RFC 5546 section 3.2.5).
    """
    concerned = registration.invited if method == "CANCEL" else registration.state == Registration.State.CONFIRMED
    if registration.discreet or not method or not concerned:
        return []
    invitation = builder.Invitation(
        method=method,
        organizer_name=site_names(registration.language).sender,
        organizer=address_of(registration) or settings.MAIL_FROM_ADDRESS,
        sender=settings.MAIL_FROM_ADDRESS,
        attendee=registration.email,
        stamp=timezone.now(),
        join_url=join_url(registration) if method == "REQUEST" and joins_online(registration) else "",
        sequence=registration.calendar_sequence,
        alone=alone,
    )
    ics = builder.build([words], language=registration.language, invitation=invitation)
    return [Attachment("event.ics", ics.decode(), f"text/calendar; charset=utf-8; method={method}")]


KEY, TEMPLATE = "invitation:", "events/mail/invitation"


def path_of(invitation: PersonalInvitation, token: str, language: str) -> str:
    """Return the path of the page of `invitation`, at an address that says nothing."""
    return f"/{language}/e/{invitation.event.short_id}/i/{token}/"


def send_invitation(invitation: PersonalInvitation, token: str, *, waited: bool = False) -> Message:
    """Owe the invitation. Neither event nor host is named in it.

    Where it `waited` for its mailbox, hosts find the first one alone among the emails of their event: a second would
    tell that the mailbox has had emails from this site.
    """
    path = path_of(invitation, token, invitation.language)
    return send(
        key=f"{KEY}{invitation.digest}",
        template=TEMPLATE,
        to=invitation.email,
        language=invitation.language,
        context={"invitation_url": f"{settings.SITE_URL}{path}"},
        discreet=True,
        sensitive=True,
        unasked=True,
        about="" if waited else about(invitation.event),
    )


def are_held() -> Exists:
    """Return the condition of invitations whose mailbox had what it may get unasked when they were mailed."""
    held = Message.objects.filter(template=TEMPLATE, state=Message.State.OVER_BUDGET)
    return Exists(held.filter(key=Concat(Value(KEY), OuterRef("digest"))))
