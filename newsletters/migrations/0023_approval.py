"""Newsletter and committee editors approve what another one asks to send."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for name in (roles.NEWSLETTER_EDITORS, roles.COMMITTEE_EDITORS):
        roles.grant(name, "newsletters", "edition", ["approve"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0022_workflow"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
