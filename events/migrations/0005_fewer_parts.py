from typing import Any

from django.db import migrations


def take_addresses_of_no_server(apps: Any, schema_editor: Any) -> None:
    """Empty the rooms that a server of the site gave: hosts are asked where these are."""
    apps.get_model("events", "OnlineRoom").objects.filter(address__startswith="bigbluebutton:").update(address="")


def let_no_page_expire(apps: Any, schema_editor: Any) -> None:
    """Take away the dates on which pages of events were to go: mails have their words and their address."""
    apps.get_model("events", "EventPage").objects.exclude(expire_at=None).update(expire_at=None)


class Migration(migrations.Migration):
    dependencies = [("events", "0004_reports_of_meetings")]

    operations = [
        migrations.RunPython(take_addresses_of_no_server, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(let_no_page_expire, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="onlineroom", name="failed_at"),
        migrations.RemoveField(model_name="speakercontact", name="entries"),
        migrations.RemoveField(model_name="sessionlanguage", name="pair"),
        migrations.DeleteModel(name="InterpreterPair"),
    ]
