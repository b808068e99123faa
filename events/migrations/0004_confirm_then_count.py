"""Unconfirmed registrations, neutral addresses, the peak of what was wanted; rows that a constraint would refuse are put right."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import events.models
import events.registrations.models

REPAIR = """
UPDATE events_event AS event SET
    kind = CASE
        WHEN kind IN ('femmes-du-monde', 'seminar', 'training', 'uclg-meeting', 'partner-meeting', 'webinar') THEN kind
        ELSE 'training' END,
    mode = CASE WHEN mode IN ('on-site', 'online', 'hybrid') THEN mode ELSE 'on-site' END,
    state = CASE WHEN state IN ('scheduled', 'postponed', 'cancelled') THEN state ELSE 'scheduled' END,
    "start" = CASE WHEN "start" < '2000-01-01Z' THEN '2000-01-01Z'
        WHEN "start" >= '2100-01-01Z' THEN '2099-12-31 23:00Z' ELSE "start" END,
    "end" = CASE WHEN "end" > '2100-01-01Z' THEN '2100-01-01Z'
        WHEN "end" <= '2000-01-01Z' THEN '2000-01-01 01:00Z' ELSE "end" END,
    registration_opens = CASE WHEN registration_opens BETWEEN '2000-01-01Z' AND '2100-01-01Z'
        THEN registration_opens END,
    registration_closes = CASE WHEN registration_closes BETWEEN '2000-01-01Z' AND '2100-01-01Z'
        THEN registration_closes END,
    sequence = sequence + 1,
    revised_at = greatest(now(), revised_at)
WHERE kind NOT IN ('femmes-du-monde', 'seminar', 'training', 'uclg-meeting', 'partner-meeting', 'webinar')
    OR mode NOT IN ('on-site', 'online', 'hybrid')
    OR state NOT IN ('scheduled', 'postponed', 'cancelled')
    OR "start" < '2000-01-01Z' OR "end" > '2100-01-01Z'
    OR registration_opens NOT BETWEEN '2000-01-01Z' AND '2100-01-01Z'
    OR registration_closes NOT BETWEEN '2000-01-01Z' AND '2100-01-01Z'
"""
MOVE_FEEDS_ON = "UPDATE events_feedstate SET version = version + 1, changed_at = now() + interval '1 second'"
REPAIR_REGISTRATIONS = """
UPDATE events_registration SET state = 'cancelled' WHERE state NOT IN ('confirmed', 'waiting', 'cancelled')
"""
COUNT = """
UPDATE events_seatcategory AS category SET peak = (
    SELECT count(*) FROM events_registration AS registration
    WHERE registration.category_id = category.id AND registration.state IN ('confirmed', 'waiting'))
"""


def repair(apps, schema_editor):
    """Give what no event can be the nearest value that it can: an unknown kind becomes a training."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(REPAIR)
        if cursor.rowcount:
            cursor.execute(MOVE_FEEDS_ON)
        cursor.execute(REPAIR_REGISTRATIONS)
        cursor.execute(COUNT)
    tables = schema_editor.connection.introspection.table_names()
    if "webinars_webinar" in tables:  # the app of webinars stands on this one, so it cannot be named otherwise
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE events_event SET kind = 'webinar' WHERE kind <> 'webinar' "
                "AND id IN (SELECT event_ptr_id FROM webinars_webinar)"
            )


def name_events(apps, schema_editor):
    """Give each event an address that says nothing."""
    Event = apps.get_model("events", "Event")
    for pk in Event.objects.order_by("pk").values_list("pk", flat=True):
        Event.objects.filter(pk=pk).update(short_id=events.models.new_short_id())


class Migration(migrations.Migration):

    dependencies = [('events', '0003_cancelled_by_a_host')]

    operations = [
        migrations.CreateModel(
            name='RegistrationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name or pseudonym')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('email_digest', models.CharField(editable=False, max_length=64)),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic')], max_length=10, verbose_name='language')),
                ('access_needs', models.CharField(blank=True, max_length=500, verbose_name='access needs')),
                ('discreet', models.BooleanField(default=False, verbose_name='discreet mails')),
                ('nonce', models.CharField(default=events.registrations.models.new_nonce, editable=False, max_length=32)),
                ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked')),
            ],
            options={
                'verbose_name': 'unconfirmed registration',
                'verbose_name_plural': 'unconfirmed registrations',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='event',
            name='neutral_address',
            field=models.BooleanField(default=False, help_text="The event's pages have a neutral title and an address that says nothing, so that neither tells in the history of a browser what was read.", verbose_name='neutral address'),
        ),
        migrations.AddField(
            model_name='seatcategory',
            name='peak',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='registrationrequest',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='events.seatcategory', verbose_name='seat category'),
        ),
        migrations.AddField(
            model_name='registrationrequest',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='events.event', verbose_name='event'),
        ),
        migrations.AddIndex(
            model_name='registrationrequest',
            index=models.Index(fields=['email_digest'], name='request_by_address'),
        ),
        migrations.AddIndex(
            model_name='registrationrequest',
            index=models.Index(fields=['created_at'], name='request_by_time'),
        ),
        migrations.AddField(
            model_name='event',
            name='short_id',
            field=models.CharField(default='', editable=False, max_length=12),
        ),
        migrations.RunPython(repair, migrations.RunPython.noop),
        migrations.RunPython(name_events, migrations.RunPython.noop),
    ]
