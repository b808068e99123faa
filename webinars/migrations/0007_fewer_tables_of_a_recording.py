import django.contrib.postgres.fields
from django.db import migrations, models

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


class Migration(migrations.Migration):
    dependencies = [("webinars", "0006_recordings_are_named_on_their_events")]

    operations = [
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
    ]
