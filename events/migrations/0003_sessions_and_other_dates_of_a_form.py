from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


def keys() -> ArrayField:
    return ArrayField(models.PositiveBigIntegerField(), db_default=models.Value([]), default=list, editable=False)


def codes() -> ArrayField:
    return ArrayField(models.CharField(max_length=10), db_default=models.Value([]), default=list, editable=False)


class Migration(migrations.Migration):
    dependencies = [("events", "0002_version_0_4")]

    operations = [
        migrations.AddField("registrationrequest", "also", keys()),
        migrations.AddField("registrationrequest", "sessions", keys()),
        migrations.AddField("registrationrequest", "languages_needed", codes()),
    ]
