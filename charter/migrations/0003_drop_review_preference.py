from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("charter", "0002_drop_what_nobody_reads")]

    operations = [migrations.DeleteModel(name="ReviewPreference")]
