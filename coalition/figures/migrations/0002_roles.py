"""Committee editors keep the figures, and publish them."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for model in ("indicator", "figure", "territory"):
        roles.grant(roles.COMMITTEE_EDITORS, "figures", model, ["view", "add", "change", "delete"], apps=apps)
    roles.grant(roles.COMMITTEE_EDITORS, "figures", "release", ["view", "add"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
