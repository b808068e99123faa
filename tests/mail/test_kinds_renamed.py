"""Mails that waited while kinds became one are sent in the words that they were owed in."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from coalition.mail import checks, rendering
from coalition.mail.models import Message
from tests.factories.mail import MessageFactory

pytestmark = pytest.mark.django_db
MIGRATION = import_module("coalition.mail.migrations.0002_one_pace_and_fewer_kinds")


def rename() -> None:
    with connection.schema_editor() as editor:
        MIGRATION.rename_kinds(apps, editor)


def test_a_mail_that_waits_says_the_same_and_one_that_was_emptied_stays_empty():
    waiting = MessageFactory(template="events/mail/withdrawal", context={"title": "Training"})
    erased = MessageFactory(template="calls/mail/accepted", context={}, state="sent", sent_at=waiting.created_at)
    other = MessageFactory(template="events/mail/again", context={"title": "Training"})

    rename()

    found = dict(Message.objects.values_list("pk", "template"))
    assert found == {
        waiting.pk: "events/mail/ended", erased.pk: "calls/mail/proposal", other.pk: "events/mail/again",
    }  # fmt: skip
    waiting.refresh_from_db()
    assert waiting.context == {"title": "Training", "what": "withdrawal"}
    body = rendering.render(template=waiting.template, context=waiting.context, language="en")
    assert body.subject == "Your registration is cancelled: Training"
    assert Message.objects.get(pk=erased.pk).context == {}


def test_each_kind_leads_to_one_that_is_there():
    assert set(MIGRATION.KINDS) <= {name for name, _path in checks.mails(checks.template_folders())}
