"""Least privilege in the charter: reviewers decide and publish versions; committee editors read."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    roles.grant(roles.CHARTER_REVIEWERS, "charter", "signature", ["view", "review"], apps=apps)
    roles.grant(roles.CHARTER_REVIEWERS, "charter", "charterversion", ["view", "add", "change", "publish"], apps=apps)
    roles.grant(roles.CHARTER_REVIEWERS, "members", "localgovernment", ["view"], apps=apps)
    roles.grant(roles.COMMITTEE_EDITORS, "charter", "signature", ["view"], apps=apps)
    roles.grant(roles.COMMITTEE_EDITORS, "charter", "charterversion", ["view"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("charter", "0001_initial"), ("members", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
