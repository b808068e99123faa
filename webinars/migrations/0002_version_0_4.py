from typing import Any

import django.contrib.postgres.fields
from django.db import migrations, models

from coalition.users.migrations._tables import ChangeTogether

NAME = """
UPDATE events_event SET recording_path = 'replay/'
FROM webinars_replay WHERE webinars_replay.event_id = events_event.id AND webinars_replay.published
"""

MOVE_CHAPTERS = """
UPDATE webinars_replay SET chapters = told.chapters
FROM (
    SELECT replay_id, jsonb_object_agg(language, rows) AS chapters
    FROM (
        SELECT replay_id, language, jsonb_agg(jsonb_build_array(start, title) ORDER BY start) AS rows
        FROM webinars_chapter GROUP BY replay_id, language
    ) AS spoken GROUP BY replay_id
) AS told WHERE told.replay_id = webinars_replay.id
"""

# Lines that no passage has become one of their own, found by their plain words.
MOVE_LINES = """
UPDATE webinars_passage SET rows = told.rows
FROM (
    SELECT passage_id, jsonb_agg(jsonb_build_array(start, "end", text, speaker, settings) ORDER BY start) AS rows
    FROM webinars_cue WHERE passage_id IS NOT NULL GROUP BY passage_id
) AS told WHERE told.passage_id = webinars_passage.id;
INSERT INTO webinars_passage (transcript_id, start, words, rows)
SELECT transcript_id, min(start), to_tsvector('simple', string_agg(speaker || ' ' || text, ' ')),
    jsonb_agg(jsonb_build_array(start, "end", text, speaker, settings) ORDER BY start)
FROM webinars_cue WHERE passage_id IS NULL GROUP BY transcript_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED
"""

MOVE_HAND_INS = """
UPDATE webinars_enrolment SET hand_ins = told.keys
FROM (SELECT enrolment_id, array_agg(key ORDER BY id) AS keys FROM webinars_handin GROUP BY enrolment_id) AS told
WHERE told.enrolment_id = webinars_enrolment.id
"""


def say_their_kind(apps: Any, schema_editor: Any) -> None:
    """Let every row that has a webinar's table say of itself that it is one: it is an event, and stays."""
    webinars = apps.get_model("webinars", "Webinar").objects.values("pk")
    apps.get_model("events", "Event").objects.filter(pk__in=webinars).exclude(kind="webinar").update(kind="webinar")


def move_their_history(apps: Any, schema_editor: Any) -> None:
    """Give versions and the site history of webinars to the events that they are; their permissions go."""
    types = apps.get_model("contenttypes", "ContentType").objects
    webinar = types.filter(app_label="webinars", model="webinar").first()
    if webinar is None:
        return
    event, _made = types.get_or_create(app_label="events", model="event")
    for name, fields in (
        ("Revision", ("content_type_id", "base_content_type_id")),
        ("ModelLogEntry", ("content_type_id",)),
    ):
        for field in fields:
            rows = apps.get_model("wagtailcore", name).objects.filter(**{field: webinar.pk})
            rows.update(**{field: event.pk})
    apps.get_model("wagtailcore", "ReferenceIndex").objects.filter(content_type_id=webinar.pk).delete()
    apps.get_model("auth", "Permission").objects.filter(content_type_id=webinar.pk).delete()
    webinar.delete()


class Migration(migrations.Migration):
    replaces = [
        ("webinars", "0002_no_column_without_a_field"),
        ("webinars", "0003_a_webinar_is_a_kind_of_event"),
        ("webinars", "0004_short_names_may_be_left_empty"),
        ("webinars", "0005_certificates_are_of_one_room"),
        ("webinars", "0006_recordings_are_named_on_their_events"),
        ("webinars", "0007_fewer_tables_of_a_recording"),
    ]
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("certificates", "0002_take_certificates_of_events_and_courses_along"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("events", "0002_version_0_4"),
        ("wagtailcore", "0098_apitoken"),
        ("webinars", "0001_initial"),
    ]

    operations = [
        ChangeTogether([
            # A column of 0.3.0 that no model has; a new database has none.
            migrations.RunSQL("ALTER TABLE webinars_webinar DROP COLUMN IF EXISTS recording_url", migrations.RunSQL.noop),
            migrations.RunPython(say_their_kind, migrations.RunPython.noop, elidable=True),
            migrations.RunPython(move_their_history, migrations.RunPython.noop, elidable=True),
            migrations.DeleteModel(name='Webinar'),
            migrations.AlterField(
                model_name='lesson',
                name='key',
                field=models.SlugField(blank=True, help_text='Leave empty to have it filled in.', max_length=60, verbose_name='short name'),
            ),
            migrations.AlterField(
                model_name='module',
                name='key',
                field=models.SlugField(blank=True, help_text='Leave empty to have it filled in.', max_length=60, verbose_name='short name'),
            ),
            migrations.DeleteModel(name='CourseCertificate'),
            migrations.DeleteModel(name='CourseCertificateFile'),
            migrations.RunSQL(NAME, migrations.RunSQL.noop),
            migrations.AddField("replay", "chapters", models.JSONField("chapters", default=dict)),
            migrations.RunSQL(MOVE_CHAPTERS, migrations.RunSQL.noop),
            migrations.DeleteModel("Chapter"),
            migrations.AddField("passage", "rows", models.JSONField(default=list)),
            migrations.RunSQL(MOVE_LINES, migrations.RunSQL.noop),
            migrations.DeleteModel("Cue"),
            migrations.AddField(
                "enrolment",
                "hand_ins",
                django.contrib.postgres.fields.ArrayField(models.UUIDField(), default=list, editable=False),
            ),
            migrations.RunSQL(MOVE_HAND_INS, migrations.RunSQL.noop),
            migrations.DeleteModel("HandIn"),
        ]),
    ]
