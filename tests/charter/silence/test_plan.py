"""What is awaited is computed by indexes, government by government, whatever the statistics say of the tables."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from charter.followup.models import Commitment, Evidence
from charter.reports.models import Report
from charter.silence.models import Awaited
from coalition.members.models import LocalGovernment
from tests.factories.charter import SignatureFactory
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db
PLACES = 60
TABLES = ("members_localgovernment", "charter_awaited", "charter_commitment", "charter_evidence", "charter_report")
DELIVERABLES = ("diagnosis", "action_plan", "training")
DAY = date(2026, 3, 1)
ASKED = datetime(2026, 3, 1, 12, tzinfo=UTC)


def rows_read() -> dict[str, tuple[int, int]]:
    """Return of each table how often it was read whole in this transaction, and how many rows came by its indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, coalesce(seq_scan, 0), coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables "
            "WHERE relname = ANY (%s)",
            [list(TABLES)],
        )
        return {name: (whole, by_index) for name, whole, by_index in cursor.fetchall()}


def many_places() -> list[LocalGovernment]:
    """Make PLACES governments, each with three deliverables, evidence of each, and a report."""
    signature = SignatureFactory(state="signed")
    towns = (LocalGovernmentFactory.build(slug=f"town-{number}") for number in range(PLACES))
    places = LocalGovernment.objects.bulk_create(towns)
    facts = {"signature": signature, "counted_from": DAY, "due_on": DAY, "dated_on": DAY}
    Commitment.objects.bulk_create(
        CommitmentFactory.build(government=place, deliverable=deliverable, **facts)
        for place in places
        for deliverable in DELIVERABLES
    )
    commitments = Commitment.objects.order_by("-pk")
    Evidence.objects.bulk_create(EvidenceFactory.build(commitment=row, submitted_at=ASKED) for row in commitments)
    Report.objects.bulk_create(ReportFactory.build(government=place, year=2025, invited_at=ASKED) for place in places)
    return places


@pytest.mark.parametrize(
    ("pages", "rows"), [(0, -1), (1, 0), (1, 1), (1_000, 1_000_000)], ids=["none", "empty", "one row", "very many"]
)
def test_many_governments_are_followed_by_indexes_whatever_the_statistics_say(pages, rows):
    places = many_places()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_class SET relpages = %s, reltuples = %s WHERE relname = ANY (%s)", [pages, rows, list(TABLES)]
        )
        cursor.execute("UPDATE charter_awaited SET due_on = NULL, silent_since = NULL")
        before = rows_read()
        cursor.execute("SELECT charter_follow_awaited(%s)", [[place.pk for place in reversed(places)]])
    after = rows_read()

    read = {name: tuple(now - was for now, was in zip(after[name], before[name], strict=True)) for name in TABLES}
    assert [name for name, (whole, _by_index) in read.items() if whole] == []
    # Of each government: its own row to see that it is there and whether it is at risk; its commitments twice, for what
    # is due and what was heard, and so their evidence; its report twice, and again where a later one is looked for.
    most = {"members_localgovernment": 2, "charter_awaited": 3, "charter_commitment": 6, "charter_evidence": 6}
    assert {name: by_index for name, (_whole, by_index) in read.items() if by_index > PLACES * most.get(name, 3)} == {}
    days = Awaited.objects.filter(government__in=places).values_list("due_on", "silent_since").distinct()
    assert list(days) == [(DAY + timedelta(days=90), DAY)]
