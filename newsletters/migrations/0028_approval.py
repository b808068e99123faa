"""Newsletter and committee editors approve what another one asks to send; earlier editions were made when they left."""

from django.db import migrations, models

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for name in (roles.NEWSLETTER_EDITORS, roles.COMMITTEE_EDITORS):
        roles.grant(name, "newsletters", "edition", ["approve"], apps=apps)


def date_earlier_ones(apps, schema_editor):
    apps.get_model("newsletters", "Edition").objects.update(asked_at=models.F("started_at"), moving_since=models.F("started_at"))


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0027_workflow"), ("users", "0002_roles")]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(date_earlier_ones, migrations.RunPython.noop),
    ]
