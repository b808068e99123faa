from django.core.validators import MaxValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0034_reminders")]

    operations = [
        migrations.AlterField(
            "onlineroom",
            "opens_before",
            models.PositiveSmallIntegerField(
                "minutes from opening to the start", default=15, validators=[MaxValueValidator(1440)]
            ),
        ),
        migrations.AlterField(
            "programme",
            "pair_hours",
            models.PositiveSmallIntegerField(
                "hours of a pair of interpreters a day", default=6, help_text="Above this number, a warning appears."
            ),
        ),
    ]
