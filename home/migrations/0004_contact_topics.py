"""A row for each topic of the contact form, and who reads and answers what people write."""

from django.db import migrations

from coalition.users.migrations import _roles as roles

TOPICS = ("signing", "members", "events", "newsletter", "press", "site", "privacy", "other")
DAYS = {"press": 2}


def add_topics(apps, schema_editor):
    ContactTopic = apps.get_model("home", "ContactTopic")
    for topic in TOPICS:
        ContactTopic.objects.get_or_create(topic=topic, defaults={"days": DAYS.get(topic, 5)})


def grant(apps, schema_editor):
    roles.grant(roles.COMMITTEE_EDITORS, "home", "contactmessage", ["view", "answer"], apps=apps)
    roles.grant(roles.COMMITTEE_EDITORS, "home", "contacttopic", ["view", "change"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("home", "0003_contact"), ("users", "0002_roles")]

    operations = [
        migrations.RunPython(add_topics, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
