from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The newest of a million mails are found without sorting them."""

    atomic = False

    dependencies = [("mail", "0014_counted_by_state")]

    operations = [
        AddIndexConcurrently(
            model_name="message", index=models.Index(fields=["-created_at", "-id"], name="mail_newest")
        ),
    ]
