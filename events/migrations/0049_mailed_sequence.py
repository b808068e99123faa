"""Which revision of their entry each person's calendar was mailed last (events.0053 says it of those before)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0048_plain_words_again'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='mailed_sequence',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
    ]
