"""Least privilege in the library: committee editors keep it."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    actions = ["view", "add", "change", "delete"]
    roles.grant(roles.COMMITTEE_EDITORS, "resources", "resource", actions, apps=apps)


class Migration(migrations.Migration):
    dependencies = [("resources", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
