from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0003_delivery_in_doubt")]

    operations = [
        migrations.AddField(
            model_name="subscriptionrequest",
            name="consent_language",
            field=models.CharField(choices=[("en", "English"), ("fr", "French"), ("es", "Spanish"), ("ar", "Arabic")], default="en", max_length=10, verbose_name="language of the text"),
            preserve_default=False,
        ),
        # Until now the text was kept in the language of the mails.
        migrations.RunSQL(
            "UPDATE newsletters_subscriptionrequest SET consent_language = language", migrations.RunSQL.noop
        ),
    ]
