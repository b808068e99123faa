from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce


def note_known_versions(apps, schema_editor):
    """Note for each place that its holder knows the programme as it is now: nobody is told of past changes."""
    versions = apps.get_model("events", "ProgrammeVersion").objects
    last = versions.filter(programme__sessions=OuterRef("session_id")).order_by("-number").values("number")[:1]
    places = apps.get_model("events", "SessionChoice").objects.filter(kind="place")
    places.update(known_version=Coalesce(Subquery(last), 0))


class Migration(migrations.Migration):
    dependencies = [("events", "0008_closing_times")]

    operations = [
        migrations.AddField(
            model_name="sessionchoice",
            name="known_version",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.RunPython(note_known_versions, migrations.RunPython.noop),
    ]
