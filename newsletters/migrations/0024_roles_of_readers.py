from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    """Who asks people and ends subscriptions; who takes a list's word, or addresses out, is the committee alone."""
    for action in ("import", "unsubscribe"):
        for group in (roles.COMMITTEE_EDITORS, roles.NEWSLETTER_EDITORS):
            roles.grant(group, "newsletters", "reader", [action], apps=apps)
    roles.grant(roles.COMMITTEE_EDITORS, "newsletters", "reader", ["import_proven", "export"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0023_bringing_in"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
