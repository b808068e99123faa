"""What tests of events begin with."""

from datetime import timedelta

import pgtrigger
import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coalition.mail.models import Message
from coalition.users import roles
from coalition.users.models import User
from events.door.models import CheckIn
from events.messages.models import Letter, LetterCopy
from events.programme.models import Session, SessionChoice
from events.registrations.admission import PersonalInvitation
from events.registrations.models import Registration, SeatMove
from tests.factories.charter import staff
from tests.factories.events import NOW, EventFactory, run_all


@pytest.fixture
def january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clock():
    """Let it be January 2027 on a clock that a test moves."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def sign_in(client):
    """Return a function: the browser of somebody in a group, who runs every event."""

    def sign_in(role, name=""):
        client.force_login(run_all(staff(role, name)))
        return client

    return sign_in


@pytest.fixture
def host(sign_in):
    """The browser of somebody who runs every event."""
    return sign_in(roles.EVENT_HOSTS, "somebody")


@pytest.fixture
def editor(client):
    """The browser of an administrator."""
    client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))
    return client


@pytest.fixture
def next_month(django_db_setup, django_db_blocker):
    """Return a function: an event in a month, committed for others to see. It goes afterwards, with all about it."""
    made = []

    def make(**facts):
        start = timezone.now() + timedelta(days=30)
        made.append(EventFactory(**{"start": start, "end": start + timedelta(hours=2)} | facts))
        return made[-1]

    with django_db_blocker.unblock():
        yield make
        with pgtrigger.ignore("events.CheckIn:check_ins_are_not_deleted"):
            CheckIn.objects.filter(registration__event__in=made).delete()
        SessionChoice.objects.filter(registration__event__in=made).delete()
        LetterCopy.objects.filter(letter__event__in=made).delete()
        for model in (Letter, SeatMove, PersonalInvitation, Registration):
            model.objects.filter(event__in=made).delete()
        Session.objects.filter(programme__event__in=made).delete()
        for event in made:
            event.delete()
        Message.objects.all().delete()
        ModelLogEntry.objects.all().delete()
