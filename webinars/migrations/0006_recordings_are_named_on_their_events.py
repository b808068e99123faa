from django.db import migrations

NAME = """
UPDATE events_event SET recording_path = 'replay/'
FROM webinars_replay WHERE webinars_replay.event_id = events_event.id AND webinars_replay.published
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0007_recording_columns"),
        ("webinars", "0005_certificates_are_of_one_room"),
    ]

    operations = [migrations.RunSQL(NAME, migrations.RunSQL.noop)]
