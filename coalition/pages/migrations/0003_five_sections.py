"""The bar gets its five sections where it still has those that it was made with; a bar that editors changed stays."""

from django.db import migrations, models

BEFORE = ["members", "charter", "events", "resources", "news"]
SECTIONS = ["charter/sign", "members", "events", "learn", "about"]


def give_sections(apps, schema_editor):
    items = apps.get_model("pages", "MenuItem").objects
    rows = list(items.order_by("position", "pk"))
    has_labels = any(row.label_en or row.label_fr or row.label_es or row.label_ar for row in rows)
    if [row.section for row in rows] == BEFORE and not has_labels:
        items.all().delete()
        for position, section in enumerate(SECTIONS, 1):
            items.create(section=section, position=position)


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_sender_in_its_language")]

    operations = [
        migrations.AlterField(
            model_name="menuitem",
            name="section",
            field=models.CharField(
                blank=True,
                choices=[
                    ("members", "Members and progress"),
                    ("charter", "Charter"),
                    ("events", "Events"),
                    ("learn", "Learn"),
                    ("about", "About"),
                    ("webinars", "Webinars"),
                    ("calendar", "Calendar"),
                    ("resources", "Resources"),
                    ("news", "News"),
                    ("newsletter", "Newsletter"),
                    ("charter/sign", "Sign"),
                    ("contact", "Contact"),
                ],
                max_length=20,
                verbose_name="section",
            ),
        ),
        migrations.RunPython(give_sections, migrations.RunPython.noop),
    ]
