from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_seats_by_region_and_jobs_of_bulk_actions")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="recording_path",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=20),
        ),
    ]
