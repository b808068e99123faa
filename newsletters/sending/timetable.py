"""What happens at its time: a scheduled edition begins, a first part is over, a late one waits for a person."""

from contextlib import suppress
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from coalition.mail import epochs
from coalition.mail.models import Epoch

from . import services as sending
from . import transitions
from .models import RUNNING, Delivery, Edition

LATE = timedelta(hours=2)
IN_HAND = (sending.State.QUEUED, sending.State.SENDING, sending.State.HANDING_OVER)


def look_after(*, now: datetime) -> None:
    """Begin what is due, let first parts pass, and stop what went wrong. Calling it twice does the same as once."""
    if epochs.held() is not None:
        return  # a person decides first whether this database sends at all
    for edition in Edition.objects.filter(state=Edition.State.SCHEDULED, scheduled_for__lte=now):
        with suppress(transitions.NotNow):  # somebody took it back at this moment
            begin_or_ask(edition=edition, now=now)
    for edition in Edition.objects.running():
        judge(edition_id=edition.pk)
        with suppress(transitions.NotNow):
            pass_on(edition=edition, now=now)


@transaction.atomic
def begin_or_ask(*, edition: Edition, now: datetime) -> None:
    """Begin a scheduled `edition` whose time has come; more than LATE after it, or where its readers would be others
    than were approved, let a person decide."""
    edition = transitions.locked(edition)
    if edition.state != Edition.State.SCHEDULED or edition.scheduled_for is None or edition.scheduled_for > now:
        return
    if now - edition.scheduled_for > LATE:
        edition.miss()
        edition.save()
        return
    try:
        transitions.start(edition=edition)
    except transitions.Changed:
        edition.miss(because=Edition.Reason.CHANGED)
        edition.save()


@transaction.atomic
def pass_on(*, edition: Edition, now: datetime) -> bool:
    """Send `edition` to everybody else once its first part is settled and its time is over; say whether it was so."""
    edition = transitions.locked(edition)
    if edition.state != Edition.State.CANARY or edition.canary_until is None or edition.canary_until > now:
        return False
    if edition.deliveries.filter(state__in=IN_HAND).exists():
        return False
    edition.go_on()
    edition.save()
    sending.release_copies(edition=edition)
    return True


def ask_again(*, instance: Epoch, created: bool, **_signal: Any) -> None:
    """Let nothing go on by itself in a database that was restored or copied: a person resumes it, edition by edition.

    Called in the transaction that begins the new epoch, whatever was decided about single mails.
    """
    if not created or instance.begun_by == Epoch.Choice.FIRST:
        return
    for edition in Edition.objects.select_for_update(of=("self",)).filter(state__in=RUNNING):
        if sending.hold_copies(edition=edition) or edition.state == Edition.State.CANARY:
            edition.pause(because=Edition.Reason.RESTORED)
            edition.save()
    for edition in Edition.objects.select_for_update(of=("self",)).filter(state=Edition.State.SCHEDULED):
        edition.miss(because=Edition.Reason.RESTORED)
        edition.save()
    stand_still = [Edition.State.ASKED, Edition.State.LATE, Edition.State.PAUSED]
    Edition.objects.filter(state__in=stand_still).update(stopped_because=Edition.Reason.RESTORED)


MOST_BOUNCES, FEWEST_BOUNCES = 0.02, 3  # a share of the copies that left, and what one bounce alone may be
MOST_COMPLAINTS, FEWEST_COMPLAINTS = 0.001, 2
Bounce = Delivery.Bounce


def reason(*, edition: Edition) -> str:
    """Return why `edition` is to stop: too much came back of what left since somebody last resumed it; else nothing."""
    back = _judged(edition, ~Q(bounce=""))
    found = back.aggregate(
        hard=Count("pk", filter=Q(bounce=Bounce.HARD)), complaints=Count("pk", filter=Q(bounce=Bounce.COMPLAINT))
    )
    if found["complaints"] >= FEWEST_COMPLAINTS and _is_share(edition, found["complaints"], MOST_COMPLAINTS):
        return Edition.Reason.COMPLAINTS
    if found["hard"] >= FEWEST_BOUNCES and _is_share(edition, found["hard"], MOST_BOUNCES):
        return Edition.Reason.BOUNCES
    return ""


def _is_share(edition: Edition, number: int, most: float) -> bool:
    """Say whether `number` is more than the share `most` of what left. It counts no further than that needs: each
    copy that comes back asks, and an edition has a hundred thousand."""
    enough = ceil(number / most)
    left = _judged(edition, ~Q(bounce="") | Q(state=Delivery.State.SENT))[:enough].count()
    return left < enough and number > left * most


def _judged(edition: Edition, which: Q) -> QuerySet[Delivery]:
    """Return the copies of `edition` that are meant, of those that left since it was last resumed."""
    copies = edition.deliveries.filter(which).order_by()
    if since := edition.judged_from:
        copies = copies.filter(Q(sent_at__gte=since) | Q(sent_at__isnull=True, bounced_at__gte=since))
    return copies


@transaction.atomic
def judge(*, edition_id: int) -> bool:
    """Halt a running edition of which too much came back; say whether it was halted. Only a person resumes it."""
    edition = Edition.objects.select_for_update(of=("self",)).filter(pk=edition_id, state__in=RUNNING).first()
    if edition is None or not (because := reason(edition=edition)):
        return False
    edition.halt(because=because)
    edition.save()
    sending.hold_copies(edition=edition)
    return True


def hear(*, delivery: int, **_signal: Any) -> None:
    """Judge the edition of a copy that came back."""
    edition = Delivery.objects.filter(pk=delivery).values_list("edition_id", flat=True).first()
    if edition is not None:
        judge(edition_id=edition)
