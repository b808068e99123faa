"""The queue of signatures in the CMS: what it can be filtered by, and the filters that people keep."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from charter.review.queue.filters import worth_keeping
from charter.review.queue.models import SavedFilter
from charter.signing.models import Signature
from coalition.users import roles
from tests.factories.charter import SignatureFactory, published_version, staff
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db

QUEUE = "/cms/charter/signatures/"
KEEP = f"{QUEUE}filters/"


@pytest.fixture
def me(client):
    user = staff(roles.CHARTER_REVIEWERS, "me")
    client.force_login(user)
    return user


def listed(client, query: str) -> set[int]:
    response = client.get(f"{QUEUE}?{query}")
    assert response.context["filters"].errors == {}
    return {row.pk for row in response.context["object_list"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_any_number(client, me, django_assert_num_queries, rows):
    SignatureFactory.create_batch(rows, state="submitted")
    SignatureFactory(state="draft")
    for number in range(rows):
        SavedFilter.objects.create(user=me, name=f"Mine {number}", querystring="state=submitted")
    client.get(QUEUE)

    with django_assert_num_queries(COST):
        response = client.get(QUEUE)

    assert (len(response.context["object_list"]), len(response.context["saved_filters"])) == (rows, rows)


COST = 12


@time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False)
def test_each_filter_keeps_what_it_says(client, me):
    other = staff(roles.CHARTER_REVIEWERS, "other")
    old, new = published_version(1), published_version(2)
    island = LocalGovernmentFactory(country="KM")
    long_ago, lately = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 26, tzinfo=UTC)
    waits = SignatureFactory(state="submitted", version=old, submitted_at=long_ago, language="fr", government=island)
    fresh = SignatureFactory(state="submitted", version=new, submitted_at=lately, language="ar")
    mine = SignatureFactory(state="authority_checked", version=new, checked_by=me, checked_at=lately)
    theirs = SignatureFactory(state="authority_checked", version=new, checked_by=other, checked_at=lately)
    until = date(2027, 1, 1)
    awaited = SignatureFactory(state="signed", version=new, act_file_sha256="", ad_referendum_until=until)
    came = SignatureFactory(state="signed", version=new, ad_referendum_until=until)
    for state in ("draft", "mailbox_verified"):
        SignatureFactory(state=state, version=old, government=island)

    found = {query: listed(client, query) for query in EXPECTED}

    names = {"waits": waits, "fresh": fresh, "mine": mine, "theirs": theirs, "awaited": awaited, "came": came}
    by_pk = {row.pk: name for name, row in names.items()}
    assert {query: {by_pk[pk] for pk in pks} for query, pks in found.items()} == EXPECTED
    assert {by_pk[pk] for pk in listed(client, f"version={old.pk}")} == {"waits"}


EXPECTED = {
    "": {"waits", "fresh", "mine", "theirs", "awaited", "came"},
    "state=submitted": {"waits", "fresh"},
    "state=submitted&state=authority_checked": {"waits", "fresh", "mine", "theirs"},
    "checked_by=me": {"mine"},
    "checked_by=other": {"theirs"},
    "waiting_days=30": {"waits"},
    "waiting_days=0&language=ar": {"fresh"},
    "ad_referendum=awaited": {"awaited"},
    "ad_referendum=came": {"came"},
    "country=KM": {"waits"},
}


@pytest.mark.parametrize(
    ("querystring", "kept"),
    [
        ("state=submitted&state=signed&p=3&_w_filter_fragment=1", "state=submitted&state=signed"),
        ("q=&country=&language=ar&evil=1", "language=ar"),
        ("q=jenine&ordering=-submitted_at", "q=jenine&ordering=-submitted_at"),
        ("p=2", ""),
    ],
)
def test_only_what_filters_is_kept(querystring, kept):
    assert worth_keeping(querystring) == kept


def test_a_filter_is_saved_listed_replaced_and_deleted(client, me):
    assert client.get(QUEUE).context["save_form"] is None
    shown = client.get(f"{QUEUE}?state=submitted&p=1").context["save_form"]
    assert shown.initial == {"querystring": "state=submitted"}

    saved = client.post(KEEP, {"name": "To check", "querystring": "state=submitted&p=1"})
    assert saved.url == f"{QUEUE}?state=submitted"
    client.post(KEEP, {"name": "To check", "querystring": "state=submitted&country=FR"})
    assert list(SavedFilter.objects.values_list("user", "name", "querystring")) == [
        (me.pk, "To check", "state=submitted&country=FR")
    ]
    page = client.get(QUEUE).content.decode()
    assert f'href="{QUEUE}?state=submitted&amp;country=FR"><bdi>To check</bdi></a>' in page

    pk = SavedFilter.objects.get().pk
    assert client.get(f"{KEEP}{pk}/delete/").status_code == 405
    assert client.post(f"{KEEP}{pk}/delete/").url == QUEUE
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"name": "", "querystring": "state=signed"}, "Give the filter a name."),
        ({"name": "All", "querystring": "p=2"}, "Filter the list first, then save the filter."),
    ],
)
def test_a_filter_without_name_or_content_is_refused_in_words(client, me, answers, message):
    assert message in client.post(KEEP, answers, follow=True).content.decode()
    assert not SavedFilter.objects.exists()


def test_filters_belong_to_one_person(client, me):
    other = staff(roles.CHARTER_REVIEWERS, "other")
    theirs = SavedFilter.objects.create(user=other, name="Private words", querystring="state=signed")

    assert "Private words" not in client.get(QUEUE).content.decode()
    client.post(f"{KEEP}{theirs.pk}/delete/")
    assert list(SavedFilter.objects.all()) == [theirs]


@pytest.mark.parametrize(("role", "may"), [(roles.COMMITTEE_EDITORS, True), (roles.NEWSLETTER_EDITORS, False)])
def test_who_reads_the_queue_may_keep_filters(client, role, may):
    client.force_login(staff(role))
    client.post(KEEP, {"name": "A name", "querystring": "state=signed"})
    assert SavedFilter.objects.exists() is may


def test_the_queue_gives_no_draft_away_whatever_is_asked(client, me):
    SignatureFactory(state="draft", signatory_name="Somebody Hidden")
    page = client.get(f"{QUEUE}?q=Hidden&state=draft")
    assert (list(page.context["object_list"]), Signature.objects.count()) == ([], 1)
