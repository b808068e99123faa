from django.db import migrations


class Migration(migrations.Migration):
    replaces = [
        ("resources", "0002_harvest_records_go"),
        ("resources", "0003_downloads_are_not_counted"),
    ]
    dependencies = [
        ("resources", "0001_initial"),
    ]

    operations = [
        migrations.DeleteModel("HarvestRecord"),
        migrations.DeleteModel("Download"),
    ]
