"""The signature belongs to the institution: when a mandate ends, its official mailbox names who is in office now."""

from datetime import date, timedelta
from typing import cast

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils import timezone

from charter.review.changes import emails
from charter.review.changes.models import SignatureLink
from charter.review.changes.services.links import new_link
from charter.signing.models import Signature
from charter.signing.services.moves import locked
from charter.states import STANDING
from coalition.members.models import Contact, LocalGovernment
from coalition.privacy.addresses import normalise

INVITATION_LIFETIME = timedelta(days=60)


@transaction.atomic
def invite_successors(*, today: date) -> int:
    """Invite the mailbox of each signature that stands and whose last known mandate has ended; return how many.

    The last known mandate is the later one of the signatory's and of the government's contacts. Each end of a
    mandate has one invitation: safe to repeat, and to run twice at once.
    """
    last = Greatest("mandate_ends_on", Max("government__contacts__mandate_end"))  # PostgreSQL leaves NULL out
    due = Signature.objects.filter(state__in=STANDING).annotate(ended_on=last).filter(ended_on__lt=today)
    ends = dict(due.order_by("pk").values_list("pk", "ended_on"))
    rows = Signature.objects.filter(pk__in=ends).exclude(official_email="").select_related("government").order_by("pk")
    invited = 0
    for signature in rows.select_for_update(of=("self",), skip_locked=True):
        occasion = f"mandate:{ends[signature.pk].isoformat()}"
        if not SignatureLink.objects.filter(signature=signature, occasion=occasion).exists():
            token = new_link(signature, occasion=occasion, lifetime=INVITATION_LIFETIME)
            emails.send_succession(signature, token, ends[signature.pk])
            invited += 1
    return invited


@transaction.atomic
def name_successor(
    *, signature: Signature, name: str, role: str, contact: str, language: str, mandate_end: date
) -> Contact:
    """Keep who is in office now as a private contact of the government. What was signed stays as it is.

    The mandate of who signed has ended by now, if its end was not known: the clock of `personal_data` runs from it.
    `contact` is the address of this person or cabinet, `language` the one in which the network writes to it,
    `mandate_end` the last day of the mandate.
    Contacts of the past stay until `coalition.members.privacy` purges them.
    """
    today = timezone.localdate()
    row = locked(signature)
    row.mandate_ends_on = min(row.mandate_ends_on or today, today)
    row.save(update_fields=["mandate_ends_on"])
    return Contact.objects.create(
        government=cast(LocalGovernment, signature.government),
        name=name,
        role=role,
        email=normalise(contact),
        language=language,
        mandate_start=today,
        mandate_end=mandate_end,
    )
