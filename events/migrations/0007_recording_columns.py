from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0006_programmes_without_hours_of_pairs")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="recording_path",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=20),
        ),
    ]
