import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

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


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0004_no_change_of_address"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.RenameModel("SentPicture", "SentFile"),
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
        migrations.RemoveConstraint("sentdocument", "sent_document_once"),
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
        migrations.RunSQL(MOVE_DOCUMENTS, migrations.RunSQL.noop),
        migrations.DeleteModel("SentDocument"),
        migrations.AddField("edition", "figures", models.JSONField(default=dict, editable=False)),
        migrations.RunSQL(MOVE_FIGURES, migrations.RunSQL.noop),
        migrations.DeleteModel("EditionFigures"),
        migrations.AddField("recipients", "fallbacks", models.JSONField(default=dict, editable=False)),
        migrations.RunSQL(MOVE_FALLBACKS, migrations.RunSQL.noop),
        migrations.DeleteModel("Fallback"),
    ]
