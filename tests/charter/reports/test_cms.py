"""Yearly reports in the CMS: the list, the invitations, and the reading page."""

import pytest
from django.urls import reverse

from charter.reports.models import Report
from coalition.mail.models import Message
from tests.charter.reports.test_reports import LAST_YEAR, january, pytestmark  # noqa: F401
from tests.factories.charter import SignatureFactory, staff
from tests.factories.reports import ReportFactory

LIST_QUERIES = 11


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_reports(client, django_assert_num_queries, rows):
    client.force_login(staff("Committee editors"))
    ReportFactory.create_batch(rows, state="submitted")
    client.get(reverse("charter_reports:index"))
    with django_assert_num_queries(LIST_QUERIES):
        html = client.get(reverse("charter_reports:index")).content.decode()
    assert html.count("/cms/charter/reports/inspect/") >= rows


def test_an_editor_reads_a_report_beside_last_years_and_decides(client):
    client.force_login(staff("Committee editors"))
    past = ReportFactory(year=2025, state="accepted", answers={"women_trained": "7"})
    report = ReportFactory(government=past.government, state="submitted")
    address = reverse("charter_reports:inspect", args=[report.pk])
    html = client.get(address).content.decode()
    assert ('<td dir="auto">7</td>' in html, "12 people" in html) == (True, True)
    assert client.post(address, {"decision": "ask", "reason": ""}).status_code == 200
    assert client.post(address, {"decision": "ask", "reason": "Which year?"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.reason) == ("asked_again", "Which year?")
    Report.objects.filter(pk=report.pk).update(state="submitted")
    client.post(address, {"decision": "accept"})
    report.refresh_from_db()
    assert report.state == "accepted"
    response = client.post(address, {"decision": "accept"}, follow=True)
    assert "Somebody decided on this report before you" in response.content.decode()


@pytest.mark.parametrize(("state", "mailed"), [("signed", True), ("on_hold", False), ("withdrawn", False)])
def test_the_editor_is_told_whether_the_question_left_by_mail(client, state, mailed):
    client.force_login(staff("Committee editors"))
    report = ReportFactory(government=SignatureFactory(state=state).government, state="submitted")
    address = reverse("charter_reports:inspect", args=[report.pk])
    html = client.post(address, {"decision": "ask", "reason": "Which year?"}, follow=True).content.decode()
    report.refresh_from_db()
    asked = "The town hall is asked again by email." in html
    nobody = "The report is open again. No email was sent" in html
    assert (report.state, asked, nobody) == ("asked_again", mailed, not mailed)
    assert Message.objects.filter(context__what="report_asked_again").exists() == mailed


def test_the_button_invites_and_a_get_does_not(client):
    SignatureFactory(state="signed", signed_at=LAST_YEAR)
    client.force_login(staff("Committee editors"))
    address = reverse("charter_reports:invite")
    assert "1 signatory has not been invited" in client.get(address).content.decode()
    assert not Report.objects.exists()
    client.post(address)
    assert Report.objects.count() == 1
