"""Event hosts and committee editors run webinars."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for group in (roles.EVENT_HOSTS, roles.COMMITTEE_EDITORS):
        roles.grant(group, "webinars", "webinar", ["add", "change", "view"], apps=apps)
    roles.grant(roles.EVENT_HOSTS, "webinars", "webinar", ["delete"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("webinars", "0001_initial"), ("users", "0002_roles")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
