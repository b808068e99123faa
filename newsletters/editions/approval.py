"""From an edition that is written to one that leaves: asked for by one person, approved by another one, at its time.

Decision 0027-editions-leave-through-a-gate.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from coalition.mail import epochs
from coalition.users.work_panel import Waiting
from newsletters.readers.services import recipients_of
from newsletters.sending import timetable
from newsletters.sending import transitions as running
from newsletters.sending.models import BEFORE, Edition
from newsletters.sending.transitions import Changed, NotNow

from . import gate_report as gate
from . import permissions, services
from .models import NewsletterPage

ASKED, APPROVED, TAKEN_BACK = "newsletters.ask", "newsletters.approve", "newsletters.take_back"  # in the site history
SCHEDULED, CHOSEN = "newsletters.schedule", "newsletters.choose"


class Closed(Exception):
    """The gate found something that stops the edition."""


class OwnEdition(Exception):
    """Who asked for approval does not give it."""


def seen(edition: Edition) -> str:
    """Return the mark of what an approval covers: the digest of the edition, and when it leaves."""
    at = edition.scheduled_for.isoformat() if edition.scheduled_for else ""
    covered = "|".join([edition.digest, at, edition.zone])
    return hashlib.sha256(covered.encode()).hexdigest()


@transaction.atomic
def ask(*, page: NewsletterPage, by: Any, at: datetime | None = None, zone: str = "", canary: bool = False) -> Edition:
    """Freeze the edition of `page` as it is published, and ask another person for approval.

    It is to leave `at` (shown in `zone`), else when it is approved; to a first part of the readers where `canary`.
    Raises Closed where the gate stops it, services.NotReady and services.AlreadySent.
    """
    same = NewsletterPage.objects.filter(translation_key=page.translation_key)
    list(same.select_for_update().order_by("pk"))  # nobody publishes between what the gate sees and what is frozen
    chosen = recipients_of(page.translation_key).fallbacks
    if not gate.run(page=page).passes:
        raise Closed
    when: dict[str, Any] = {"scheduled_for": at, "zone": zone if at else ""}
    edition = services.freeze(page=page, by=by, canary=canary, **when)
    if recipients_of(page.translation_key).fallbacks != chosen:
        raise Closed  # somebody chose otherwise meanwhile
    log(instance=edition, action=ASKED, user=by, data={"digest": edition.digest})
    return edition


@transaction.atomic
def take_back(*, edition: Edition, by: Any) -> None:
    """Make drafts of an edition again that did not leave. Raises NotNow once it did."""
    edition = running.locked(edition)
    if edition.state not in BEFORE:
        raise NotNow
    page = NewsletterPage.objects.filter(translation_key=edition.translation_key).first()
    if page is not None:
        log(instance=page, action=TAKEN_BACK, user=by)
    edition.delete()


@transaction.atomic
def approve(*, edition: Edition, by: Any, mark: str) -> Edition:
    """Approve what carries `mark` (`seen`): it leaves now, or is scheduled; late by more than two hours, it is asked.

    Raises OwnEdition for who asked, Changed where something else is to be approved meanwhile, NotNow where nothing is.
    """
    edition = running.locked(edition)
    if edition.state != Edition.State.ASKED or epochs.held() is not None:
        raise NotNow
    if not permissions.may_approve(by, edition):
        raise OwnEdition
    if seen(edition) != mark:
        raise Changed
    edition.approved_by, edition.approved_at = by, timezone.now()
    if edition.scheduled_for:
        edition.schedule(at=edition.scheduled_for, zone=edition.zone)
    edition.save()
    log(instance=edition, action=APPROVED, user=by, data={"digest": edition.digest})
    if not edition.scheduled_for:
        return running.start(edition=edition)
    timetable.begin_or_ask(edition=edition, now=timezone.now())
    return edition


@transaction.atomic
def schedule(*, edition: Edition, by: Any, at: datetime, zone: str) -> Edition:
    """Let an approved edition leave `at` another time. Raises NotNow where it is not approved, or left."""
    edition = running.locked(edition, "schedule")
    if not edition.approved_at:
        raise NotNow
    edition.schedule(at=at, zone=zone)
    edition.save()
    log(instance=edition, action=SCHEDULED, user=by, data={"at": at.isoformat()})
    return edition


@transaction.atomic
def send_now(*, edition: Edition, by: Any) -> Edition:
    """Let an approved edition leave at once. Raises NotNow where it is not approved, left, or mail is held."""
    edition = running.locked(edition)
    if not edition.approved_at or edition.state not in BEFORE or epochs.held() is not None:
        raise NotNow
    log(instance=edition, action=SCHEDULED, user=by, data={"at": timezone.now().isoformat()})
    return running.start(edition=edition)


def waiting(user: Any) -> list[Waiting]:
    """Return the editions that wait for somebody's approval or decision, for who may give it. One query."""
    approves, sends = permissions.may_approve(user), permissions.may_send(user)
    if not (approves or sends):
        return []
    to_approve = Q(state=Edition.State.ASKED) & ~Q(sent_by=user)
    to_decide = Q(state__in=[Edition.State.LATE, Edition.State.HALTED, Edition.State.PAUSED])
    found = Edition.objects.aggregate(
        approve=Count("pk", filter=to_approve),
        since=Min("asked_at", filter=to_approve),
        decide=Count("pk", filter=to_decide),
    )
    url = reverse("newsletter_editions:index")
    lines = [Waiting(_("Editions to approve"), found["approve"], url, since=found["since"])] if approves else []
    if sends:
        lines.append(Waiting(_("Editions that stand still until somebody decides"), found["decide"], url))
    return lines
