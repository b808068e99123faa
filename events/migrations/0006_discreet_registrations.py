from typing import Any

from django.db import migrations

from coalition.privacy.migrations._addresses import mailbox_digest


def stick(apps: Any, schema_editor: Any) -> None:
    """Let the discretion that registrations chose stick to their mailboxes."""
    registrations = apps.get_model("events", "Registration").objects.filter(discreet=True).exclude(email="")
    chosen = apps.get_model("privacy", "DiscreetAddress")
    rows = [
        chosen(mailbox_digest=mailbox_digest(registration.email), source=f"registration:{registration.pk}")
        for registration in registrations.only("email").iterator()
    ]
    chosen.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("events", "0005_known_values"), ("privacy", "0003_discreet_addresses")]

    operations = [migrations.RunPython(stick, migrations.RunPython.noop)]
