"""What the lists and exports of the charter cost: the same number of queries for one row and for three."""

from collections.abc import Iterable
from datetime import date

import pytest
from django.db.models import Model
from django.utils import timezone

from charter.followup.models import Schedule
from charter.ledger import keys, log
from charter.ledger.models import Leaf, LedgerEntry
from charter.review.status import Act, hold, reinstate
from coalition.users import roles
from tests.charter.certificates.checked import make_certificate, without_orders
from tests.factories.charter import SignatureFactory, accept, link_to, published_version, staff, two_reviewers
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import resource_page, resources_page

ACT = Act("Council", "2026-20", date(2026, 2, 1), "")
pytestmark = pytest.mark.django_db


CMS = "/cms/charter"


def in_the_cms(name: str, rows: Iterable[Model]) -> tuple[str, list[str]]:
    """Return the address of a list of the CMS, and the links by which its rows are known."""
    return f"{CMS}/{name}/", [f"{CMS}/{name}/inspect/{row.pk}/" for row in rows]


def versions(rows):
    return in_the_cms("versions", [published_version(number) for number in range(1, rows + 1)])


def schedule(rows):
    kept = list(Schedule.objects.order_by("pk").values_list("pk", flat=True)[:rows])
    Schedule.objects.exclude(pk__in=kept).delete()
    return f"{CMS}/schedule/", [f"{CMS}/schedule/edit/{pk}/" for pk in kept]


def queue(rows):
    return in_the_cms("signatures", SignatureFactory.create_batch(rows, state="submitted"))


def commitments(rows):
    return in_the_cms("commitments", [EvidenceFactory().commitment for _row in range(rows)])


def chain(rows):
    for _number in range(rows):
        accept(SignatureFactory(state="submitted", act_file_sha256="b" * 64))
    entries = LedgerEntry.objects.order_by("sequence").values_list("sequence", "hash")
    return "/data/charter-ledger.csv", ["sequence,hash\n", *(f"{number},{digest}\n" for number, digest in entries)]


def history(rows):
    """Return a signature with so many changes of status and editions of its certificate."""
    signature, _other = (accept(SignatureFactory(state="submitted", act_file_sha256="b" * 64)) for _one in range(2))
    for number in range(rows):
        make_certificate(without_orders(signature), edition=number + 1)
        change = (hold, reinstate)[number % 2]
        change(signature=signature, act=ACT, effective_on=timezone.localdate(), by=two_reviewers())
    return signature


def entries(rows):
    signature = history(rows)
    own = LedgerEntry.objects.filter(signature=signature).values_list("hash", flat=True)
    return f"/en/charter/verify/{signature.verification_code}/ledger.jsonl", list(own)


def verified(rows):
    return f"/en/charter/verify/{history(rows).verification_code}/", ["Put on hold"]


def progress(rows):
    """Return so many governments with two commitments each, of which evidence was accepted."""
    signatures = SignatureFactory.create_batch(rows, state="signed")
    for signature in signatures:
        for deliverable in ("diagnosis", "guide"):
            commitment = CommitmentFactory(signature=signature, deliverable=deliverable)
            EvidenceFactory(commitment=commitment, state="accepted")
    return [signature.government for signature in signatures]


def overview(rows):
    return "/en/charter/progress/", [government.name for government in progress(rows)]


def progress_data(rows):
    return "/data/charter-commitments.csv", [government.code for government in progress(rows)]


def library(rows):
    resource_page(resources_page())
    return "/en/resources/", [government.name for government in progress(rows)]


def checkpoints(rows):
    for number in range(rows):
        log.append(log.Record(Leaf.Kind.ENTRY, str(number), {}))
        log.sign_checkpoint()
    return "/en/charter/ledger/auditors/", [str(keys.verifier())]


def search(rows):
    towns = LocalGovernmentFactory.create_batch(rows)
    token = link_to(SignatureFactory(government=None))
    return f"/en/charter/sign/{token}/government/?q=town", [f'value="{town.code}"' for town in towns]


COSTS = {
    versions: (10, roles.CHARTER_REVIEWERS),
    schedule: (11, roles.COMMITTEE_EDITORS),
    queue: (10, roles.CHARTER_REVIEWERS),
    commitments: (11, roles.COMMITTEE_EDITORS),
    chain: (1, ""),
    entries: (2, ""),
    verified: (4, ""),
    overview: (5, ""),
    progress_data: (2, ""),
    library: (19, ""),
    checkpoints: (1, ""),
    search: (2, ""),
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("build", COSTS)
def test_a_list_costs_the_same_for_any_number_of_rows(client, django_assert_num_queries, build, rows):
    queries, role = COSTS[build]
    if role:
        client.force_login(staff(role))
    address, shown = build(rows)
    client.get(address)

    with django_assert_num_queries(queries):
        body = b"".join(client.get(address)).decode()

    assert [words for words in shown if words not in body] == []
