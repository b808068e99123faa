from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0063_outside_calendars'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='series',
            field=models.UUIDField(db_index=True, editable=False, null=True, verbose_name='series'),
        ),
        migrations.AddField(
            model_name='event',
            name='series_sequence',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
    ]
