"""The log of seats says when an offer ended because its event does not take place then."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0042_names_of_certificates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='seatmove',
            name='seat_move_kind_is_known',
        ),
        migrations.AlterField(
            model_name='seatmove',
            name='kind',
            field=models.CharField(choices=[('promoted', 'got a seat that became free'), ('offered', 'was asked whether they want a seat'), ('claimed', 'took the seat that was offered'), ('expired', 'did not answer in time'), ('withdrawn', 'the offer ended, since the event does not take place then'), ('swapped', 'changed to other seats'), ('approved', 'approved by a host'), ('declined', 'declined by a host')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='seatmove',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['promoted', 'offered', 'claimed', 'expired', 'withdrawn', 'swapped', 'approved', 'declined'])), name='seat_move_kind_is_known', violation_error_message='Choose one of the moves.'),
        ),
    ]
