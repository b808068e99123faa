"""The report as other pledges ask for it: every question is ours, nothing is invented, and only its readers get it."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import translation

from charter.reports import pledges
from charter.reports.questions import QUESTIONS
from coalition.users import roles
from tests.factories.charter import staff
from tests.factories.reports import ReportFactory, link_to

pytestmark = pytest.mark.django_db
ANSWERS = {"diagnosis_link": "https://town.example/diagnosis", "budget": "50000", "worked": "=cmd|' /C calc'!A0"}


def rows(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode())))


@pytest.mark.parametrize("pledge", pledges.PLEDGES.values(), ids=pledges.PLEDGES)
def test_each_line_names_its_reference_and_questions_of_ours(pledge):
    assert pledge.source.startswith("https://")
    for requirement in pledge.requirements:
        assert requirement.reference
        assert requirement.questions or requirement.note
        assert [key for key in requirement.questions if key not in QUESTIONS] == []


def test_every_question_helps_some_other_pledge():
    used = {key for pledge in pledges.PLEDGES.values() for line in pledge.requirements for key in line.questions}
    assert QUESTIONS.keys() == used


def test_the_town_hall_takes_its_answers_along(client):
    report = ReportFactory(answers=ANSWERS)
    token = link_to(report)
    response = client.get(f"/en/charter/report/{token}/pledges/cities-for-cedaw.csv")
    assert (response["Content-Type"], response["Cache-Control"]) == ("text/csv; charset=utf-8", "no-store, private")
    found = [(row["reference"], row["question"], row["answer"], row["unit"]) for row in rows(response) if row["answer"]]
    assert found == [
        ("1", "Where can your shared diagnosis be read?", "https://town.example/diagnosis", ""),
        ("3", "What did you spend on this policy this year?", "50,000", "euros"),
    ]
    assert {row["year"] for row in rows(response)} == {"2026"}


def test_what_is_not_asked_stays_empty_and_says_so():
    with translation.override("en"):
        lines = list(pledges.records(pledges.PLEDGES["vlr"], ANSWERS, government="Town", year=2026))
    (line,) = [line for line in lines if line["reference"] == "SDG 5.2.1"]
    assert (line["question"], line["answer"]) == ("", "")
    assert line["note"].startswith("Not asked in our report")


def test_no_answer_is_a_formula(client):
    token = link_to(ReportFactory(answers=ANSWERS))
    found = rows(client.get(f"/en/charter/report/{token}/pledges/vlr.csv"))
    assert [row["answer"] for row in found if "cmd" in row["answer"]] == ["'=cmd|' /C calc'!A0"]


def test_without_its_link_nobody_gets_it(client):
    ReportFactory()
    assert client.get("/en/charter/report/no-such-token/pledges/vlr.csv").status_code == 404
    token = link_to(ReportFactory())
    assert client.get(f"/en/charter/report/{token}/pledges/nothing.csv").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [(roles.COMMITTEE_EDITORS, 200), (roles.NEWSLETTER_EDITORS, 302), (roles.EVENT_HOSTS, 302)]
)
def test_who_reads_reports_gets_it_in_the_cms(client, role, status):
    report = ReportFactory(answers=ANSWERS)
    client.force_login(staff(role))
    assert client.get(reverse("charter_reports:pledge", args=[report.pk, "vlr"])).status_code == status
