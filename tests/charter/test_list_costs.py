"""What the lists and exports of the charter cost: the same number of queries for one row and for three."""

import json
from datetime import date

import pytest
from django.utils import timezone

from charter.followup.models import Schedule
from charter.ledger.models import LedgerEntry
from charter.review.status import Act, hold, reinstate
from coalition.users import roles
from tests.factories.charter import SignatureFactory, accept, published_version, staff

ACT = Act("Council", "2026-20", date(2026, 2, 1), "")
pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]


def lines(response) -> list[str]:
    """Return the lines of a download, however it comes."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode().splitlines()


def test_the_versions_in_the_cms(client, django_assert_num_queries, rows):
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    for number in range(1, rows + 1):
        published_version(number)
    client.get("/cms/charter/versions/")

    with django_assert_num_queries(10):
        response = client.get("/cms/charter/versions/")

    assert {row.number for row in response.context["object_list"]} == set(range(1, rows + 1))


def test_the_schedule_in_the_cms(client, django_assert_num_queries, rows):
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    kept = list(Schedule.objects.order_by("pk").values_list("pk", flat=True)[:rows])
    Schedule.objects.exclude(pk__in=kept).delete()
    client.get("/cms/charter/schedule/")

    with django_assert_num_queries(11):
        response = client.get("/cms/charter/schedule/")

    assert {row.pk for row in response.context["object_list"]} == set(kept)


def test_the_chain_as_csv(client, django_assert_num_queries, rows):
    for _number in range(rows):
        accept(SignatureFactory(state="submitted", act_file_sha256="b" * 64))

    with django_assert_num_queries(1):
        found = lines(client.get("/data/charter-ledger.csv"))

    hashes = LedgerEntry.objects.order_by("sequence").values_list("sequence", "hash")
    assert found == ["sequence,hash", *(f"{sequence},{hash_}" for sequence, hash_ in hashes)]
    assert len(found) > rows


def test_the_entries_of_one_signature(client, django_assert_num_queries, rows):
    signature, _other = (accept(SignatureFactory(state="submitted", act_file_sha256="b" * 64)) for _one in range(2))
    reviewer = staff(roles.CHARTER_REVIEWERS)
    for change in (hold, reinstate)[: rows - 1]:
        change(signature=signature, act=ACT, effective_on=timezone.localdate(), actor=reviewer)

    with django_assert_num_queries(2):
        found = lines(client.get(f"/en/charter/verify/{signature.verification_code}/ledger.jsonl"))

    own = LedgerEntry.objects.filter(signature=signature).order_by("sequence")
    assert [json.loads(line)["hash"] for line in found] == [entry.hash for entry in own]
    assert [entry.event for entry in own][-rows:] == ["publish", "hold", "reinstate"][:rows]
