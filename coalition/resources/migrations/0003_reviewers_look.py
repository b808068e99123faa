from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    """Who accepts evidence looks whether the library has it."""
    roles.grant_all({roles.CHARTER_REVIEWERS: {"resource": "view_resource"}}, "resources", apps=apps)


class Migration(migrations.Migration):

    dependencies = [
        ("resources", "0002_version_0_4"),
        ("users", "0001_initial"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
