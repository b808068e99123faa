"""What calendars were mailed before that was noted: the revision that their event has. It locks no table."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def what_was_mailed(apps, schema_editor):
    events = apps.get_model("events", "Event").objects.filter(pk=OuterRef("event_id")).order_by()
    sequence = Subquery(events.values("sequence")[:1])
    rows = apps.get_model("events", "Registration").objects.filter(invited=True, mailed_sequence=0)
    rows.update(mailed_sequence=F("own_revisions") + sequence)


class Migration(migrations.Migration):
    dependencies = [("events", "0052_room_for_everybody")]

    operations = [migrations.RunPython(what_was_mailed, migrations.RunPython.noop)]
