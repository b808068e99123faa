"""Which mail, to whom, in which language. No word that a person typed is in any of them."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coalition.mail.models import Message
from coalition.mail.services import forget_mails, send
from coalition.privacy import discretion, secret_links
from coalition.privacy.email_addresses import keyed_digest

from . import certificates
from .models import AddressRequest, Course, Enrolment, EnrolmentQuerySet
from .pages import title_of


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


SAME_PRESS = timedelta(minutes=5)  # within which the button, pressed once more, leads to the same enrolment


class Gone(Exception):
    """The request was erased meanwhile."""


class NotOpen(Exception):
    """The course takes nobody new."""


@transaction.atomic
def begin(*, course: Course, language: str, press: UUID) -> Enrolment:
    """Return a new enrolment without an address, which opens by its link or code. Its pages' titles are neutral.

    `press` names the page on which the button was pressed: pressed twice, it makes one enrolment; later, from a page
    that a browser kept, another one. Raises NotOpen.
    """
    _check_open(course)
    enrolment = Enrolment(course=course, language=language, discreet=True)
    enrolment.nonce = keyed_digest("enrolment-press", f"{course.pk}:{press}")[: len(enrolment.nonce)]
    fields = {"course": course, "language": language, "discreet": True, "nonce": enrolment.nonce}
    found, is_new = Enrolment.objects.get_or_create(token_digest=secret_links.digest(enrolment.token), defaults=fields)
    if is_new or found.started_at > timezone.now() - SAME_PRESS:
        return found
    return Enrolment.objects.create(**fields | {"nonce": secrets.token_hex(16)})


def _check_open(course: Course) -> None:
    """Refuse who is new in a course that is closed, or that has no published page."""
    if not course.is_open or not course.pages.filter(live=True).exists():
        raise NotOpen(course.pk)


@transaction.atomic
def ask(*, course: Course | None, email: str, language: str, discreet: bool = False) -> None:
    """Owe `email` one neutral mail with a button, whoever it is: to enrol in `course`, or to find every course again.

    Raises NotOpen.
    """
    if course is not None:
        _check_open(course)
    token = AddressRequest.issue(course=course, email=email, language=language, discreet=discreet)
    send_confirmation(AddressRequest.behind(token).get(), token)


def find(token: str) -> AddressRequest | None:
    """Return what the mailed `token` opens, with its course; None when it is unknown or over."""
    asked = AddressRequest.behind(token).select_related("course").first()
    return None if asked is None or asked.is_over else asked


@transaction.atomic
def confirm(*, asked: AddressRequest) -> list[Enrolment]:
    """Return the enrolments of who pressed the mailed button, and owe them their links.

    In a course that was asked for it is the one there is, or a new one; the unique constraint lets a second press at
    the same moment wait and find the first. Where none was named it is every one of the address, perhaps none.
    The request's row is locked first: who leaves or is erased at the same moment is not enrolled once more.
    Raises NotOpen where the course closed meanwhile, Gone where the request is not there any more.
    """
    locked = AddressRequest.objects.select_for_update(of=("self",)).select_related("course")
    row = locked.filter(pk=asked.pk).first()
    if row is None:
        raise Gone(asked.pk)
    asked = row
    found = [_enrol(asked, asked.course)] if asked.course else list(_of_address(asked))
    Enrolment.objects.filter(pk__in=[row.pk for row in found]).update(seen_at=timezone.now())
    for enrolment in found:
        send_link(enrolment, asked)
    return found


def _of_address(asked: AddressRequest) -> list[Enrolment]:
    rows = Enrolment.objects.for_address(asked.email).select_related("course")
    return list(rows.order_by("course__key"))


def _enrol(asked: AddressRequest, course: Course) -> Enrolment:
    """Return the enrolment of the address in `course`. Discretion is only ever gained."""
    rows = Enrolment.objects.select_related("course").select_for_update(of=("self",))
    known = rows.filter(course=course, email_digest=asked.email_digest).first()
    if known is None:
        _check_open(course)
        fields = {"email": asked.email, "language": asked.language, "discreet": asked.discreet}
        known, _new = rows.get_or_create(course=course, email_digest=asked.email_digest, defaults=fields)
    if asked.discreet and not known.discreet:
        known.discreet = True
        known.save(update_fields=["discreet", "email", "email_digest"])
    discretion.choose(address=known.email, source=known.discretion_source, discreet=known.discreet)
    return known


@transaction.atomic
def resume(*, code: str) -> Enrolment | None:
    """Return the enrolment that `code` opens, as it was typed; None for a code of nobody."""
    found = Enrolment.objects.for_code(code).select_for_update().first()
    if found is not None:
        found.seen_at = timezone.now()
        found.save(update_fields=["seen_at"])
    return found


@transaction.atomic
def renew(*, enrolment: Enrolment, forgets_address: bool = False) -> Enrolment:
    """Give `enrolment` another link and another code: whoever knows those before opens nothing from now on.

    Links that were mailed to its address and not pressed yet open nothing either. With `forgets_address` the address
    leads back no more: it is kept nowhere with this enrolment. Raises Enrolment.DoesNotExist for who left meanwhile.
    """
    _forget_requests(enrolment)
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    enrolment.renew()
    if forgets_address:
        forget_links([enrolment])
        discretion.forget(sources=[enrolment.discretion_source])
        enrolment.email = ""
    enrolment.save(update_fields=["nonce", "token_digest", "code_digest", "email", "email_digest"])
    return enrolment


def _forget_requests(enrolment: Enrolment) -> None:
    """Delete what the address of `enrolment` asked for. Before its own row is locked, as `confirm` locks them."""
    if enrolment.email:
        AddressRequest.objects.filter(email_digest=enrolment.email_digest).delete()


@transaction.atomic
def leave(*, enrolment: Enrolment) -> None:
    """Erase `enrolment` with all that was answered, and what the same address asked for. Twice is as good as once."""
    _forget_requests(enrolment)
    forget(Enrolment.objects.filter(pk=enrolment.pk))


def forget(enrolments: EnrolmentQuerySet) -> int:
    """Delete `enrolments` with all that hangs on them, and what they chose; return how many."""
    rows = list(enrolments.select_for_update().order_by("pk"))
    discretion.forget(sources=[row.discretion_source for row in rows])
    forget_links(rows)
    certificates.forget(rows)
    Enrolment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
