"""What follows for a reader from a copy that came back."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from coalition.mail.areas import ANSWERED_WITHIN, Ledger
from coalition.mail.bounces.verdicts import Verdict
from newsletters.readers import services as readers
from newsletters.sending.letters import LEDGER
from newsletters.sending.models import Delivery, Edition
from newsletters.sending.signals import copy_came_back


def address_of_copy(row: int) -> str:
    """Return the digest of the address of the reader whose copy it was; empty where the reader is gone."""
    lately = Q(sent_at__isnull=True) | Q(sent_at__gt=timezone.now() - ANSWERED_WITHIN)
    digests = Delivery.objects.filter(lately, pk=row, reader__isnull=False).values_list(
        "reader__email_digest", flat=True
    )
    return digests.first() or ""


def note_bounce(row: int, verdict: Verdict, at: datetime) -> None:
    """Say on the delivery that it came back; a heavier word replaces a lighter one. Who called the edition spam, or
    left by a button of their mailbox, gets no other one."""
    if verdict in (Verdict.COMPLAINT, Verdict.LEFT):  # the reader before the delivery, as who leaves locks them
        found = Delivery.objects.select_related("reader").filter(pk=row).first()
        if found is not None and found.reader is not None:
            readers.unsubscribe(reader=found.reader)
    if verdict is Verdict.LEFT:
        return
    heavy = verdict in (Verdict.HARD, Verdict.COMPLAINT)
    if heavy:  # it may halt the edition: whoever decides about one locks it before its copies
        Edition.objects.select_for_update(of=("self",)).filter(deliveries=row).first()
    told = Delivery.objects.filter(pk=row) if heavy else Delivery.objects.filter(pk=row, bounce="")
    told.update(bounce=verdict.value, bounced_at=at)
    if heavy:
        copy_came_back.send(sender=Delivery, delivery=row)


MAIL_LEDGER = Ledger(LEDGER, address_of_copy, note_bounce, complaint_ends_address=False)
