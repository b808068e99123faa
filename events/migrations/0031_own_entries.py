"""Each person's own calendar entry: whether it was ever mailed, and how often they were taken out of the event."""

from django.db import migrations, models


def who_was_invited(apps, schema_editor):
    rows = apps.get_model("events", "Registration").objects
    rows.filter(state="confirmed", discreet=False).update(invited=True)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0030_certificates_of_attendance'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='invited',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='registration',
            name='own_revisions',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(who_was_invited, migrations.RunPython.noop),
    ]
