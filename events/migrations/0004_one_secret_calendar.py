import django.db.models.deletion
from django.db import migrations, models

# The feed of an agenda becomes a private calendar with that registration in it, behind the same secret, with titles as
# it had: who subscribed to it goes on. The last statement lets the tables be altered in this transaction.
MOVE = """
INSERT INTO events_owncalendar (digest, created_at, shows_titles)
SELECT token_digest, now(), true FROM events_agendafeed;
INSERT INTO events_held (calendar_id, registration_id)
SELECT calendar.id, feed.registration_id
FROM events_agendafeed AS feed JOIN events_owncalendar AS calendar ON calendar.digest = feed.token_digest;
SET CONSTRAINTS ALL IMMEDIATE;
"""
# Questions to hosts led to nobody, and marks of feeds to no reader: what is left of them is their name among the kinds.
FORGET = """
DELETE FROM django_content_type WHERE app_label = 'events' AND model IN ('agendafeed', 'feedmark', 'livequestion');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('events', '0003_seats_by_region_and_jobs_of_bulk_actions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='held',
            name='registration',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held', to='events.registration'),
        ),
        migrations.AddConstraint(
            model_name='held',
            constraint=models.UniqueConstraint(fields=('calendar', 'registration'), name='once_in_a_private_calendar', violation_error_message='This registration is in a private calendar. If you did not put it there, take it out: that calendar shows it no more.'),
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(name='AgendaFeed'),
        migrations.DeleteModel(name='FeedMark'),
        migrations.DeleteModel(name='LiveQuestion'),
        migrations.RemoveField(model_name='feedstate', name='common_changed_at'),
        migrations.RemoveField(model_name='feedstate', name='common_version'),
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
    ]
