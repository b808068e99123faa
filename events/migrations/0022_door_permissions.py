"""Hosts and committee editors work at doors; committee editors see the people of every event, hosts those of their own."""

from django.db import migrations

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    for group in (roles.EVENT_HOSTS, roles.COMMITTEE_EDITORS):
        roles.grant(group, "events", "door", ["check_in"], apps=apps)
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="events", model="teammember"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="see_every_event",
        defaults={"name": "Can see the people of every event"},
    )
    apps.get_model("auth", "Group").objects.get(name=roles.COMMITTEE_EDITORS).permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("events", "0021_doors_and_teams"), ("users", "0002_roles")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
