"""What a person decides about copies that were perhaps sent: send them again, or call them delivered."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from coalition.privacy import queue
from newsletters.sending.models import Delivery, Edition

SENT_AGAIN, SETTLED = "newsletters.send_again", "newsletters.settle_delivered"  # actions in the site history


@transaction.atomic
def send_again(*, edition: Edition, by: Any) -> int:
    """Owe the uncertain copies of `edition` once more, each under the same Message-ID; return how many.

    `by` decided so, and the site history says it. Who left or was erased meanwhile gets none. Two people who press
    the button at once send them once more, not twice.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    doubted = edition.deliveries.in_doubt()
    stopped = edition.state in (Edition.State.PAUSED, Edition.State.HALTED)
    owed = Delivery.State.HELD if stopped else Delivery.State.QUEUED
    again = doubted.update(state=owed, next_attempt_at=timezone.now(), last_error="")
    if again:
        if edition.state == Edition.State.SENT:
            edition.reopen()
            edition.save()
        log(instance=edition, action=SENT_AGAIN, user=by, data={"copies": again})
        queue.wake("newsletters.deliver")
    return again


@transaction.atomic
def settle_delivered(*, edition: Edition, by: Any) -> int:
    """Record that the uncertain copies of `edition` did arrive; return how many. The site history says who knew it."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    settled = edition.deliveries.in_doubt().update(state=Delivery.State.SENT, sent_at=timezone.now())
    if settled:
        log(instance=edition, action=SETTLED, user=by, data={"copies": settled})
    return settled
