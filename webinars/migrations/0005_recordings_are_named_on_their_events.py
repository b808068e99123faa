from django.db import migrations

NAME = """
UPDATE events_event SET recording_path = 'replay/'
FROM webinars_replay WHERE webinars_replay.event_id = events_event.id AND webinars_replay.published
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0010_recording_columns"),
        ("webinars", "0004_short_names_may_be_left_empty"),
    ]

    operations = [migrations.RunSQL(NAME, migrations.RunSQL.noop)]
