from typing import Any

from django.db import migrations

from coalition.privacy.migrations._addresses import mailbox_digest


def stick(apps: Any, schema_editor: Any) -> None:
    """Let the discretion of who chose it before, from a mailbox that they proved, stick to the mailbox."""
    readers = apps.get_model("newsletters", "Subscriber").objects.filter(discreet=True)
    chosen = apps.get_model("privacy", "DiscreetAddress")
    rows = [
        chosen(mailbox_digest=mailbox_digest(reader.email), source=f"reader:{reader.pk}")
        for reader in readers.only("email").iterator()
    ]
    chosen.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0005_archive_as_sent"), ("privacy", "0003_discreet_addresses")]

    operations = [migrations.RunPython(stick, migrations.RunPython.noop)]
