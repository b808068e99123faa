"""Files that pages show already are their first versions."""

from django.db import migrations
from django.utils import timezone


def note(apps, schema_editor):
    pages = apps.get_model("resources", "ResourcePage").objects.filter(live=True, document__isnull=False)
    version = apps.get_model("resources", "DocumentVersion")
    version.objects.bulk_create(
        version(page=page, document_id=page.document_id, dated=(page.last_published_at or timezone.now()).date())
        for page in pages
    )


class Migration(migrations.Migration):
    dependencies = [("resources", "0012_versions_and_downloads")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
