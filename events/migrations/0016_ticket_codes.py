import secrets

from django.db import migrations, models

import events.registrations.models

LETTERS = '23456789abcdefghjkmnpqrstuvwxyz'


def code(length):
    return ''.join(secrets.choice(LETTERS) for _letter in range(length))


def give_codes(apps, schema_editor):
    """Give those who registered before a ticket code and a name in their calendar's address, a thousand at a time."""
    registrations = apps.get_model('events', 'Registration').objects
    rows = []
    for row in registrations.only('pk').order_by('pk').iterator(chunk_size=1000):
        row.ticket_code, row.calendar_id = code(20), code(16)
        rows.append(row)
    registrations.bulk_update(rows, ['ticket_code', 'calendar_id'], batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0015_hosts'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='ticket_code',
            field=models.CharField(editable=False, max_length=20, null=True),
        ),
        migrations.AddField(
            model_name='registration',
            name='calendar_id',
            field=models.CharField(editable=False, max_length=16, null=True),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='registration',
            name='ticket_code',
            field=models.CharField(default=events.registrations.models.new_ticket_code, editable=False, max_length=20, unique=True),
        ),
        migrations.AlterField(
            model_name='registration',
            name='calendar_id',
            field=models.CharField(default=events.registrations.models.new_calendar_id, editable=False, max_length=16, unique=True),
        ),
    ]
