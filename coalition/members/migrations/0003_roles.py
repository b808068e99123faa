"""Least privilege in the network: committee editors keep it."""

from django.db import migrations

from coalition.users.migrations import _roles as roles

ACTIONS = ["view", "add", "change", "delete"]


def grant(apps, schema_editor):
    for model in ("localgovernment", "contact"):
        roles.grant(roles.COMMITTEE_EDITORS, "members", model, ACTIONS, apps=apps)


class Migration(migrations.Migration):
    dependencies = [("members", "0002_seat_needs_both_coordinates"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
