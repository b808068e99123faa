"""Who reads the newsletter is a reader, in every table. Rows, permissions and links stay."""

from django.db import migrations, models


def rename_permissions(apps, schema_editor):
    """Let who could read the list of readers do so under the new name; Django renames the content type itself."""
    permissions = apps.get_model("auth", "Permission").objects
    for action in ("add", "change", "delete", "view"):
        permissions.filter(content_type__app_label="newsletters", codename=f"{action}_subscriber").update(
            codename=f"{action}_reader"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0011_editions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RemoveConstraint("delivery", "one_delivery_per_edition_and_reader"),
        migrations.RenameModel("Subscriber", "Reader"),
        migrations.RenameField("delivery", "subscriber", "reader"),
        migrations.AddConstraint(
            "delivery",
            models.UniqueConstraint(
                fields=("edition", "reader"),
                name="one_delivery_per_edition_and_reader",
                violation_error_message="This reader already has this edition.",
            ),
        ),
        migrations.RunPython(rename_permissions, migrations.RunPython.noop),
    ]
