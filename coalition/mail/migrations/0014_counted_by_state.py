from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """What was not sent is counted without reading what was."""

    atomic = False

    dependencies = [("mail", "0013_about")]

    operations = [
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(condition=~models.Q(state="sent"), fields=["state"], name="mail_not_sent"),
        ),
    ]
