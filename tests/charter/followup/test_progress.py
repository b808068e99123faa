"""What the public sees of commitments: on the profile, in the overview, as open data; and what it never sees."""

import csv
import io
from datetime import date

import pytest

from charter.followup.models import Commitment
from charter.followup.profile import commitments_section
from coalition.members.models import LocalGovernment
from tests.factories.charter import SignatureFactory
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import LocalGovernmentFactory, members_page
from tests.factories.resources import ResourceFactory, resource_page, resources_page

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-06-01 10:00Z", tick=False)]
URL = "/en/charter/progress/"
DATA = "/data/charter-commitments.csv"
OVERDUE, OPEN = ("diagnosis", "overdue"), ("guide", "open")
DUE = {"overdue": date(2026, 5, 1), "due-soon": date(2026, 7, 1), "open": date(2027, 5, 1)}


def town(name: str, *, state: str = "signed", **fields) -> SignatureFactory:
    government = LocalGovernmentFactory(names={"en": name}, **fields)
    return SignatureFactory(state=state, government=government)


def commit(signature, deliverable="diagnosis", status="open", **fields):
    return CommitmentFactory(signature=signature, deliverable=deliverable, due_on=DUE[status], **fields)


def shown(response) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (government.name, [(row.deliverable, row.status) for row in government.shown])
        for government in response.context["page_obj"]
    ]


def hidden_rows() -> list[str]:
    """Make commitments and evidence that must not be shown; return the words that could leak."""
    words = []
    for state in ("draft", "submitted", "rejected"):
        commit(town(f"Leak {state}", state=state), status="overdue")
        words.append(f"Leak {state}")
    row = commit(town("Seen"))
    for state in ("awaiting", "refused"):
        EvidenceFactory(commitment=row, state=state, url=f"https://leak.example/{state}", description=f"Leaked {state}")
        words += [f"leak.example/{state}", f"Leaked {state}"]
    return words


def test_the_overview_shows_pilot_territories_first_then_names(client):
    zeta = town("Zeta", pilot=True)
    for deliverable, status in (("guide", "open"), ("diagnosis", "overdue"), ("action-plan", "due-soon")):
        commit(zeta, deliverable, status)
    EvidenceFactory(commitment=commit(town("Beta"), status="overdue"), state="accepted", dated=date(2026, 5, 2))
    EvidenceFactory(commitment=commit(town("Alpha")), state="accepted")
    commit(town("Gone", state="withdrawn"), status="overdue")
    commit(town("Held", state="on_hold"), status="overdue")
    CommitmentFactory(signature=town("Later"), due_on=None)

    response = client.get(URL)

    assert shown(response) == [
        ("Zeta", [("diagnosis", "overdue"), ("action-plan", "due-soon"), ("guide", "open")]),
        ("Alpha", [("diagnosis", "met")]),
        ("Beta", [("diagnosis", "met-late")]),
        ("Gone", [("diagnosis", "closed")]),
        ("Held", [("diagnosis", "paused")]),
        ("Later", [("diagnosis", "undated")]),
    ]
    line = response.context["lines"][0]
    assert (line.label, line.committed, line.on_time, line.late, line.overdue, line.to_come) == (
        "Shared diagnosis", "5", "1", "1", "1", "2",
    )  # fmt: skip
    headline = {name: response.context[name] for name in ("committed", "done", "on_time", "overdue")}
    assert headline == {"committed": "7", "done": "2", "on_time": "1 of 2", "overdue": "1"}
    assert [(bar.figure, bar.width) for bar in response.context["chart"].bars][:2] == [
        ("2 of 5 done", "40%"),
        ("0 of 1 done", "0%"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?status=overdue", [("Paris", [OVERDUE, OPEN])]),
        ("?deliverable=guide", [("Paris", [OPEN]), ("Quito", [OPEN])]),
        ("?country=FR&deliverable=guide&status=open", [("Paris", [OPEN])]),
        ("?country=XX&deliverable=nothing&status=typed", [("Paris", [OVERDUE, OPEN]), ("Quito", [OPEN])]),
    ],
)
def test_the_filters_leave_what_was_asked(client, query, expected):
    paris = town("Paris")
    commit(paris, "diagnosis", "overdue")
    commit(paris, "guide")
    commit(town("Quito", country="EC"), "guide")
    assert shown(client.get(URL + query)) == expected


def test_of_a_place_at_risk_no_day_is_told_and_nothing_is_overdue(client):
    """A town hall that is late there may be under fire: no page, figure or file says so, and no filter finds it."""
    members_page()
    signature = town("Alpha", at_risk=True, member=True)
    EvidenceFactory(commitment=commit(signature), state="accepted", dated=date(2026, 4, 1))
    late = commit(signature, "action-plan", "overdue")
    EvidenceFactory(commitment=late, state="accepted", dated=date(2026, 5, 20))
    commit(signature, "guide", "overdue")
    commit(signature, "seminar", "due-soon")

    response = client.get(URL)

    told = [("diagnosis", "met"), ("action-plan", "met"), ("guide", "open"), ("seminar", "open")]
    assert shown(response) == [("Alpha", told)]
    assert (response.context["overdue"], [line.late for line in response.context["lines"]]) == ("0", ["0"] * 5)
    assert shown(client.get(f"{URL}?status=overdue")) == shown(client.get(f"{URL}?status=met-late")) == []
    assert Commitment.objects.totals(date(2026, 6, 1)) == {"kept": 2, "made": 4, "overdue": 0, "soon": 0}
    rows = data(client)
    assert [row["status"] for row in rows] == ["met", "met", "open", "open"]
    assert {row[day] for row in rows for day in ("due_on", "met_on", "act_date")} == {""}
    pages = [response.content.decode(), profile(client, signature.government)]
    assert [day for page in pages for day in ("1 May 2026", "1 July 2026", "Due soon</span>") if day in page] == []
    assert [[page.count(f"{word}</span>") for word in ("Not done yet", "Not due yet")] for page in pages] == [
        [2, 0]
    ] * 2


def profile(client, government) -> str:
    return client.get(f"/en/members/{government.slug}/").content.decode()


def test_of_a_place_at_risk_the_profile_shows_neither_the_words_nor_the_address_of_evidence(client):
    members_page()
    signature = town("Jenin", at_risk=True)
    wrote = {"state": "accepted", "description": "Call Samira on 059 000 000.", "url": "https://shelter.example/"}
    EvidenceFactory(commitment=commit(signature), **wrote)
    shared = ResourceFactory(url="https://outside.example/")
    EvidenceFactory(commitment=commit(signature, "guide"), **wrote, resource=shared)
    resource = ResourceFactory()
    page = resource_page(resources_page(), resource=resource, title="A seminar")
    EvidenceFactory(commitment=commit(signature, "seminar"), **wrote, resource=resource)

    html = profile(client, signature.government)

    assert [word for word in ("Samira", "shelter.example", "outside.example") if word in html] == []
    assert "<bdi>Shared diagnosis</bdi>" in html
    assert "<bdi>Guide</bdi>" in html
    assert f'<a href="{page.url}"><bdi>A seminar</bdi></a>' in html


def test_nothing_leaks_into_overview_data_and_profiles(client):
    members_page()
    words = hidden_rows()
    gone = town("Gone", state="withdrawn")
    commit(gone, status="overdue")
    seen, submitted = (LocalGovernment.objects.get(names__en=name) for name in ("Seen", "Leak submitted"))
    pages = [client.get(URL).text, b"".join(client.get(DATA)).decode()]
    assert [word for page in pages for word in words if word in page] == []
    assert ["Seen" in page for page in pages] == [True, True]
    own = profile(client, seen)
    assert [word for word in words if word.startswith(("leak.", "Leaked")) and word in own] == []
    assert ["commitments-title" in page for page in (own, profile(client, submitted))] == [True, False]
    assert "Closed" in profile(client, gone.government)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_profile_shows_commitments_with_their_evidence_at_a_constant_cost(client, django_assert_num_queries, rows):
    members_page()
    signature = town("Alpha")
    resource = ResourceFactory()
    page = resource_page(resources_page(), resource=resource, title="The diagnosis of Alpha")
    for deliverable in ("diagnosis", "guide", "seminar")[:rows]:
        row = commit(signature, deliverable)
        EvidenceFactory(commitment=row, state="accepted", resource=resource, url="https://never.example/")
        EvidenceFactory(commitment=row, state="accepted", url=f"https://alpha.example/{deliverable}")

    html = profile(client, signature.government)
    with django_assert_num_queries(3):  # commitments, evidence, pages
        section = commitments_section(signature.government)

    assert html.count(f'<a href="{page.url}"><bdi>The diagnosis of Alpha</bdi></a>') == rows
    assert '<a href="https://alpha.example/diagnosis" rel="external noopener noreferrer">' in html
    assert "never.example" not in html
    assert [row.deliverable for row, _links in section["rows"]] == ["diagnosis", "guide", "seminar"][:rows]


def data(client, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(client.get(DATA + query)).decode())))


def test_the_data_has_one_line_for_each_commitment_and_the_filters_of_the_page(client):
    signature = town("=Alpha", code="XX-A", pilot=True)
    EvidenceFactory(commitment=commit(signature), state="accepted", dated=date(2026, 4, 1))
    commit(signature, "guide", "overdue")
    common = {"code": "XX-A", "name_en": "'=Alpha", "name_fr": "", "name_es": "", "name_ar": "", "country": "FR"}
    common |= {"pilot": "1", "act_date": "2026-01-15"}
    overdue = {**common, "deliverable": "guide", "status": "overdue", "due_on": "2026-05-01", "met_on": ""}
    assert data(client) == [
        {**common, "deliverable": "diagnosis", "status": "met", "due_on": "2027-05-01", "met_on": "2026-04-01"},
        overdue,
    ]
    assert data(client, "?status=overdue") == [overdue]
