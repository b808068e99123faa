"""The queue of signatures in the CMS: what it can be filtered by."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from charter.signing.models import Signature
from coalition.users import roles
from tests.charter.review.test_decisions import QUEUE, pytestmark  # noqa: F401
from tests.factories.charter import SignatureFactory, published_version, staff
from tests.factories.members import LocalGovernmentFactory


@pytest.fixture
def desk(client):
    user = staff(roles.CHARTER_REVIEWERS, "me")
    client.force_login(user)
    return user


def listed(client, query: str) -> set[int]:
    response = client.get(f"{QUEUE}?{query}")
    assert response.context["filters"].errors == {}
    return {row.pk for row in response.context["object_list"]}


@time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False)
def test_each_filter_keeps_what_it_says(client, desk):
    other = staff(roles.CHARTER_REVIEWERS, "other")
    old, new = published_version(1), published_version(2)
    island = LocalGovernmentFactory(country="KM")
    long_ago, lately = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 26, tzinfo=UTC)
    waits = SignatureFactory(state="submitted", version=old, submitted_at=long_ago, language="fr", government=island)
    fresh = SignatureFactory(state="submitted", version=new, submitted_at=lately, language="ar")
    mine = SignatureFactory(state="authority_checked", version=new, checked_by=desk, checked_at=lately)
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


EXPECTED = {
    "": {"waits", "fresh", "mine", "theirs", "awaited", "came"},
    "state=submitted": {"waits", "fresh"},
    "state=submitted&state=authority_checked": {"waits", "fresh", "mine", "theirs"},
    "checked_by=me": {"mine"},
    "checked_by=other": {"theirs"},
    "state=submitted&language=ar": {"fresh"},
    "ad_referendum=awaited": {"awaited"},
    "ad_referendum=came": {"came"},
    "country=KM": {"waits"},
}


def test_the_queue_gives_no_draft_away_whatever_is_asked(client, desk):
    SignatureFactory(state="draft", signatory_name="Somebody Hidden")
    page = client.get(f"{QUEUE}?q=Hidden&state=draft")
    assert (list(page.context["object_list"]), Signature.objects.count()) == ([], 1)
