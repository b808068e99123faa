"""Which mail, to whom, in which language. No word that a person typed is in any of them."""

from collections.abc import Iterable

from django.conf import settings

from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.mail.words import forget_mails
from webinars.courses.pages import title_of

from .models import AddressRequest, Enrolment


def own_path(enrolment: Enrolment, language: str) -> str:
    """Return the path of somebody's own page in `language`. It says nothing of the course."""
    return f"/{language}/learning/{enrolment.token}/"


def send_confirmation(asked: AddressRequest, token: str) -> Message:
    """Ask the holder of an address whether it was them: nothing in this mail says what it is about."""
    return send(
        key=f"course:{asked.digest}",
        template="events/mail/confirm",
        to=asked.email,
        language=asked.language,
        context={"confirm_url": f"{settings.SITE_URL}/{asked.language}/e/l/{token}/"},
        discreet=True,
        sensitive=True,
        unasked=True,
    )


def _links_of(enrolment_pk: int) -> str:
    """Return how the keys of the mails begin that gave the link of an enrolment."""
    return f"course-link:{enrolment_pk}:"


def forget_links(enrolments: Iterable[Enrolment]) -> None:
    for enrolment in enrolments:
        forget_mails(prefix=_links_of(enrolment.pk))


def send_link(enrolment: Enrolment, asked: AddressRequest) -> Message:
    """Give the link of one's own page to who pressed the button of the mail of `asked`, once.

    Its template belongs to no area (`coalition.mail.areas`): who learns what is for administrators at most.
    """
    return send(
        key=f"{_links_of(enrolment.pk)}{asked.digest}",
        template="learning/mail/link",
        to=enrolment.email,
        language=asked.language,
        context={
            "title": title_of(enrolment.course, asked.language),
            "own_url": f"{settings.SITE_URL}{own_path(enrolment, asked.language)}",
        },
        discreet=enrolment.discreet,
        sensitive=True,
        unasked=False,
    )
