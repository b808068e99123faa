"""What waits for a reviewer, on the first page of the CMS."""

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from charter.ledger.models import Redaction
from charter.signing.models import Signature
from charter.states import STANDING, State
from coalition.users.work_panel import Waiting

from . import permissions
from .models import TownHallRequest


def waiting_signatures(user: Any) -> list[Waiting]:
    """Return the signatures that wait for this reviewer, by stage, and the acts that came. One query."""
    if not permissions.may_review(user):
        return []
    submitted, publish = Q(state=State.SUBMITTED), Q(state=State.AUTHORITY_CHECKED) & ~Q(checked_by=user.pk)
    came = Q(state__in=STANDING, ad_referendum_until__isnull=False) & ~Q(act_file_sha256="")
    found = Signature.objects.filter(submitted | publish | came).aggregate(
        submitted=Count("pk", filter=submitted),
        submitted_since=Min("submitted_at", filter=submitted),
        publish=Count("pk", filter=publish),
        publish_since=Min("checked_at", filter=publish),
        came=Count("pk", filter=came),
        came_until=Min("ad_referendum_until", filter=came),
    )

    def line(label: str, name: str, query: str) -> Waiting:
        url = f"{reverse('charter_signatures:index')}?{query}"
        return Waiting(label, found[name], url, found.get(f"{name}_since"), found.get(f"{name}_until"))

    return [
        line(_("Submitted: the authority is to be checked"), "submitted", f"state={State.SUBMITTED}"),
        line(_("Authority checked: you may publish"), "publish", "waits=publish"),
        line(_("The council's act has arrived: it is to be confirmed"), "came", "waits=act"),
    ]


def waiting_requests(user: Any) -> list[Waiting]:
    """Return what town halls asked for, and the public words that another person proposed to remove. Two queries."""
    if not permissions.may_review(user):
        return []
    changes = TownHallRequest.objects.to_check().filter(signature__state__in=STANDING)
    found = changes.aggregate(count=Count("pk"), since=Min("confirmed_at"))
    others = Redaction.objects.proposed().exclude(proposed_by=user.pk)
    removals = others.aggregate(count=Count("pk"), since=Min("proposed_at"))
    queue = reverse("charter_signatures:index")
    words = _("Removal of public words: you may confirm")
    return [
        Waiting(_("Requested by a town hall: check its act"), found["count"], f"{queue}?waits=change", found["since"]),
        Waiting(words, removals["count"], f"{queue}?waits=removal", removals["since"]),
    ]
