"""Every role reads the mails of its own area; which those are, `areas` says."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for name in (roles.EVENT_HOSTS, roles.CHARTER_REVIEWERS):
        roles.grant(name, "mail", "message", ["view"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("mail", "0004_mail_budget"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
