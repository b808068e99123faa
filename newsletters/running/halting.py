"""An edition that goes wrong stops by itself: too many mailboxes that are gone, or too many reports as spam.

Receivers judge a sender by these shares: above them the mail of everybody, codes for signing included, is lost.
"""

from math import ceil
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from newsletters.sending import services as sending
from newsletters.sending.models import RUNNING, Delivery, Edition

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
