"""Every event has its wall time, and whole days begin and end at midnight."""

import events.fields
from django.db import migrations, models


def midnight(field):
    day = models.Func(models.Value('day'), models.F(field), function='date_trunc', output_field=events.fields.WallTimeField())
    return (field, day)


class Migration(migrations.Migration):

    dependencies = [('events', '0007_wall_time')]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='wall_start',
            field=events.fields.WallTimeField(editable=False, verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='event',
            name='wall_end',
            field=events.fields.WallTimeField(editable=False, verbose_name='end'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(
                condition=models.Q(('all_day', False), models.Q(midnight('wall_start'), midnight('wall_end')), _connector='OR'),
                name='event_all_day_is_whole_days',
                violation_error_message='An all-day event begins and ends at midnight.',
            ),
        ),
    ]
