"""The mail that brings what hosts wrote. To who asked for discreet mails it says only that there is one to read."""

from typing import Any

from django.utils import translation

from coalition.mail import rendering
from coalition.mail.models import Message
from events.registrations.emails import context_about, send_about
from events.registrations.models import Registration

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
