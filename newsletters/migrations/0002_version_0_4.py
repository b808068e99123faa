import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from coalition.users.migrations._tables import ChangeTogether

GONE = ("audiencecell", "countedreader", "countedsuppression", "seed", "segment")

# Triggers of models that go, on tables that stay.
TRIGGERS = """
DROP TRIGGER pgtrigger_count_readers_insert_29c54 ON newsletters_reader;
DROP TRIGGER pgtrigger_count_readers_update_39183 ON newsletters_reader;
DROP TRIGGER pgtrigger_count_readers_delete_bc7f0 ON newsletters_reader;
DROP TRIGGER pgtrigger_reader_is_suppressed_b164b ON newsletters_reader;
DROP TRIGGER pgtrigger_tell_reader_insert_de61c ON mail_suppression;
DROP TRIGGER pgtrigger_tell_reader_delete_fc41b ON mail_suppression;
"""

# Wagtail's index of uses knows a row by its kind and key: both are others now.
MOVE_DOCUMENTS = """
WITH moved AS (
    INSERT INTO newsletters_sentfile (edition_id, document_id)
    SELECT edition_id, document_id FROM newsletters_sentdocument ORDER BY id
    RETURNING id, edition_id, document_id
)
UPDATE wagtailcore_referenceindex AS used
SET content_type_id = file.id, base_content_type_id = file.id, object_id = moved.id::text
FROM moved JOIN newsletters_sentdocument AS was USING (edition_id, document_id),
    django_content_type AS document, django_content_type AS file
WHERE document.app_label = 'newsletters' AND document.model = 'sentdocument'
    AND file.app_label = 'newsletters' AND file.model IN ('sentpicture', 'sentfile')
    AND used.content_type_id = document.id AND used.object_id = was.id::text;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED
"""

MOVE_FIGURES = """
UPDATE newsletters_edition SET figures = told.figures
FROM (
    SELECT edition_id, jsonb_object_agg(language, jsonb_build_object('copies', copies, 'delivered', delivered,
        'bounced', bounced, 'complained', complained, 'left', "left")) AS figures
    FROM newsletters_editionfigures GROUP BY edition_id
) AS told WHERE told.edition_id = newsletters_edition.id
"""

MOVE_FALLBACKS = """
INSERT INTO newsletters_recipients (translation_key, fallbacks, themes, frequency)
SELECT translation_key, jsonb_object_agg(language, receives), '{}', 'each'
FROM newsletters_fallback GROUP BY translation_key
ON CONFLICT (translation_key) DO UPDATE SET fallbacks = excluded.fallbacks
"""


def forget_kinds(apps, schema_editor):
    """Delete what Django knows of the models that go: their content types, with the permissions on them."""
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label="newsletters", model__in=GONE).delete()


class Migration(migrations.Migration):
    replaces = [
        ("newsletters", "0002_fewer_machines"),
        ("newsletters", "0003_no_worker_on_a_copy"),
        ("newsletters", "0004_no_change_of_address"),
        ("newsletters", "0005_fewer_tables_of_an_edition"),
    ]
    dependencies = [
        ("newsletters", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        # An edition for each reader's morning would leave to all at once: a person decides when.
        migrations.RunSQL(
            "UPDATE newsletters_edition SET state = 'late' WHERE state = 'scheduled' AND morning IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "UPDATE newsletters_edition SET stopped_because = '' WHERE stopped_because = 'late'",
            migrations.RunSQL.noop,
        ),
        migrations.RunPython(forget_kinds, migrations.RunPython.noop),
        migrations.RenameModel("SentPicture", "SentFile"),
        ChangeTogether([
            migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
            migrations.RemoveField(model_name='recipients', name='segment'),
            migrations.DeleteModel(name='AudienceCell'),
            migrations.DeleteModel(name='CountedReader'),
            migrations.DeleteModel(name='CountedSuppression'),
            migrations.RemoveConstraint(model_name='edition', name='edition_of_a_morning_has_its_time'),
            migrations.RemoveIndex(model_name='reader', name='reader_joined_as'),
            migrations.RemoveIndex(model_name='reader', name='reader_suppressed'),
            migrations.RemoveField(model_name='delivery', name='due_at'),
            migrations.AlterField(
                model_name='edition',
                name='stopped_because',
                field=models.CharField(blank=True, choices=[('bounces', 'too many copies bounced'), ('complaints', 'too many readers reported it as spam'), ('restored', 'the database was restored'), ('changed', 'its readers are no longer those that were approved')], db_default='', default='', max_length=10),
            ),
            migrations.DeleteModel(name='Segment'),
            migrations.RemoveField(model_name='edition', name='morning'),
            migrations.RemoveField(model_name='reader', name='suppressed'),
            migrations.RemoveField(model_name='reader', name='zone'),
            migrations.DeleteModel(name='Seed'),
            migrations.RemoveIndex(model_name='delivery', name='delivery_held'),
            migrations.RemoveField(model_name='delivery', name='worker'),
            migrations.DeleteModel(name='AddressChange'),
            migrations.AlterModelOptions(
                "sentfile",
                {
                    "default_permissions": (),
                    "verbose_name": "file of a sent edition",
                    "verbose_name_plural": "files of sent editions",
                },
            ),
            migrations.AlterField(
                "sentfile",
                "edition",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="files",
                    to="newsletters.edition",
                    verbose_name="edition",
                ),
            ),
            migrations.AlterField(
                "sentfile",
                "image",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="wagtailimages.image",
                    verbose_name="image",
                ),
            ),
            migrations.AddField(
                "sentfile",
                "document",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="wagtaildocs.document",
                    verbose_name="document",
                ),
            ),
            migrations.RunSQL(MOVE_DOCUMENTS, migrations.RunSQL.noop),
            migrations.DeleteModel("SentDocument"),
            migrations.AddConstraint(
                "sentfile", models.UniqueConstraint(fields=["edition", "document"], name="sent_document_once")
            ),
            migrations.AddConstraint(
                "sentfile",
                models.CheckConstraint(
                    condition=Q(image__isnull=True, document__isnull=False) | Q(image__isnull=False, document__isnull=True),
                    name="sent_file_is_a_picture_or_a_document",
                ),
            ),
            migrations.AddField("edition", "figures", models.JSONField(default=dict, editable=False)),
            migrations.RunSQL(MOVE_FIGURES, migrations.RunSQL.noop),
            migrations.DeleteModel("EditionFigures"),
            migrations.AddField("recipients", "fallbacks", models.JSONField(default=dict, editable=False)),
            migrations.RunSQL(MOVE_FALLBACKS, migrations.RunSQL.noop),
            migrations.DeleteModel("Fallback"),
        ]),
    ]
