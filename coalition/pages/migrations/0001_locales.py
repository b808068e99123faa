"""The four languages of the site, as Wagtail's locales."""

from django.conf import settings
from django.db import migrations


def make_locales(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(make_locales, migrations.RunPython.noop)]
