import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# The last statement lets the tables be altered in this transaction.
MOVE = """
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


class Migration(migrations.Migration):
    dependencies = [("events", "0007_recording_columns")]

    operations = [
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
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(name="CalendarReply"),
        migrations.DeleteModel(name="InvitedRequest"),
        migrations.DeleteModel(name="LanguageWish"),
        migrations.DeleteModel(name="Place"),
        migrations.DeleteModel(name="ReminderChoice"),
        migrations.DeleteModel(name="Star"),
    ]
