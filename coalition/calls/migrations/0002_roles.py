"""Committee editors keep the calls, and read what associations propose."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    roles.grant(roles.COMMITTEE_EDITORS, "calls", "call", ["view", "add", "change", "delete"], apps=apps)
    roles.grant(roles.COMMITTEE_EDITORS, "calls", "proposal", ["view"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
