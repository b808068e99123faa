"""The numbers of a year are given once, behind a link or by an editor; one checks them, another one publishes."""

from datetime import timedelta

import pytest
from django.core import mail  # noqa: F401
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from charter.followup.models import Commitment  # noqa: F401
from coalition.figures import entries, releases
from coalition.figures.entry_forms import EntryForm, mark
from coalition.figures.models import Entry, Figure, Release
from coalition.mail.models import Message
from coalition.users.roles import COMMITTEE_EDITORS
from tests.factories.charter import SignatureFactory, staff
from tests.factories.figures import EntryFactory, FigureFactory, IndicatorFactory
from tests.factories.members import LocalGovernmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-01 10:00Z", tick=False)]
COUNTED = {"source": "Police of Ash", "source_date": "2026-02-10"}


@pytest.fixture
def place(db):
    return LocalGovernmentFactory(code="ash", names={"en": "Ash"}, population=None)


@pytest.fixture
def indicator(db):
    return IndicatorFactory(slug="women")


@pytest.fixture
def entry(place):
    return EntryFactory(government=place)


def editor(name="ada"):
    return staff(COMMITTEE_EDITORS, username=name)


def form_of(entry, **answers):
    return EntryForm({"seen": mark(entry), **COUNTED, **answers}, entry=entry, shown=entry.answers)


def give(client, entry, **answers):
    """Type `answers` behind a fresh link to `entry`; return what is shown then."""
    entry.refresh_from_db()
    url = entries.invite(entry=entry, to="a@town.example", by=editor("inviter")).context["url"]
    return client.post(url.replace("http://testserver", ""), {"seen": mark(entry), **COUNTED, **answers}, follow=True)
