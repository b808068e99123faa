"""What was kept of webinars, when these had a table of their own, is kept of the events that they are."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, Revision

from events.models import Event
from tests.factories.events import EventFactory
from webinars import migrations

pytestmark = pytest.mark.django_db
[FILE] = Path(migrations.__file__).parent.glob("*_a_webinar_is_a_kind_of_event.py")


def test_versions_and_history_of_a_webinar_are_those_of_its_event():
    webinar = ContentType.objects.create(app_label="webinars", model="webinar")
    Permission.objects.create(content_type=webinar, codename="add_webinar", name="Can add webinar")
    event = EventFactory(kind="webinar", mode="online", name="Shelters")
    revision = event.save_revision()
    Revision.objects.filter(pk=revision.pk).update(content_type=webinar)
    entry = ModelLogEntry.objects.log_action(event, "wagtail.edit")
    ModelLogEntry.objects.filter(pk=entry.pk).update(content_type=webinar)

    import_module(f"webinars.migrations.{FILE.stem}").move_their_history(apps, None)

    (kept,) = Revision.objects.all()
    assert (kept.content_type.model_class(), kept.as_object().name) == (Event, "Shelters")
    assert ModelLogEntry.objects.get().content_type.model_class() is Event
    assert not ContentType.objects.filter(app_label="webinars", model="webinar").exists()
    assert not Permission.objects.filter(codename="add_webinar").exists()
