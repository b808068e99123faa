import datetime

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0060_speakers_calendars_and_refusals'),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('region', models.CharField(blank=True, max_length=30)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('member', models.CharField(blank=True, max_length=40)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('audience', models.CharField(max_length=20)),
                ('mode', models.CharField(max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('version', models.PositiveBigIntegerField()),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'mark of the feeds',
                'verbose_name_plural': 'marks of the feeds',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('kind', 'region', 'country', 'member', 'languages', 'audience', 'mode', 'year'), name='one_mark_per_sort')],
            },
        ),
        migrations.AddField(
            model_name='feedstate',
            name='common_changed_at',
            field=models.DateTimeField(db_default=datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), default=datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
        ),
        migrations.AddField(
            model_name='feedstate',
            name='common_version',
            field=models.PositiveBigIntegerField(db_default=0, default=0),
        ),
        # What changed until now was told to all feeds.
        migrations.RunSQL(
            "UPDATE events_feedstate SET common_version = version, common_changed_at = changed_at",
            migrations.RunSQL.noop,
        ),
    ]
