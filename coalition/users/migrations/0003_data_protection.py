"""The role that answers requests of persons. Each app grants it what it needs."""

from django.db import migrations

ROLE = "Data protection"


def make_group(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    admin, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    access, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=admin, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=ROLE)
    group.permissions.add(access)


class Migration(migrations.Migration):
    dependencies = [("users", "0002_roles")]
    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
