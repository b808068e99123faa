"""Newsletter and committee editors see the editions and may send one."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for name in (roles.NEWSLETTER_EDITORS, roles.COMMITTEE_EDITORS):
        roles.grant(name, "newsletters", "issue", ["view", "send"], apps=apps)
        roles.grant(name, "newsletters", "delivery", ["view"], apps=apps)
        roles.grant(name, "newsletters", "subscriber", ["view"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
