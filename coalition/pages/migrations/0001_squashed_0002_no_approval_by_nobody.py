"""Every migration of this app up to version 0.2.0, as one. The ones that it replaces stay for older databases."""

from importlib import import_module

from django.db import migrations

locales = import_module("coalition.pages.migrations.0001_locales")
approval = import_module("coalition.pages.migrations.0002_no_approval_by_nobody")


class Migration(migrations.Migration):
    initial = True

    replaces = [("pages", "0001_locales"), ("pages", "0002_no_approval_by_nobody")]

    dependencies = [("users", "0002_roles"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.RunPython(locales.make_locales, migrations.RunPython.noop),
        migrations.RunPython(approval.take_away, migrations.RunPython.noop),
    ]
