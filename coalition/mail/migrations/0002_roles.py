"""Committee and newsletter editors may read the mail log."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for name in (roles.COMMITTEE_EDITORS, roles.NEWSLETTER_EDITORS):
        roles.grant(name, "mail", "message", ["view"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
