"""Proposals as personal data (GDPR articles 15, 17 and 5.1.e)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coalition.calls.models import Proposal
from coalition.privacy.email_addresses import normalise
from coalition.privacy.registry import PersonalData

from .models import ASKED, ProposalQuerySet, State
from .services import forget_file

DRAFT_RETENTION = timedelta(days=90)  # after the last change
WITHDRAWN_RETENTION = timedelta(days=30)
DECLINED_RETENTION = timedelta(days=365)  # after the decision
SENT_RETENTION = timedelta(days=730)  # after it was sent, whatever became of it


def written_by(address: str) -> ProposalQuerySet:
    return Proposal.objects.of_contact(normalise(address)).order_by("pk")


def export(address: str) -> list[dict[str, Any]]:
    return [
        {
            "reference": row.shown_reference,
            "call": row.call.key,
            "state": row.state,
            "language": row.language,
            "started": row.created_at.isoformat(),
            "sent": row.sent_at.isoformat() if row.sent_at else None,
            "answer": row.answer,
            **{name: getattr(row, name) for name in ASKED},
            "files": [kept.name for kept in row.files.all()],
        }
        for row in written_by(address).select_related("call").prefetch_related("files")
    ]


def erase(address: str) -> int:
    return _delete(written_by(address))


def purge(now: datetime) -> int:
    """Delete what passed its time: drafts left aside, withdrawn proposals, and all others; return how many."""
    over = Q(state=State.DRAFT, updated_at__lt=now - DRAFT_RETENTION)
    over |= Q(state=State.WITHDRAWN, withdrawn_at__lt=now - WITHDRAWN_RETENTION)
    over |= Q(state=State.DECLINED, decided_at__lt=now - DECLINED_RETENTION)
    over |= Q(sent_at__lt=now - SENT_RETENTION)
    return _delete(Proposal.objects.filter(over))


@transaction.atomic
def _delete(rows: ProposalQuerySet) -> int:
    found = list(rows.select_for_update().order_by("pk"))
    for row in found:
        for kept in row.files.all():
            forget_file(kept)
        row.delete()
    return len(found)


SOURCE = PersonalData(
    "proposals",
    export,
    erase,
    purge,
    label=_("proposals of initiatives"),
    periods={
        "proposal_left_aside": DRAFT_RETENTION,
        "proposal_declined": DECLINED_RETENTION,
        "proposal_sent": SENT_RETENTION,
    },
)
