from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import events.models

from coalition.users.migrations._tables import ChangeTogether

# The feed of an agenda becomes a private calendar with that registration in it, behind the same secret, with titles as
# it had: who subscribed to it goes on. The last statement lets the tables be altered in this transaction.
MOVE_FEEDS = """
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

# The last statement lets the tables be altered in this transaction.
MOVE_CHOICES = """
UPDATE events_registrationrequest AS request SET invitation_id = invited.invitation_id
FROM events_invitedrequest AS invited WHERE invited.request_id = request.id;
UPDATE events_registration AS registration
SET mails_off = choice.off || CASE WHEN choice.thanks THEN '{}' ELSE ARRAY['thanks'] END::varchar[]
FROM events_reminderchoice AS choice WHERE choice.registration_id = registration.id;
UPDATE events_registration AS registration
SET calendar_reply = jsonb_build_object(
    'answer', reply.answer, 'sequence', reply.sequence, 'stamp', reply.stamp, 'received', reply.received_at
) FROM events_calendarreply AS reply WHERE reply.registration_id = registration.id;
UPDATE events_registration AS registration SET languages_needed = wished.languages
FROM (
    SELECT registration_id, array_agg(language ORDER BY language) AS languages
    FROM events_languagewish GROUP BY registration_id
) AS wished WHERE wished.registration_id = registration.id;
INSERT INTO events_sessionchoice (registration_id, session_id, kind, created_at)
SELECT registration_id, session_id, 'star', created_at FROM events_star
UNION ALL SELECT registration_id, session_id, 'place', created_at FROM events_place;
SET CONSTRAINTS ALL IMMEDIATE;
"""


def delete_quotas_of_members(apps: Any, schema_editor: Any) -> None:
    """Seats are limited and kept by kind and region alone: without its member such a quota would be one of everyone."""
    apps.get_model("events", "Quota").objects.exclude(government=None).delete()


def queue_owed_actions(apps: Any, schema_editor: Any) -> None:
    """Let the worker do as jobs what hosts asked of many registrations and is not done yet."""
    rows = list(apps.get_model("events", "OwedDeed").objects.order_by("pk"))
    if rows:
        from procrastinate.contrib.django import app

        for row in rows:
            job = {"name": row.name, "registrations": row.left, "host": row.host_id, "typed": row.typed}
            app.configure_task("events.bulk-action").defer(**job)


class Migration(migrations.Migration):
    replaces = [
        ("events", "0002_no_column_without_a_field"),
        ("events", "0003_seats_by_region_and_jobs_of_bulk_actions"),
        ("events", "0004_one_secret_calendar"),
        ("events", "0005_certificates_are_of_one_room"),
        ("events", "0006_programmes_without_hours_of_pairs"),
        ("events", "0007_recording_columns"),
        ("events", "0008_columns_in_place_of_tables"),
    ]
    dependencies = [
        ("certificates", "0002_take_certificates_of_events_and_courses_along"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("events", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeTogether([
            # A column of 0.3.0 that no model has; a new database has none.
            migrations.RunSQL("ALTER TABLE events_registrationrequest DROP COLUMN IF EXISTS by_host", migrations.RunSQL.noop),
            migrations.RunPython(delete_quotas_of_members, migrations.RunPython.noop, elidable=True),
            migrations.RunPython(queue_owed_actions, migrations.RunPython.noop, elidable=True),
            migrations.RemoveConstraint(model_name='quota', name='one_quota_per_group'),
            migrations.RemoveConstraint(model_name='quota', name='quota_is_for_a_region_or_a_member'),
            migrations.RemoveConstraint(model_name='quota', name='quota_keeps_seats_for_somebody'),
            migrations.RemoveIndex(model_name='registration', name='registration_claims'),
            migrations.RemoveField(model_name='registrationrequest', name='government'),
            migrations.RemoveField(model_name='speakercontact', name='confirmed_at'),
            migrations.AddIndex(
                model_name='registration',
                index=models.Index(condition=models.Q(('state', 'cancelled'), _negated=True), fields=['event', 'state', 'category', 'region', 'claim_by'], name='registration_claims'),
            ),
            migrations.AddConstraint(
                model_name='quota',
                constraint=models.UniqueConstraint(fields=('event', 'kind', 'region'), name='one_quota_per_group', violation_error_message='There is a quota for this group already.'),
            ),
            migrations.AddConstraint(
                model_name='quota',
                constraint=models.CheckConstraint(condition=models.Q(('reserved', 0), models.Q(('kind', ''), ('region', ''), _negated=True), _connector='OR'), name='quota_keeps_seats_for_somebody', violation_error_message='Seats are kept for a kind or a region, not for everyone.'),
            ),
            migrations.DeleteModel(name='LinkRequest'),
            migrations.DeleteModel(name='OwedDeed'),
            migrations.RemoveField(model_name='quota', name='government'),
            migrations.RemoveField(model_name='registration', name='government'),
            migrations.AlterField(
                model_name='held',
                name='registration',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held', to='events.registration'),
            ),
            migrations.AddConstraint(
                model_name='held',
                constraint=models.UniqueConstraint(fields=('calendar', 'registration'), name='once_in_a_private_calendar', violation_error_message='This registration is in a private calendar. If you did not put it there, take it out: that calendar shows it no more.'),
            ),
            migrations.RunSQL(MOVE_FEEDS, migrations.RunSQL.noop),
            migrations.DeleteModel(name='AgendaFeed'),
            migrations.DeleteModel(name='FeedMark'),
            migrations.DeleteModel(name='LiveQuestion'),
            migrations.RemoveField(model_name='feedstate', name='common_changed_at'),
            migrations.RemoveField(model_name='feedstate', name='common_version'),
            migrations.RunSQL(FORGET, migrations.RunSQL.noop),
            migrations.DeleteModel(name='AttendanceCertificate'),
            migrations.DeleteModel(name='CertificateFile'),
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
            migrations.AddField(
                model_name="event",
                name="recording_path",
                field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=20),
            ),
            migrations.CreateModel(
                name="SessionChoice",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("kind", models.CharField(choices=[("star", "star"), ("place", "place in a session")], max_length=5)),
                    ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "registration",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="session_choices",
                            to="events.registration",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="choices", to="events.session"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "session that was chosen",
                    "verbose_name_plural": "sessions that were chosen",
                    "default_permissions": (),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("registration", "session", "kind"),
                            name="one_star_and_one_place_in_a_session",
                            violation_error_message="This person has a place already.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["star", "place"])),
                            name="session_choice_kind_is_known",
                            violation_error_message="Choose one of the types.",
                        ),
                    ],
                },
            ),
            migrations.AddField(
                model_name="registration",
                name="calendar_reply",
                field=models.JSONField(editable=False, null=True, verbose_name="answer of the calendar"),
            ),
            migrations.AddField(
                model_name="registration",
                name="languages_needed",
                field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=10), db_default=models.Value([]), default=list, editable=False
                ),
            ),
            migrations.AddField(
                model_name="registration",
                name="mails_off",
                field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=6), db_default=models.Value([]), default=list, editable=False
                ),
            ),
            migrations.AddField(
                model_name="registrationrequest",
                name="invitation",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="requests",
                    to="events.personalinvitation",
                ),
            ),
            migrations.RunSQL(MOVE_CHOICES, migrations.RunSQL.noop),
            migrations.DeleteModel(name="CalendarReply"),
            migrations.DeleteModel(name="InvitedRequest"),
            migrations.DeleteModel(name="LanguageWish"),
            migrations.DeleteModel(name="Place"),
            migrations.DeleteModel(name="ReminderChoice"),
            migrations.DeleteModel(name="Star"),
        ]),
    ]
