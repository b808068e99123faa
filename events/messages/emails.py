"""The mail that brings what hosts wrote. To who asked for discreet mails it says only that there is one to read."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from coalition.mail import rendering
from coalition.mail.models import Message
from coalition.site.paths import path_of
from events.door.papers import offer_certificate
from events.models import Event, Reminder
from events.pages.models import EventPage
from events.registrations import emails
from events.registrations.emails import context_about, send_about
from events.registrations.models import Registration
from events.registrations.own_page import Action

from .models import Letter

TEMPLATE = "letter"


def send_letter(registration: Registration, letter: Letter) -> Message:
    told = told_by(letter, registration.language)
    return send_about(registration, letter.event, TEMPLATE, key=f"letter:{letter.pk}", method="", told=told)


def told_by(letter: Letter, language: str) -> dict[str, Any]:
    """Return what the mail says beside the event, for a reader of `language`."""
    return {"letter_subject": letter.subject_in(language), "paragraphs": letter.paragraphs(language)}


def preview(letter: Letter, sample: Registration, *, discreet: bool) -> rendering.Body:
    """Return the mail as `sample`, somebody with a made-up registration, would get it."""
    with translation.override(sample.language):
        context = context_about(sample, letter.event) | told_by(letter, sample.language)
    template = f"events/mail/{TEMPLATE}"
    return rendering.render(template=template, context=context, language=sample.language, discreet=discreet)


def preview_of(event: Event, key: str, sample: Registration) -> rendering.Body:
    """Return the reminder `key`, or the thanks, as `sample`, somebody with a made-up registration, would get it."""
    told = {"what": "thanks", "links": []} if key == "thanks" else {"what": "reminder", "lead": key}
    context = context_about(sample, event) | told
    return rendering.render(template=f"events/mail/{told['what']}", context=context, language=sample.language)


def on_page(page: EventPage) -> dict[str, Any]:
    """Return the recording for the page of an event that took place."""
    event = page.event
    if not _took_place(event):
        return {}
    own = f"{path_of(page)}{event.recording_path}{page.invitation}"
    return {"recording_url": own if event.recording_path else event.recording_url}


def in_thanks(registration: Registration) -> Action | None:
    """Return the way to the recording, for the thanks of who was there."""
    url = _of(registration)
    return Action(_("Watch the recording"), url, main=True) if url else None


def is_awaited(event: Event) -> bool:
    """Say whether `event` is a webinar whose recording is still to come."""
    return event.kind == Event.Kind.WEBINAR and not event.recording_url and not event.recording_path


def on_own_page(registration: Registration, own_url: str) -> Action | None:
    """Return the same way, for the page of who has a seat: discreet thanks lead there alone."""
    return in_thanks(registration)


def _took_place(event: Event) -> bool:
    return event.is_over and event.state == Event.State.SCHEDULED


def _of(registration: Registration) -> str:
    """Return the address of the recording of what `registration` was for, once it is over; "" without a seat.

    It stands below the event's page; the page of a closed event opens to its invitation, which no mail holds.
    """
    event = registration.event
    if registration.state != Registration.State.CONFIRMED or not _took_place(event):
        return ""
    page = emails.entry(event, registration.language).url if event.recording_path else ""
    return f"{page}{event.recording_path}" if page else event.recording_url


THANKS_KEY = "thanks"


def reminder_key(event: Event, kind: Reminder) -> str:
    """Return what makes a reminder go once for each time at which `event` is to begin."""
    return f"reminder:{kind}:{int(event.start.timestamp())}"


def send_reminder(registration: Registration, event: Event, kind: Reminder) -> Message:
    key = reminder_key(event, kind)
    return send_about(registration, event, "reminder", key=key, method="", told={"lead": str(kind)})


def send_thanks(registration: Registration, event: Event) -> Message:
    """Thank somebody who was there, with what there is for them."""
    registration.event = event
    with translation.override(registration.language):
        found = (offer_certificate(registration), in_thanks(registration))
    links = [{"label": link.label, "url": link.url} for link in found if link]
    return send_about(registration, event, "thanks", key=THANKS_KEY, method="", told={"links": links})
