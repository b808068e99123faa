"""Event hosts and committee editors write programmes."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for group in (roles.EVENT_HOSTS, roles.COMMITTEE_EDITORS):
        for model in ("programme", "session", "speaker"):
            roles.grant(group, "events", model, ["add", "change", "view"], apps=apps)
    for model in ("programme", "session", "speaker"):
        roles.grant(roles.EVENT_HOSTS, "events", model, ["delete"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("events", "0018_programme"), ("users", "0002_roles")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
