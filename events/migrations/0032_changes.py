"""Changes of events, owed to those who registered before."""

import django.db.models.deletion
import django.utils.timezone
import coalition.pages.words
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0031_own_entries'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField()),
                ('words', coalition.pages.words.WordsField(blank=True, default=dict, verbose_name='sentence')),
                ('last_registration', models.BigIntegerField()),
                ('told_to', models.BigIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='events.event', verbose_name='event')),
            ],
            options={
                'verbose_name': 'change of an event',
                'verbose_name_plural': 'changes of events',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
    ]
