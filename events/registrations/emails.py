"""Which mail, to whom, in which language. No word that a person typed is in any of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone, translation

from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import Attachment, send
from coalition.pages.countries import country_name
from coalition.pages.identity.kept import site_names
from events.calendar import builder
from events.models import Event
from events.pages.models import EventPage
from events.pages.moments import when

from . import answering
from .models import Registration, RegistrationRequest, SeatCategory
from .unanswered import still_asked

WORDS_KEPT_FOR = 60  # seconds; new words have another key at once
# Mails that are one template, which is told `what` it says.
TEMPLATES = {
    **dict.fromkeys(("receipt", "applied", "waiting", "added"), "registration"),
    **dict.fromkeys(("offer", "promotion", "expired"), "seat"),
    **dict.fromkeys(("withdrawal", "removal", "refused"), "ended"),
    **dict.fromkeys(("moved", "clocks", "postponed", "restored", "cancelled"), "changed"),
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
    """Ask the holder of an address whether they want to register: nothing in this mail says for what."""
    path = f"/{asked.language}/e/{asked.event.short_id}/c/{asked.token}/"
    return send(
        key=f"registration-request:{asked.nonce}",
        template="events/mail/confirm",
        to=asked.email,
        language=asked.language,
        context={"confirm_url": f"{settings.SITE_URL}{path}"},
        discreet=True,
        sensitive=True,
        unasked=True,
    )


def send_receipt(registration: Registration) -> Message:
    """Say that the seat is theirs, or that they wait for one, and what is still asked."""
    said = {Registration.State.CONFIRMED: "receipt", Registration.State.APPLIED: "applied"}
    what = said.get(Registration.State(registration.state), "waiting")
    key = "receipt" if what == "receipt" else f"receipt:{what}"
    told = _still_asked(registration)
    return send_about(registration, registration.event, what, key=key, method="REQUEST", told=told)


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
) -> Message:
    """Tell who registered `what` happened about `event`; `method` says what their calendar is told ("": nothing).

    `alone` says that it is told of this person only, `told` what the mail says beside the event, `unasked` that hosts
    typed the address and nobody has proven yet that it is theirs.
    """
    registration.event = event  # as it is now, also for the entry's own sequence
    words = entry(event, registration.language)
    attachments = _attachments(registration, words, method, alone)
    if attachments:
        _note_entry(registration)
    return send(
        key=f"registration:{registration.pk}:{key}",
        template=f"events/mail/{TEMPLATES.get(what, what)}",
        to=registration.email,
        language=registration.language,
        context={**_context(registration, event, words), "what": what, **(told or {})},
        discreet=registration.discreet,
        attachments=attachments,
        reply_to=answering.address_of(registration) if method else "",
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
        organizer=answering.address_of(registration) or settings.MAIL_FROM_ADDRESS,
        sender=settings.MAIL_FROM_ADDRESS,
        attendee=registration.email,
        stamp=timezone.now(),
        own_url=manage_url(registration) if method == "REQUEST" and joins_online(registration) else "",
        sequence=registration.calendar_sequence,
        alone=alone,
    )
    ics = builder.build([words], language=registration.language, invitation=invitation)
    return [Attachment("event.ics", ics.decode(), f"text/calendar; charset=utf-8; method={method}")]
