"""Committee editors keep the deliverables of territories."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    roles.grant(roles.COMMITTEE_EDITORS, "home", "territorywork", ["view", "add", "change", "delete"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("home", "0013_deliverables_of_territories"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
