from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsletters", "0003_links_in_the_cache"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reader",
            name="frequency",
            field=models.CharField(
                choices=[("each", "Each edition, when it comes out"), ("monthly", "Once a month, a digest")],
                db_default="each",
                default="each",
                max_length=8,
                verbose_name="how often",
            ),
        ),
        migrations.AlterField(
            model_name="recipients",
            name="frequency",
            field=models.CharField(
                choices=[("each", "Each edition, when it comes out"), ("monthly", "Once a month, a digest")],
                db_default="each",
                default="each",
                max_length=8,
                verbose_name="how often",
            ),
        ),
        migrations.AlterField(
            model_name="subscriptionrequest",
            name="frequency",
            field=models.CharField(
                choices=[("each", "Each edition, when it comes out"), ("monthly", "Once a month, a digest")],
                db_default="each",
                default="each",
                max_length=8,
                verbose_name="how often",
            ),
        ),
    ]
