"""The address of a recording becomes a fact of every event: here this table only forgets that the column is its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("webinars", "0003_rooms_of_events")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="webinar", name="recording_url")]
        )
    ]
