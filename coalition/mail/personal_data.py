"""What the ledger of mail holds about a person (GDPR articles 15 and 17)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.privacy.email_addresses import address_digest
from coalition.privacy.registry import Kept, PersonalData, Step

from . import bounces
from .models import WITHOUT_WORDS, BounceReport, Message, Suppression
from .services import OBJECTED

RETENTION = timedelta(days=90)  # of copies of mails, and of notes of what came and came back
SECRETS_KEPT = timedelta(days=7)  # of an uncertain mail: by then nobody would send its code again
State = Message.State
NO_ADDRESS = {"to": "", "subject": "", "reply_to": "", "to_digest": "", "mailbox_digest": ""}


def export(address: str) -> list[dict[str, Any]]:
    """Return the mails to `address`: what, when, in which state; and what came back. Of sensitive mails no body is
    kept, and of what came back no word."""
    reports = BounceReport.objects.filter(address_digest=address_digest(address)).order_by("pk")
    came_back = [
        {"came_back": report.verdict, "status": report.status, "received": report.received_at.isoformat()}
        for report in reports
    ]
    mails = Message.objects.filter(to_digest=address_digest(address)).order_by("pk")
    return [
        {
            "template": mail.template,
            "subject": mail.subject,
            "language": mail.language,
            "state": mail.state,
            "created": mail.created_at.isoformat(),
            "text": "" if mail.sensitive else mail.text,
        }
        for mail in mails
    ] + came_back


def erase(address: str) -> int:
    mails = Message.objects.filter(to_digest=address_digest(address))
    mails.not_on_the_wire().update(state=State.SUPPRESSED)
    BounceReport.objects.filter(address_digest=address_digest(address)).delete()
    return mails.update(**WITHOUT_WORDS, **NO_ADDRESS)


def purge(now: datetime) -> int:
    """Delete settled mails older than RETENTION; empty uncertain ones with a code or link after SECRETS_KEPT."""
    doubted = Message.objects.in_doubt().filter(sensitive=True, created_at__lt=now - SECRETS_KEPT)
    emptied = doubted.exclude(context={}).update(**WITHOUT_WORDS)
    settled = [State.SENT, State.UNCERTAIN, State.FAILED, State.SUPPRESSED, State.OVER_BUDGET]
    return emptied + Message.objects.filter(state__in=settled, created_at__lt=now - RETENTION).delete()[0]


def kept(address: str) -> list[Kept]:
    """Say what `erase` leaves: that the address is not written to, and a mail whose text the server has already."""
    suppressed = Suppression.objects.filter(address_digest=address_digest(address)).count()
    on_the_wire = Message.objects.filter(to_digest=address_digest(address), state=State.HANDING_OVER).count()
    found = [
        Kept(
            gettext("suppressed address"),
            suppressed,
            gettext("So that we never write to it again. We keep only a digest."),
        ),
        Kept(gettext("email being handed over"), on_the_wire, gettext("The mail server already has its text.")),
    ]
    return [entry for entry in found if entry.count]


SOURCE = PersonalData(
    "mail", export, erase, purge, kept=kept, label=_("emails"), periods={"sent_messages": RETENTION},
    left=Step(OBJECTED, bounces.suppressed_here),
)  # fmt: skip
