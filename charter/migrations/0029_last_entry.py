from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The last entry of a signature is found without reading those of others, also before statistics are there."""

    atomic = False

    dependencies = [("charter", "0028_queue")]

    operations = [
        AddIndexConcurrently(
            model_name="ledgerentry", index=models.Index(fields=["signature", "-sequence"], name="ledger_by_signature")
        ),
    ]
