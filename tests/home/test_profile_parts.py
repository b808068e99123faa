"""What other apps add to a profile: events it hosts, resources it gave, its signatures. Empty parts are not shown."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from home.templatetags.profiles import profile_sections
from tests.factories.charter import SignatureFactory, published_version
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.events import EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory, members_page

pytestmark = pytest.mark.django_db

TITLES = ("Events it hosts", "Resources it shared", "Signatory of the charter", "Earlier signatures")


@pytest.fixture
def town(db):
    members_page()
    return LocalGovernmentFactory(observatory_since=2022)


@pytest.fixture
def add_event(town):
    def add(title, *, days, host=town, **facts):
        start = timezone.now() + timedelta(days=days)
        event = EventFactory(start=start, end=start + timedelta(hours=1), host=host, **facts)
        event_page(event, title=title)

    return add


def sections(client, government):
    """Return what each part of the profile shows, by its template."""
    assert client.get(f"/en/members/{government.slug}/").status_code == 200
    with override("en"):
        return dict([*profile_sections(government), *profile_sections(government, below=True)])


def test_empty_parts_are_not_shown(client, town):
    html = client.get(f"/en/members/{town.slug}/").content.decode()
    assert [title for title in TITLES if title in html] == []


def test_a_profile_shows_the_public_events_it_hosts(client, town, add_event):
    add_event("Next", days=3)
    add_event("Later", days=9)
    add_event("Past", days=-3)
    add_event("Closed", days=4, closed=True)
    add_event("Elsewhere", days=4, host=LocalGovernmentFactory())

    found = sections(client, town)["events/hosted_section.html"]

    assert [row.title for row in found["upcoming"]] == ["Next", "Later"]
    assert [row.title for row in found["past"]] == ["Past"]


def test_a_profile_shows_every_published_signature(client, town):
    for number, (state, year) in enumerate((("superseded", 2024), ("signed", 2026)), 1):
        facts = {"signed_at": datetime(year, 5, 1, tzinfo=UTC), "version": published_version(number)}
        SignatureFactory(government=town, state=state, **facts)
    SignatureFactory(government=town, state="draft")

    html = client.get(f"/en/members/{town.slug}/").content.decode()
    found = sections(client, town)["charter/profile_section.html"]

    assert (found["signature"].state, [row.state for row, _label in found["history"]]) == ("signed", ["superseded"])
    assert "Version 1 of the charter, signature published on 1 May 2024" in html


def test_an_observatory_stands_with_its_deliverables(client, town):
    signature = SignatureFactory(government=town, state="signed")
    done = CommitmentFactory(signature=signature, government=town)
    CommitmentFactory(signature=signature, government=town, deliverable="guide")
    EvidenceFactory(commitment=done, state="accepted")

    html = client.get(f"/en/members/{town.slug}/").content.decode()

    assert "The observatory and its commitments" in html
    assert "The observatory opened in 2022." in html
    assert "1 of 2 commitments are done." in html
