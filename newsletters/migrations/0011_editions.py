"""An edition is called by its name: `Issue` said that something was wrong with it. Rows, permissions and links stay."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

CODENAMES = {"view_issue": "view_edition", "send_issue": "send_edition"}


def rename_permissions(apps, schema_editor):
    """Let who could send and read editions do so under the new names; Django renames the content types itself."""
    permissions = apps.get_model("auth", "Permission").objects
    for old, new in CODENAMES.items():
        permissions.filter(content_type__app_label="newsletters", codename=old).update(
            codename=new, name=f"Can {new.replace('_', ' ')}"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0010_what_was_sent_stays"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="issuetext", name="sent_words_are_frozen"),
        migrations.RemoveConstraint("issuetext", "one_text_per_edition_and_language"),
        migrations.RemoveConstraint("delivery", "one_delivery_per_edition_and_reader"),
        migrations.RemoveConstraint("sentdocument", "sent_document_once"),
        migrations.RemoveConstraint("sentpicture", "sent_picture_once"),
        migrations.RenameModel("Issue", "Edition"),
        migrations.RenameModel("IssueText", "EditionText"),
        migrations.RenameField("editiontext", "issue", "edition"),
        migrations.RenameField("delivery", "issue", "edition"),
        migrations.RenameField("sentdocument", "issue", "edition"),
        migrations.RenameField("sentpicture", "issue", "edition"),
        migrations.AddConstraint(
            "editiontext",
            models.UniqueConstraint(
                fields=("edition", "language"),
                name="one_text_per_edition_and_language",
                violation_error_message="This edition already has a text in this language.",
            ),
        ),
        migrations.AddConstraint(
            "delivery",
            models.UniqueConstraint(
                fields=("edition", "subscriber"),
                name="one_delivery_per_edition_and_reader",
                violation_error_message="This reader already has this edition.",
            ),
        ),
        migrations.AddConstraint(
            "sentdocument", models.UniqueConstraint(fields=("edition", "document"), name="sent_document_once")
        ),
        migrations.AddConstraint(
            "sentpicture", models.UniqueConstraint(fields=("edition", "image"), name="sent_picture_once")
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="editiontext",
            trigger=pgtrigger.compiler.Trigger(
                name="sent_words_are_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="87dff1070baa60df214d6f0f6b9c0dafc7722485",
                    operation="UPDATE",
                    pgid="pgtrigger_sent_words_are_frozen_671e9",
                    table="newsletters_editiontext",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(rename_permissions, migrations.RunPython.noop),
    ]
