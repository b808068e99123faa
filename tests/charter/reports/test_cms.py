"""Yearly reports in the CMS: the list, the invitations, and the reading page."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from charter.reports.models import Report
from coalition.mail.models import Message
from tests.factories.charter import SignatureFactory, staff
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db
LIST_QUERIES = 11
LAST_YEAR = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel("2027-01-10 10:00Z", tick=False):
        yield


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


def test_who_may_not_review_sees_no_report(client):
    report = ReportFactory(state="submitted", answers={"worked": "A secret of the report"})
    SignatureFactory(state="signed", signed_at=LAST_YEAR)
    addresses = (
        reverse("charter_reports:index"),
        reverse("charter_reports:inspect", args=[report.pk]),
        reverse("charter_reports:invite"),
    )
    client.force_login(staff("Event hosts"))
    for address in addresses:
        assert client.get(address).url == reverse("wagtailadmin_home")
        assert client.post(address, {"decision": "accept"}).url == reverse("wagtailadmin_home")
    assert list(Report.objects.values_list("pk", "state")) == [(report.pk, "submitted")]
    client.force_login(staff("Committee editors"))
    assert "A secret of the report" in client.get(addresses[1]).content.decode()
    for address in addresses[1:]:
        client.post(address, {"decision": "accept"})
    assert list(Report.objects.order_by("pk").values_list("state", flat=True)) == ["accepted", "draft"]
