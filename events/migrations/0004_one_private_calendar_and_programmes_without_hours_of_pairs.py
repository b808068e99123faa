from django.db import migrations, models

import events.models

# Who subscribed to an agenda keeps the address: it opens a private calendar with that registration, as they were told.
ONE_CALENDAR = """
WITH fresh AS (
    INSERT INTO events_owncalendar (digest, created_at, shows_titles)
    SELECT feed.token_digest, now(), true FROM events_agendafeed feed
    WHERE NOT EXISTS (SELECT 1 FROM events_held held WHERE held.registration_id = feed.registration_id)
    RETURNING id, digest
)
INSERT INTO events_held (calendar_id, registration_id)
SELECT fresh.id, feed.registration_id FROM fresh JOIN events_agendafeed feed ON feed.token_digest = fresh.digest;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0003_seats_by_region_and_jobs_of_bulk_actions")]

    operations = [
        migrations.RunSQL(ONE_CALENDAR, migrations.RunSQL.noop),
        migrations.DeleteModel(name="AgendaFeed"),
        migrations.RemoveConstraint(model_name="programme", name="programme_pairs_work_and_rest"),
        migrations.RemoveField(model_name="programme", name="pair_hours"),
        migrations.RemoveField(model_name="programme", name="pair_stretch"),
        migrations.RemoveField(model_name="programme", name="pair_break"),
        migrations.AlterField(
            model_name="session",
            name="code",
            field=models.SlugField(default=events.models.new_short_id, editable=False, max_length=60),
        ),
        migrations.AlterField(
            model_name="speaker",
            name="code",
            field=models.SlugField(default=events.models.new_short_id, editable=False, max_length=60),
        ),
    ]
