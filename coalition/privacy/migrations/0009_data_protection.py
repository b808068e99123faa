"""The role of data protection answers requests of persons; no editor does so by default."""

from django.db import migrations

ROLE = "Data protection"


def grant(apps, schema_editor):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="privacy", model="personrequest"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="handle_personrequest",
        defaults={"name": "Can answer requests of persons"},
    )
    apps.get_model("auth", "Group").objects.get(name=ROLE).permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0008_requests_of_persons"), ("users", "0003_data_protection")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
