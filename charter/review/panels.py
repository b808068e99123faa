"""What waits for a reviewer: on the first page of the CMS, in the queue, and until which promised day."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter import permissions
from charter.ledger.models import Redaction
from charter.signing.associations import GroupMember
from charter.signing.emails import answer_by
from charter.signing.models import Signature
from charter.states import STANDING, UNDER_REVIEW, State
from coalition.mail.models import Suppression
from coalition.privacy.email_addresses import address_digest
from coalition.users.work_panel import Waiting

from .models import StatusProposal, TownHallRequest

WAITS = {
    "check": _("Submitted: the authority is to be checked"),
    "publish": _("Authority checked: you may publish"),
    "act": _("The council's act has arrived: it is to be confirmed"),
    "change": _("Requested by a town hall: check its act"),
    "objection": _("Objections to a requested change"),
    "members": _("Members of an association said yes: count them"),
    "removal": _("Removal of public words: you may confirm"),
    "status": _("Proposed changes of status: you may decide"),
    "mailbox": _("Official mailboxes that no longer receive email"),
}


def waiting_for(user: Any, what: str) -> Q:
    """Return which signatures wait for this reviewer to do `what`, one of WAITS."""
    standing, others = Q(state__in=STANDING), Redaction.objects.proposed().exclude(proposed_by=user.pk)
    if what == "mailbox":
        return Q(pk__in=find_dead_mailboxes())
    return {
        "check": Q(state=State.SUBMITTED),
        "publish": Q(state=State.AUTHORITY_CHECKED) & ~Q(checked_by=user.pk),
        "act": standing & Q(ad_referendum_until__isnull=False) & ~Q(act_file_sha256=""),
        "members": Q(pk__in=GroupMember.objects.to_accept().values("signature")),
        "change": Q(pk__in=TownHallRequest.objects.to_check(user).values("signature")),
        "objection": Q(pk__in=TownHallRequest.objects.with_objection(user).values("signature")),
        "removal": Q(pk__in=others.values("change__signature")),
        "status": standing & Q(pk__in=StatusProposal.objects.exclude(proposed_by=user.pk).values("signature")),
    }[what]


def find_dead_mailboxes() -> dict[int, datetime]:
    """Return the standing signatures whose official mailbox bounces, by primary key, and since when. Two queries."""
    bounced = dict(
        Suppression.objects.filter(reason=Suppression.Reason.BOUNCED).values_list("address_digest", "created_at")
    )
    if not bounced:
        return {}
    mailboxes = Signature.objects.filter(state__in=STANDING).values_list("pk", "official_email")
    digests = {pk: address_digest(address) for pk, address in mailboxes}
    return {pk: bounced[digest] for pk, digest in digests.items() if digest in bounced}


def promised_day(signature: Signature) -> date | None:
    """Return by when the reviewers answer `signature`, as it was told; None while nobody waits for them."""
    if signature.state not in UNDER_REVIEW:
        return None
    return answer_by(timezone.localdate(signature.submitted_at))


def _line(what: str, count: int, **times: Any) -> Waiting:
    return Waiting(str(WAITS[what]), count, f"{reverse('charter_signatures:index')}?waits={what}", **times)


def waiting_signatures(user: Any) -> list[Waiting]:
    """Return the signatures that wait for this reviewer, by stage, and the acts that came. One query."""
    if not permissions.may_review(user):
        return []
    check, publish, act = (waiting_for(user, what) for what in ("check", "publish", "act"))
    found = Signature.objects.filter(check | publish | act).aggregate(
        check=Count("pk", filter=check),
        check_since=Min("submitted_at", filter=check),
        publish=Count("pk", filter=publish),
        publish_since=Min("submitted_at", filter=publish),
        act=Count("pk", filter=act),
        act_until=Min("ad_referendum_until", filter=act),
    )
    sent = {what: found[f"{what}_since"] for what in ("check", "publish")}
    promised = {what: answer_by(timezone.localdate(at)) if at else None for what, at in sent.items()}
    return [
        *(_line(what, found[what], until=day) for what, day in promised.items()),
        _line("act", found["act"], until=found["act_until"]),
    ]


def waiting_requests(user: Any) -> list[Waiting]:
    """Return what town halls asked and members answered, and what another person proposed. 7 queries."""
    if not permissions.may_review(user):
        return []
    found = TownHallRequest.objects.to_check(user).aggregate(count=Count("pk"), since=Min("confirmed_at"))
    others = Redaction.objects.proposed().exclude(proposed_by=user.pk)
    removals = others.aggregate(count=Count("pk"), since=Min("proposed_at"))
    members = GroupMember.objects.to_accept().aggregate(count=Count("pk"), since=Min("answered_at"))
    proposals = StatusProposal.objects.filter(signature__state__in=STANDING).exclude(proposed_by=user.pk)
    changes = proposals.aggregate(count=Count("pk"), since=Min("proposed_at"))
    found_by_name = {"change": found, "members": members, "removal": removals, "status": changes}
    dead = find_dead_mailboxes()
    objections = TownHallRequest.objects.with_objection(user)
    found_by_name["objection"] = objections.aggregate(count=Count("pk"), since=Min("objected_at"))
    found_by_name["mailbox"] = {"count": len(dead), "since": min(dead.values(), default=None)}
    return [_line(what, **counted) for what, counted in found_by_name.items()]
