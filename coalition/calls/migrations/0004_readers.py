"""Committee editors read proposals, and decide on those that they did not read."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    roles.grant(roles.COMMITTEE_EDITORS, "calls", "proposal", ["read", "decide"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("calls", "0003_readings"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
