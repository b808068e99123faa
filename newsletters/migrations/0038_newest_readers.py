from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The newest of many readers are found without sorting them."""

    atomic = False

    dependencies = [("newsletters", "0037_event_themes")]

    operations = [
        AddIndexConcurrently(
            model_name="reader", index=models.Index(fields=["-confirmed_at", "-id"], name="reader_newest")
        ),
    ]
