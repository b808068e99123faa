from django.db import migrations, models

import events.models


class Migration(migrations.Migration):
    dependencies = [("events", "0005_certificates_are_of_one_room")]

    operations = [
        migrations.RemoveConstraint(model_name="programme", name="programme_pairs_work_and_rest"),
        migrations.RemoveField(model_name="programme", name="pair_hours"),
        migrations.RemoveField(model_name="programme", name="pair_stretch"),
        migrations.RemoveField(model_name="programme", name="pair_break"),
        migrations.AlterField(
            model_name="session",
            name="code",
            field=models.SlugField(default=events.models.new_short_id, editable=False, max_length=60),
        ),
        migrations.AlterField(
            model_name="speaker",
            name="code",
            field=models.SlugField(default=events.models.new_short_id, editable=False, max_length=60),
        ),
    ]
