from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("resources", "0002_harvest_records_go")]

    operations = [migrations.DeleteModel("Download")]
