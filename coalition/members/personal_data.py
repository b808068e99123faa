"""Personal data of this app: the contacts."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from coalition.privacy.email_addresses import normalise
from coalition.privacy.registry import PersonalData

from .models import Contact

RETENTION = timedelta(days=180)  # after the mandate has ended


def export(address: str) -> list[dict[str, Any]]:
    rows = Contact.objects.filter(email__iexact=normalise(address)).order_by("pk")
    return [
        {
            "government": row.government.code,
            "name": row.name,
            "role": row.role,
            "email": row.email,
            "phone": row.phone,
            "language": row.language,
            "mandate_start": row.mandate_start and row.mandate_start.isoformat(),
            "mandate_end": row.mandate_end and row.mandate_end.isoformat(),
        }
        for row in rows.select_related("government")
    ]


def erase(address: str) -> int:
    """Delete the contacts with this e-mail address, and their names in the site history; return how many."""
    contacts = Contact.objects.filter(email__iexact=normalise(address))
    keys = [str(key) for key in contacts.values_list("pk", flat=True)]
    history = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Contact))
    history.filter(object_id__in=keys).update(label="")
    return contacts.delete()[0]


def purge(now: datetime) -> int:
    """Delete the contacts whose mandate ended more than half a year before `now`; return how many."""
    return Contact.objects.filter(mandate_end__lt=(now - RETENTION).date()).delete()[0]


CONTACTS = PersonalData("contacts", export, erase, purge, label=_("contacts"), periods={"members_contacts": RETENTION})
