from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0002_roles")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "uncertain")), fields=["claimed_at"], name="delivery_in_doubt"
            ),
        ),
    ]
