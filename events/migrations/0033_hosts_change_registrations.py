"""Event hosts add and correct registrations, give seats, and write to who registered."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    roles.grant(roles.EVENT_HOSTS, "events", "registration", ["change"], apps=apps)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0032_changes'),
        ('users', '0002_roles'),
    ]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
