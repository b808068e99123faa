"""Event hosts run events; committee editors too, without downloading names and addresses."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for group in (roles.EVENT_HOSTS, roles.COMMITTEE_EDITORS):
        roles.grant(group, "events", "event", ["add", "change", "view"], apps=apps)
        roles.grant(group, "events", "registration", ["view"], apps=apps)
    roles.grant(roles.EVENT_HOSTS, "events", "event", ["delete"], apps=apps)
    roles.grant(roles.EVENT_HOSTS, "events", "registration", ["export"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial"), ("users", "0002_roles")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
