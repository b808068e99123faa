"""Who works in the CMS gets a copy of what their account holds, and learns that no request ends it."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session

from coalition.privacy import personal_data
from coalition.privacy import services as privacy
from coalition.privacy.personal_data import kept_accounts
from coalition.users import roles
from coalition.users.models import User

pytestmark = pytest.mark.django_db
ADA, PRIVATE = "ada.hidden@town.example", "ada@home.example"
MADE, USED = datetime(2026, 5, 4, 9, tzinfo=UTC), datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


@pytest.fixture
def account():
    facts = {"first_name": "Ada", "last_name": "Hidden", "date_joined": MADE, "last_login": USED}
    user = User.objects.create_user("ada", ADA.upper(), "a-Long-Enough-word", **facts)
    user.groups.set(Group.objects.filter(name__in=[roles.EVENT_HOSTS, roles.DATA_PROTECTION]))
    EmailAddress.objects.create(user=user, email=PRIVATE, verified=True)
    User.objects.create_user("bea", "bea@town.example", "a-Long-Enough-word", first_name="Bea")
    return user


def test_a_copy_holds_the_account_and_no_secret(account):
    (row,) = privacy.export(address=ADA)["accounts"]

    told = ("username", "name", "address", "other_addresses", "last_log_in")
    assert [row[name] for name in told] == ["ada", "Ada Hidden", account.email, [PRIVATE], "2026-11-25T08:30:00+00:00"]
    assert row["roles"] == sorted([roles.EVENT_HOSTS, roles.DATA_PROTECTION])
    assert account.password not in str(row)
    assert privacy.export(address=PRIVATE)["accounts"] == [row]


def test_an_address_that_somebody_only_typed_tells_nothing_of_the_account(account):
    EmailAddress.objects.create(user=account, email="eve@town.example", verified=False)

    assert privacy.export(address="eve@town.example")["accounts"] == []
    assert kept_accounts("eve@town.example") == []


def test_an_erasure_leaves_the_account_and_says_so(account):
    (left,) = kept_accounts(ADA)

    assert (left.what, left.count) == ("accounts", 1)
    assert privacy.erase(address=ADA)["accounts"] == 0
    assert User.objects.filter(pk=account.pk, email=account.email).exists()


def test_a_session_goes_in_the_night_after_it_ended_and_one_in_use_stays():
    for key, end in (("ended", MADE), ("in-use", USED)):
        Session.objects.create(session_key=key, session_data="", expire_date=end)

    privacy.purge(now=USED - timedelta(hours=1))

    assert [row.session_key for row in Session.objects.all()] == ["in-use"]


def session(**held):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.update(held)
    store.create()
    return store.session_key


def test_sessions_are_told_and_end_with_the_person():
    ada, other = User.objects.create_user("ada", ADA), User.objects.create_user("other", "other@town.example")
    hers = {session(_auth_user_id=str(ada.pk)), session(form={"typed": [" Ada.Hidden@Town.example"]})}
    others = {session(_auth_user_id=str(other.pk)), session(typed="other@town.example")}

    told = privacy.export(address=ADA)["sessions"]
    counts = privacy.erase(address=ADA)

    assert [sorted(row) for row in told] == [["logged_in_until"]] * 2
    assert counts["sessions"] == 2
    assert set(Session.objects.values_list("pk", flat=True)) == others
    assert hers.isdisjoint(others)


@pytest.mark.parametrize("sessions", [1, 3])
def test_looking_for_sessions_costs_the_same_however_many_there_are(sessions, django_assert_num_queries):
    for number in range(sessions):
        session(number=number)

    with django_assert_num_queries(2):
        personal_data.export_sessions(ADA)
