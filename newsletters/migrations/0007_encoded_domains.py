"""Addresses of internationalised domains stand encoded from now on, in every app, and so do their digests.

One mailbox that was kept under two names: a reader that no mail ever reached gives way, a registration is cancelled.
"""

from typing import Any

from django.db import migrations

from coalition.privacy.migrations._addresses import keyed_digest, mailbox_digest, normalise

# App, model, the fields that hold an address with those of its digest.
PLACES = [
    ("mail", "Message", [("to", "to_digest"), ("reply_to", "")]),
    ("newsletters", "SubscriptionRequest", [("email", "email_digest")]),
    ("newsletters", "Subscriber", [("email", "email_digest")]),
    ("events", "Registration", [("email", "email_digest")]),
    ("charter", "Signature", [("official_email", ""), ("contact_email", "")]),
    ("members", "Contact", [("email", "")]),
]
# Where only a digest is kept, it is found by the addresses above.
DIGESTS = [
    ("privacy", "Consent", "subject_digest"),
    ("privacy", "OneTimeCode", "address_digest"),
    ("mail", "Suppression", "address_digest"),
    ("privacy", "DiscreetAddress", "mailbox_digest"),
]
BEYOND_ASCII = r"@.*[^\x01-\x7f]"


def encode(apps: Any, schema_editor: Any) -> None:
    """Carry every address and digest over; nothing where no such domain is kept."""
    moved: dict[str, str] = {}
    for app, name, fields in PLACES:
        model = apps.get_model(app, name)
        for address_field, digest_field in fields:
            rows = model.objects.filter(**{f"{address_field}__regex": BEYOND_ASCII}).order_by("pk")
            if address_field == "official_email":  # once its code was typed, the ledger holds a digest of it
                rows = rows.filter(mailbox_verified_at=None)
            for row in rows:
                _carry(model, row, address_field, digest_field, moved)
    for app, name, field in DIGESTS:
        model = apps.get_model(app, name)
        for row in model.objects.filter(**{f"{field}__in": list(moved)}).order_by("pk"):
            _carry_digest(model, row, field, moved)


def _carry(model: Any, row: Any, address_field: str, digest_field: str, moved: dict[str, str]) -> None:
    before = getattr(row, address_field).strip().lower()
    after = normalise(before)
    if after == before:
        return  # a name that no mail server can have
    digest = keyed_digest("address", after)
    moved[keyed_digest("address", before)] = digest
    local, _at, domain = before.rpartition("@")
    folded = local.partition("+")[0].replace(".", "") or local
    moved[keyed_digest("mailbox", f"{folded}@{domain}")] = mailbox_digest(after)
    changes = {address_field: after}
    if digest_field:
        changes[digest_field] = digest
    if model.__name__ == "Subscriber" and model.objects.filter(email_digest=digest).exists():
        row.delete()
        return
    if model.__name__ == "Registration" and row.state != "cancelled":
        twins = model.objects.filter(event_id=row.event_id, email_digest=digest).exclude(state="cancelled")
        if twins.exists():
            changes["state"] = "cancelled"
    if model.__name__ == "Message" and row.mailbox_digest:
        changes["mailbox_digest"] = mailbox_digest(after)
    model.objects.filter(pk=row.pk).update(**changes)


def _carry_digest(model: Any, row: Any, field: str, moved: dict[str, str]) -> None:
    """Move one digest; where the encoded one is there already, as of an address suppressed twice, it stays alone."""
    digest = moved[getattr(row, field)]
    same = model.objects.filter(**{field: digest})
    if model.__name__ == "DiscreetAddress":
        same = same.filter(source=row.source)
    if model.__name__ in ("Suppression", "DiscreetAddress") and same.exists():
        row.delete()
    else:
        model.objects.filter(pk=row.pk).update(**{field: digest})


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0006_discreet_readers"),
        ("charter", "0014_two_people_publish_a_version"),
        ("events", "0003_cancelled_by_a_host"),
        ("mail", "0006_epochs"),
        ("members", "0008_merges_may_repeat"),
        ("privacy", "0003_discreet_addresses"),
    ]

    operations = [migrations.RunPython(encode, migrations.RunPython.noop)]
