from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("charter", "0003_every_leaf_is_signed")]

    operations = [migrations.DeleteModel(name="ReviewPreference")]
