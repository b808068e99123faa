"""The room of a webinar is a room like that of any online event: it moves to the events, with its 30 minutes."""

from django.db import migrations

OPENED_BEFORE = 30  # minutes, as every webinar's room did


def move_rooms(apps, schema_editor):
    Webinar = apps.get_model("webinars", "Webinar")
    OnlineRoom = apps.get_model("events", "OnlineRoom")
    rooms = Webinar.objects.exclude(join_url="").values_list("pk", "join_url")
    OnlineRoom.objects.bulk_create(
        [OnlineRoom(event_id=pk, address=address, opens_before=OPENED_BEFORE) for pk, address in rooms],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0020_online_rooms"),
        ("webinars", "0002_permissions"),
    ]

    operations = [
        migrations.RunPython(move_rooms, migrations.RunPython.noop),
        migrations.RemoveField(model_name="webinar", name="join_url"),
    ]
