"""Which revision of their entry each person's calendar was mailed last; of those before, the one that the event has."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def what_was_mailed(apps, schema_editor):
    events = apps.get_model("events", "Event").objects.filter(pk=OuterRef("event_id")).order_by()
    sequence = Subquery(events.values("sequence")[:1])
    rows = apps.get_model("events", "Registration").objects.filter(invited=True)
    rows.update(mailed_sequence=F("own_revisions") + sequence)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0048_plain_words_again'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='mailed_sequence',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(what_was_mailed, migrations.RunPython.noop),
    ]
