"""Who is awaited, late, or silent for a year: the rule, the list, the profile, the figures; and who is left out."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from itertools import chain, product

import pytest
import time_machine

from charter.followup.models import Reminder
from charter.signatories import counts
from charter.signatories.models import Signatory
from charter.silence.models import Awaited
from charter.silence.profile import silence_section
from charter.silence.rules import Request, Silence, silence
from coalition.members.models import LocalGovernment
from tests.factories.charter import SignatureFactory
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import LocalGovernmentFactory, members_page
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
LIST = "/en/charter/signatories/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-01 10:00Z", tick=False):
        yield


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def ago(days: int) -> datetime:
    return at(TODAY - timedelta(days=days))


def signed(name: str = "Alpha", *, days_ago: int = 800, state: str = "signed", **facts):
    government = LocalGovernmentFactory(names={"en": name}, **facts)
    return SignatureFactory(state=state, government=government, signed_at=ago(days_ago))


def asked(signature, *, days_ago: int, **facts):
    return ReportFactory(government=signature.government, invited_at=ago(days_ago), **{"year": 2025, **facts})


def due(signature, *, days_ago: int, **facts):
    return CommitmentFactory(signature=signature, due_on=TODAY - timedelta(days=days_ago), **facts)


def states() -> dict[str, str]:
    rows = Signatory.objects.with_facts()
    return {row.government.names["en"]: row.silence for row in rows}


def names(client, query: str) -> list[str]:
    return sorted(row.government.names["en"] for row in client.get(f"{LIST}?{query}").context["page"].rows)


def one_of_each() -> None:
    """Make a signatory of each kind, named after it."""
    asked(signed("Due"), days_ago=30)
    asked(signed("Late"), days_ago=100)
    asked(signed("Silent"), days_ago=400)
    signed("Nothing")


def test_the_rule():
    assert silence([], heard_on=date(2020, 1, 1), today=TODAY) is None
    due_later = Request(since=TODAY, due_on=TODAY)
    assert silence([due_later], heard_on=date(2020, 1, 1), today=TODAY) == Silence.DUE
    late = Request(since=date(2025, 6, 2), due_on=date(2026, 5, 31))
    assert silence([late, due_later], heard_on=date(2020, 1, 1), today=TODAY) == Silence.LATE
    old = Request(since=date(2025, 6, 1), due_on=date(2025, 8, 30))
    assert silence([old], heard_on=date(2025, 6, 1), today=TODAY) == Silence.SILENT
    assert silence([old], heard_on=date(2025, 6, 2), today=TODAY) == Silence.LATE


def test_sql_says_what_the_profile_says():
    """Each day that matters, of what was asked and of what was heard, on either side of its limit."""
    members_page()
    heard_on = (None, 364, 365, 366)
    reports = product((0, 89, 90, 91, 364, 365, 366), (None,), heard_on)
    deliverables = product((None,), (-91, -90, 0, 1, 364, 365, 366), heard_on)
    both = ((100, 366, None), (366, 1, 400), (30, -30, 366), (None, None, 366))
    for number, (report, commitment, heard) in enumerate(chain(reports, deliverables, both)):
        signature = signed(f"Town {number}")
        if report is not None:
            asked(signature, days_ago=report)
        if commitment is not None:
            due(signature, days_ago=commitment)
        if heard is not None:
            asked(signature, days_ago=700, year=2024, state="accepted", submitted_at=ago(heard))

    found = {row.government_id: row.silence for row in Signatory.objects.with_facts()}
    asked_for = {row.government_id: state.value for state in Silence for row in Signatory.objects.owing(state, TODAY)}
    said = {
        row.government_id: (silence_section(row.government) or {"state": ""})["state"]
        for row in Signatory.objects.select_related("government")
    }

    assert found == said
    assert asked_for == {government: state for government, state in said.items() if state}
    assert set(found.values()) == {"", *Silence}


def test_what_was_sent_is_answered_even_before_it_is_read():
    sent = signed("Sent")
    asked(sent, days_ago=400, state="submitted", submitted_at=ago(380))
    shown = signed("Shown")
    EvidenceFactory(commitment=due(shown, days_ago=400), state="awaiting")
    later = signed("Later")
    asked(later, days_ago=400, year=2024)
    asked(later, days_ago=40, year=2025, state="accepted", submitted_at=ago(20))
    refused = signed("Refused")
    EvidenceFactory(commitment=due(refused, days_ago=400), state="refused", submitted_at=ago(390))
    assert states() == {"Sent": "", "Shown": "", "Later": "", "Refused": "silent"}


def test_a_report_that_is_asked_again_has_ninety_days_more():
    asked(signed(), days_ago=400, state="asked_again", submitted_at=ago(300), decided_at=ago(89))
    assert states() == {"Alpha": "due"}


def test_the_filter_leaves_its_rows(client):
    one_of_each()
    assert {state: names(client, f"silence={state}") for state in ("due", "late", "silent")} == {
        "due": ["Due"], "late": ["Late"], "silent": ["Silent"],
    }  # fmt: skip
    assert client.get(f"{LIST}?silence=late").context["count"] == 1
    assert names(client, "silence=nonsense") == ["Due", "Late", "Nothing", "Silent"]
    assert names(client, "silence=late&q=sil") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_filter_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        asked(signed(f"Town {number}"), days_ago=100)
    with django_assert_num_queries(3):
        response = client.get(f"{LIST}?silence=late")
    assert len(response.context["page"].rows) == rows


def test_the_figures_and_the_open_data_say_the_same(client):
    one_of_each()
    assert counts.by_silence(TODAY) == {"due": 1, "late": 1, "silent": 1}
    page = client.get("/en/charter/statistics/")
    (part,) = [part for part in page.context["parts"] if part.key == "silence"]
    assert [(row.cells, row.query) for row in part.rows] == [
        (["Answer awaited", "1"], "silence=due"),
        (["Answer late", "1"], "silence=late"),
        (["Silent for a year", "1"], "silence=silent"),
    ]
    file = b"".join(client.get("/data/signatories.csv?silence=silent").streaming_content).decode()
    assert [(row["name_en"], row["silence"]) for row in csv.DictReader(io.StringIO(file))] == [("Silent", "silent")]


@pytest.mark.parametrize("facts", [{"at_risk": True}, {"state": "on_hold"}, {"state": "withdrawn"}])
def test_of_a_place_at_risk_or_no_longer_asked_nothing_is_said(client, facts):
    members_page()
    signature = signed("Secret", member=True, **facts)
    asked(signature, days_ago=400)
    due(signature, days_ago=400)

    assert states() == {"Secret": ""}
    assert [names(client, f"status=all&silence={state}") for state in Silence] == [[], [], []]
    assert counts.by_silence(TODAY) == {}
    html = client.get(f"/en/members/{signature.government.slug}/").content.decode()
    assert "What the network is waiting for" not in html
    file = b"".join(client.get("/data/signatories.csv?status=all").streaming_content).decode()
    assert [row["silence"] for row in csv.DictReader(io.StringIO(file))] == [""]


def test_a_place_is_said_nothing_of_from_the_moment_it_is_marked():
    """A change by SQL too: the database itself follows the mark."""
    signature = signed()
    asked(signature, days_ago=100)
    places = LocalGovernment.objects.filter(pk=signature.government_id)
    told = []
    for at_risk in (False, True, False):
        places.update(at_risk=at_risk)
        told.append((states(), set(Awaited.objects.values_list("due_on", "silent_since"))))
    late = ({"Alpha": "late"}, {(date(2026, 5, 22), date(2026, 2, 21))})
    assert told == [late, ({"Alpha": ""}, {(None, None)}), late]


def test_a_profile_shows_what_was_asked_and_when_and_no_words(client):
    members_page()
    signature = signed("Alpha", member=True)
    asked(
        signature, days_ago=100, state="asked_again", reason="A secret reason", submitted_at=ago(50), decided_at=ago(40)
    )
    commitment = due(signature, days_ago=10)
    Reminder.objects.create(commitment=commitment, due_on=commitment.due_on, days=30, sent_at=ago(40))

    section = silence_section(signature.government)

    assert [(line.what, line.asked_on, line.due_on, line.is_late) for line in section["lines"]] == [
        ("Shared diagnosis", [date(2026, 4, 22)], date(2026, 5, 22), True),
        ("Report for 2025", [date(2026, 2, 21), date(2026, 4, 22)], date(2026, 7, 21), False),
    ]
    assert section["heard_on"] == date(2026, 4, 12)
    html = client.get("/en/members/alpha/").content.decode()
    assert "was due on 22 May 2026" in html
    private = ("A secret reason", signature.contact_name, signature.official_email, signature.contact_email)
    assert [word for word in private if word in html] == []
