"""A jury has a role of its own, and a call the most that one proposal may ask for."""

from django.db import migrations, models

from coalition.users.migrations import _roles as roles

GRANTS = {"Jury": {"proposal": "read_proposal view_proposal"}}


def add_jury(apps, schema_editor):
    jury, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Jury")
    jury.permissions.add(roles.permission("wagtailadmin", "admin", "access_admin", apps=apps))
    roles.grant_all(GRANTS, "calls", apps=apps)


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0003_documents_in_the_text"),
    ]

    operations = [
        migrations.RunPython(add_jury, migrations.RunPython.noop),
        migrations.AddField(
            "call",
            "most_euros",
            models.PositiveIntegerField(
                blank=True,
                help_text="Leave empty for no limit.",
                null=True,
                verbose_name="most that one proposal may ask for, in euros",
            ),
        ),
    ]
