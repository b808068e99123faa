import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0065_themes'),
    ]

    operations = [
        migrations.AddField(
            model_name='feedmark',
            name='themes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=60), blank=True, db_default=models.Value([]), default=list, size=None),
        ),
        migrations.AddField(
            model_name='feedmark',
            name='series',
            field=models.CharField(blank=True, db_default='', default='', max_length=36),
        ),
        migrations.RemoveConstraint(
            model_name='feedmark',
            name='one_mark_per_sort',
        ),
        migrations.AddConstraint(
            model_name='feedmark',
            constraint=models.UniqueConstraint(fields=('kind', 'themes', 'region', 'country', 'member', 'series', 'languages', 'audience', 'mode', 'year'), name='one_mark_per_sort'),
        ),
    ]
