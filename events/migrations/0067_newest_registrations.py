from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The newest of many registrations, and the latest of many events, are found without sorting them."""

    atomic = False

    dependencies = [("events", "0066_marks_of_themes_and_series")]

    operations = [
        AddIndexConcurrently(
            model_name="registration", index=models.Index(fields=["-created_at", "-id"], name="registration_newest")
        ),
        AddIndexConcurrently(model_name="event", index=models.Index(fields=["-start", "-id"], name="event_newest")),
    ]
