"""What waits for a reviewer: on the first page of the CMS, in the queue, and until which promised day."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.ledger.models import Redaction
from charter.signing.associations import GroupMember
from charter.signing.emails import answer_by
from charter.signing.models import Signature
from charter.states import STANDING, UNDER_REVIEW, State
from coalition.users.work_panel import Waiting

from . import permissions
from .models import TownHallRequest

WAITS = {
    "check": _("Submitted: the authority is to be checked"),
    "publish": _("Authority checked: you may publish"),
    "act": _("The council's act has arrived: it is to be confirmed"),
    "change": _("Requested by a town hall: check its act"),
    "members": _("Members of an association said yes: count them"),
    "removal": _("Removal of public words: you may confirm"),
}


def waiting_for(user: Any, what: str) -> Q:
    """Return which signatures wait for this reviewer to do `what`, one of WAITS."""
    standing, others = Q(state__in=STANDING), Redaction.objects.proposed().exclude(proposed_by=user.pk)
    return {
        "check": Q(state=State.SUBMITTED),
        "publish": Q(state=State.AUTHORITY_CHECKED) & ~Q(checked_by=user.pk),
        "act": standing & Q(ad_referendum_until__isnull=False) & ~Q(act_file_sha256=""),
        "members": Q(pk__in=GroupMember.objects.to_accept().values("signature")),
        "change": Q(pk__in=TownHallRequest.objects.to_check(user).values("signature")),
        "removal": Q(pk__in=others.values("change__signature")),
    }[what]


def promised_day(signature: Signature) -> date | None:
    """Return by when the reviewers answer `signature`, as it was told; None while nobody waits for them."""
    if signature.state not in UNDER_REVIEW:
        return None
    return _promised(signature.submitted_at)


def _promised(submitted_at: datetime | None) -> date | None:
    return answer_by(timezone.localdate(submitted_at)) if submitted_at else None


def waiting_signatures(user: Any) -> list[Waiting]:
    """Return how many signatures wait for this reviewer, by what is to be done, and until when. One query."""
    if not permissions.may_review(user):
        return []
    waits = {what: waiting_for(user, what) for what in WAITS}
    found = Signature.objects.aggregate(
        **{what: Count("pk", filter=condition) for what, condition in waits.items()},
        to_check_since=Min("submitted_at", filter=waits["check"]),
        to_publish_since=Min("submitted_at", filter=waits["publish"]),
        act_until=Min("ad_referendum_until", filter=waits["act"]),
    )
    until = {
        "check": _promised(found["to_check_since"]),
        "publish": _promised(found["to_publish_since"]),
        "act": found["act_until"],
    }
    url = reverse("charter_signatures:index")
    return [
        Waiting(str(label), found[what], f"{url}?waits={what}", until=until.get(what)) for what, label in WAITS.items()
    ]
