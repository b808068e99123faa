"""The way back for an address that is written to no more."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coalition.mail import services
from coalition.mail.models import BounceReport, Suppression
from coalition.privacy.addresses import address_digest
from tests.factories.charter import staff

pytestmark = pytest.mark.django_db
ADDRESS = "reader@town.example"


@pytest.fixture
def suppressed():
    digest = address_digest(ADDRESS)
    BounceReport.objects.create(ledger="m", row=1, address_digest=digest, verdict="hard", source="smtp")
    return services.suppress_digest(digest=digest, reason=Suppression.Reason.BOUNCED, status="5.1.1")


def test_an_address_is_found_and_written_to_again(suppressed, client):
    client.force_login(staff("Committee editors"))
    found = client.post(reverse("mail_suppressions:find"), {"address": ADDRESS.upper()})
    assert "5.1.1" in found.text
    lift = reverse("mail_suppressions:lift", args=[suppressed.pk])
    assert lift in found.text

    assert client.get(lift).status_code == 200
    assert client.post(lift, {"why": ""}).status_code == 200
    assert Suppression.objects.exists()
    assert client.post(lift, {"why": "Her mailbox works again."}).status_code == 302

    assert not Suppression.objects.exists()
    assert BounceReport.objects.get().address_digest == ""
    [entry] = ModelLogEntry.objects.filter(action="mail.lift_suppression")
    assert entry.data["why"] == "Her mailbox works again."
    assert ADDRESS not in str(entry.data) + entry.label
    assert client.post(lift, {"why": "Twice."}).status_code in {302, 404}
    assert ModelLogEntry.objects.filter(action="mail.lift_suppression").count() == 1


def test_the_list_shows_no_address_and_asks_no_question_twice(suppressed, client, django_assert_max_num_queries):
    client.force_login(staff("Committee editors"))
    client.get(reverse("mail_suppressions:index"))
    for number in range(3):
        services.suppress(address=f"reader-{number}@town.example", reason=Suppression.Reason.ASKED)

    with django_assert_max_num_queries(20):
        listed = client.get(reverse("mail_suppressions:index")).text

    assert "town.example" not in listed
    assert suppressed.address_digest not in listed


@pytest.mark.parametrize("name", ["Charter reviewers", "Event hosts", "Newsletter editors"])
def test_others_find_and_lift_nothing(suppressed, client, name):
    client.force_login(staff(name))
    for place, arguments in (("index", []), ("find", []), ("lift", [suppressed.pk])):
        url = reverse(f"mail_suppressions:{place}", args=arguments)
        assert {client.get(url).status_code, client.post(url, {"why": "x", "address": ADDRESS}).status_code} <= {
            302,
            403,
        }
    assert Suppression.objects.exists()
