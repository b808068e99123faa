"""What an event and a registration can be: known kinds, modes and states, in our time, each at an address of its own."""

import datetime

from django.db import migrations, models

import events.models


class Migration(migrations.Migration):

    dependencies = [('events', '0004_confirm_then_count')]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='short_id',
            field=models.CharField(default=events.models.new_short_id, editable=False, max_length=12, unique=True),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['femmes-du-monde', 'seminar', 'training', 'uclg-meeting', 'partner-meeting', 'webinar'])), name='event_kind_is_known', violation_error_message='Choose one of the kinds of events.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['on-site', 'online', 'hybrid'])), name='event_mode_is_known', violation_error_message='Choose one of the modes.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['scheduled', 'postponed', 'cancelled'])), name='event_state_is_known', violation_error_message='Choose one of the states.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('end__lte', datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('start__gte', datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), name='event_is_of_our_time', violation_error_message='An event lies between the years 2000 and 2099.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('registration_opens', None), ('registration_opens__range', (datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR'), models.Q(('registration_closes', None), ('registration_closes__range', (datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR')), name='event_registration_is_of_our_time', violation_error_message='Registration opens and closes between the years 2000 and 2099.'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['confirmed', 'waiting', 'cancelled'])), name='registration_state_is_known', violation_error_message='Choose one of the states.'),
        ),
    ]
