import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0064_series'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='themes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, db_default=models.Value([]), default=list, help_text='Editions of the newsletter list events by theme.', verbose_name='themes'),
        ),
    ]
