"""Every event may have a recording, webinars no longer alone (webinars.0005 takes theirs along)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0050_keys_of_answers"), ("webinars", "0004_recordings_of_events")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="recording_url",
            field=models.URLField(
                blank=True,
                db_default="",
                default="",
                help_text="After the event, its page and the thank-you email link to it.",
                max_length=500,
                verbose_name="address of the recording",
            ),
        ),
    ]
