from typing import Any

from django.db import migrations


def take_addresses_of_no_server(apps: Any, schema_editor: Any) -> None:
    """Empty the rooms that a server of the site gave: hosts are asked where these are."""
    apps.get_model("events", "OnlineRoom").objects.filter(address__startswith="bigbluebutton:").update(address="")


class Migration(migrations.Migration):
    dependencies = [("events", "0004_reports_of_meetings")]

    operations = [
        migrations.RunPython(take_addresses_of_no_server, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="onlineroom", name="failed_at"),
    ]
