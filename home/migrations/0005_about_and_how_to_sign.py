from django.db import migrations, models


def give_roles(apps, schema_editor):
    """Give the pages *About* and *How to sign* their roles, where an installation has them: the footer leads there now."""
    StandardPage = apps.get_model("home", "StandardPage")
    PageRole = apps.get_model("home", "PageRole")
    for role in ("about", "how-to-sign"):
        page = StandardPage.objects.filter(slug=role, depth=3).order_by("path").first()
        if page is not None:
            PageRole.objects.get_or_create(role=role, defaults={"translation_key": page.translation_key})


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0004_contact_topics"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pagerole",
            name="role",
            field=models.CharField(
                choices=[
                    ("about", "about the network"),
                    ("how-to-sign", "how to sign"),
                    ("help", "help by telephone"),
                    ("privacy", "privacy notice"),
                    ("accessibility", "accessibility statement"),
                ],
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
