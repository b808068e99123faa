"""Name who asked for discreet mails by the holder's digest: another's address with a dot more is another's."""

from typing import Any

from django.db import migrations

from coalition.privacy.migrations._addresses import holder_digest

PLACES = [("reader", "newsletters", "Subscriber"), ("registration", "events", "Registration")]


def rename(apps: Any, schema_editor: Any) -> None:
    """Carry over each choice whose address is kept; the others are of rows that are gone."""
    chosen = apps.get_model("privacy", "DiscreetAddress")
    for word, app, name in PLACES:
        model = apps.get_model(app, name)
        for row in chosen.objects.filter(source__startswith=f"{word}:").order_by("pk"):
            address = model.objects.filter(pk=row.source.partition(":")[2]).values_list("email", flat=True).first()
            if address:
                chosen.objects.filter(pk=row.pk).update(mailbox_digest=holder_digest(address))


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0007_encoded_domains"),
        ("events", "0006_discreet_registrations"),
        ("privacy", "0003_discreet_addresses"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
