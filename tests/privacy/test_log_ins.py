"""Sessions as personal data: told, ended with the person, forgotten when they are over."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from coalition.privacy import log_ins, services
from coalition.users.models import User

pytestmark = pytest.mark.django_db

ADA = "ada.hidden@town.example"


def session(**held):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.update(held)
    store.create()
    return store.session_key


def test_sessions_are_told_and_end_with_the_person():
    ada, other = User.objects.create_user("ada", ADA), User.objects.create_user("other", "other@town.example")
    hers = {session(_auth_user_id=str(ada.pk)), session(form={"typed": [" Ada.Hidden@Town.example"]})}
    others = {session(_auth_user_id=str(other.pk)), session(typed="other@town.example")}

    told = services.export(address=ADA)["sessions"]
    counts = services.erase(address=ADA)

    assert [sorted(row) for row in told] == [["logged_in_until"]] * 2
    assert counts["sessions"] == 2
    assert set(Session.objects.values_list("pk", flat=True)) == others
    assert hers.isdisjoint(others)


def test_sessions_that_are_over_are_purged():
    kept, over = session(a=1), session(a=2)
    Session.objects.filter(pk=over).update(expire_date=timezone.now() - timedelta(seconds=1))

    assert log_ins.purge_sessions(timezone.now()) == 1
    assert list(Session.objects.values_list("pk", flat=True)) == [kept]


@pytest.mark.parametrize("sessions", [1, 3])
def test_looking_for_sessions_costs_the_same_however_many_there_are(sessions, django_assert_num_queries):
    for number in range(sessions):
        session(number=number)

    with django_assert_num_queries(2):
        log_ins.export_sessions(ADA)
