"""The way back for an address that is written to no more."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from coalition.privacy import leaving, replaying
from coalition.privacy.addresses import address_digest
from coalition.privacy.registry import Here

from .bounces.services import forgive
from .models import Suppression
from .services import OBJECTED, suppress_digest

LIFTED = "mail.lift_suppression"  # the action in the site history


def find_suppression(address: str) -> Suppression | None:
    return Suppression.objects.standing().filter(address_digest=address_digest(address)).first()


@transaction.atomic
def lift_suppression(*, suppression: Suppression, by: Any, why: str) -> None:
    """Write to the address again, since `by` knows better; what came back before counts no more.

    The site history keeps who did it and `why`, and no address.
    """
    found = Suppression.objects.select_for_update().filter(pk=suppression.pk).first()
    if found is None:
        return
    log(instance=found, action=LIFTED, user=by, title=str(found), data={"why": why})
    forgive(found.address_digest)
    if found.reason != Suppression.Reason.BOUNCED:
        leaving.remember_leaving(OBJECTED, found.address_digest, came_back=True)
    found.delete()


def suppressed_here() -> Iterator[Here]:
    """Yield every address that may be written to, with how its objection is noted once more in a restored database."""
    objected = Suppression.objects.standing().exclude(reason=Suppression.Reason.BOUNCED)
    settled = set(objected.values_list("address_digest", flat=True))
    for digest in sorted({address_digest(address) for address in replaying.held()} - settled):
        again = partial(suppress_digest, digest=digest, reason=Suppression.Reason.COMPLAINED, listed=True)
        yield Here(digest, again)
