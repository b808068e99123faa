"""What webinars said of their recordings is said by their events.

The column stays for what runs while this does and knows nothing of it yet; a later release drops it.
"""

from django.db import migrations

TAKE_ALONG = """
UPDATE events_event SET recording_url = webinar.recording_url FROM webinars_webinar webinar
WHERE webinar.event_ptr_id = events_event.id AND webinar.recording_url <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("webinars", "0004_recordings_of_events"), ("events", "0051_recordings")]

    operations = [
        migrations.RunSQL(TAKE_ALONG),
        migrations.RunSQL("ALTER TABLE webinars_webinar ALTER COLUMN recording_url SET DEFAULT ''"),
    ]
