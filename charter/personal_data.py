"""What the charter holds about a person: exported, erased and purged with everything else (GDPR 5.1.e, 15, 17).

A published signature names its signatory as a public officer acting in office: that name, the institution's own
mailbox and the act stay as evidence (GDPR 17.3.e); the private contact goes.
"""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import DateField, F, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter.acts import forget_file
from charter.signing.models import DeskLink, Signature
from coalition.privacy.email_addresses import normalise
from coalition.privacy.registry import Kept, PersonalData

from .followup.services import forget_refused
from .review.change_requests import MANDATE_AT_MOST, end_obsolete, forget
from .review.models import StatusProposal, TownHallRequest
from .review.reminders import DRAFT_RETENTION, forget_proposals, forgettable
from .signing.associations import GroupMember
from .states import LIVE, PUBLISHED, STANDING

REQUEST_RETENTION = timedelta(days=1)
ENDED_RETENTION = timedelta(days=365)  # of a request that was done, stopped or refused: what the team knows of it
MANDATE_RETENTION = timedelta(days=180)  # after the signatory's mandate has ended
REJECTED_RETENTION = timedelta(days=365)
KEPT = (*LIVE, *PUBLISHED)
TYPED = (
    "contact_name", "contact_email", "signatory_name", "signatory_role", "official_email", "act_body", "act_number",
)  # fmt: skip
PRIVATE: dict[str, Any] = {"contact_name": "", "contact_email": "", "contact_confirmed_at": None}
ALL: dict[str, Any] = {
    **PRIVATE,
    "signatory_name": "",
    "signatory_role": "",
    "official_email": "",
    "reason": "",
    "act_file_name": "",
    "salt": "",
    "checklist": {},  # names whom a reviewer called back
}


def export(address: str) -> list[dict[str, Any]]:
    signatures = [
        {
            "started": row.created_at.isoformat(),
            "state": row.state,
            "government": row.government_name,
            **{name: getattr(row, name) for name in TYPED},
            "act_date": row.act_date.isoformat() if row.act_date else None,
        }
        for row in Signature.objects.about_address(normalise(address)).select_related("government").order_by("pk")
    ]
    return signatures + _asked(address) + _named(address)


def _asked(address: str) -> list[dict[str, Any]]:
    rows = GroupMember.objects.filter(official_email=normalise(address)).order_by("pk")
    return [
        {
            "association": row.signature.government_name,
            "member": str(row.government or row.listed_name),
            "answer": row.answer,
        }
        for row in rows.select_related("government", "signature__government")
    ]


def _forget_mailboxes(members: QuerySet[GroupMember]) -> int:
    """Forget the mailboxes of those `members` that do not count; return of how many. Their links open nothing."""
    rows = members.filter(counted_at__isnull=True)
    DeskLink.objects.filter(member__in=rows).delete()
    return rows.update(official_email="")


def _named(address: str) -> list[dict[str, Any]]:
    return [
        {"asked": row.created_at.isoformat(), "government": row.signature.government_name, **row.answers}
        for row in _naming(address).select_related("signature__government").order_by("pk")
    ]


def _naming(address: str) -> QuerySet[TownHallRequest]:
    named = [Q(**{f"answers__{name}": normalise(address)}) for name in ("contact", "contact_email", "official_email")]
    return TownHallRequest.objects.filter(reduce(or_, named))


@transaction.atomic
def erase(address: str) -> int:
    """Forget `address`: drafts go whole, live signatures keep only their public facts; return how many rows."""
    rows = Signature.objects.about_address(normalise(address))
    live = rows.filter(state__in=KEPT, contact_email=normalise(address))
    count = live.update(**PRIVATE)
    count += _forget_mailboxes(GroupMember.objects.filter(official_email=normalise(address)))
    return count + forget(_naming(address)) + _forget(rows.exclude(state__in=KEPT))


@transaction.atomic
def purge(now: datetime) -> int:
    """Forget what nobody needs any more; return how many rows.

    That is: open signatures whose reminders led to nothing, rejected ones a year after the decision, the private
    contact of a signature half a year after its signatory's mandate, requests that no code confirmed, those that
    ended a year ago, files and words of evidence that was refused a year ago.
    """
    assumed = Cast(F("signed_at") + MANDATE_AT_MOST, DateField())
    published = Signature.objects.published().annotate(ended_on=Coalesce("mandate_ends_on", assumed))
    ended = published.filter(ended_on__lt=(now - MANDATE_RETENTION).date())
    count = ended.exclude(**PRIVATE).update(**PRIVATE)
    count += forget(TownHallRequest.objects.unconfirmed().filter(created_at__lt=now - REQUEST_RETENTION))
    count += end_obsolete()
    count += StatusProposal.objects.exclude(signature__state__in=STANDING).delete()[0]
    count += forget(TownHallRequest.objects.filter(ended_at__lt=now - ENDED_RETENTION))
    count += forget_refused(before=now - ENDED_RETENTION)
    count += _forget(forgettable(now))
    count += _forget(Signature.objects.filter(state="rejected", decided_at__lt=now - REJECTED_RETENTION))
    return count + forget_proposals()


def _forget(rows: QuerySet[Signature]) -> int:
    """Delete signatures without history; empty the others, whose ledger stays. Files go once it is committed."""
    count = 0
    held = rows.exclude(contact_email="", official_email="").order_by("pk").prefetch_related("ledger")
    for row in held.select_for_update(of=("self",), skip_locked=True):  # one that is being filled is touched now
        count += 1
        forget_file(row.act_file)
        if row.ledger.all():
            Signature.objects.filter(pk=row.pk).update(**ALL, act_file="")
            row.links.all().delete()
            _forget_mailboxes(row.group_members.all())
        else:
            row.delete()
    return count


def kept(address: str) -> list[Kept]:
    rows = Signature.objects.about_address(normalise(address)).filter(state__in=KEPT)
    mailboxes = rows.filter(official_email=normalise(address)).count()
    mailboxes += GroupMember.objects.filter(official_email=normalise(address), counted_at__isnull=False).count()
    count = rows.count()
    why = _("A signature names a public officer in office: name, mailbox of the institution and act stay as evidence "
            "(GDPR article 17.3.e). The private contact is erased.")  # fmt: skip
    on = _("This is the mailbox of an institution that signed or said yes: emails about the signature still go to it. "
           "Tell the person.")  # fmt: skip
    found = [(_("signatures of the charter"), count, why), (_("mailboxes of institutions"), mailboxes, on)]
    return [Kept(*line) for line in found if line[1]]


SOURCE = PersonalData(
    name="charter",
    export=export,
    erase=erase,
    purge=purge,
    kept=kept,
    label=gettext_lazy("signatures and applications"),
    periods={"application_left_aside": DRAFT_RETENTION, "application_refused": REJECTED_RETENTION},
)
