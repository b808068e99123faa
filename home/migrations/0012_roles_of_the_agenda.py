"""Committee editors keep the agenda."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for model in ("goal", "action"):
        roles.grant(roles.COMMITTEE_EDITORS, "home", model, ["view", "add", "change", "delete"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("home", "0011_agenda"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
