"""The yearly report: invited once, written by several people, read by the staff."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django_fsm import TransitionNotAllowed
from openpyxl import load_workbook

from charter import tasks
from charter.followup.models import Evidence
from charter.signatories import report_questions, report_sheet
from charter.signatories import services as reports
from charter.signatories.models import Report
from charter.signatories.report_questions import QUESTIONS
from charter.signing.models import DeskLink, Signature
from coalition.mail.models import Message
from tests.factories.charter import SignatureFactory, reviewer, staff
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import members_page
from tests.factories.reports import ANSWERS, ReportFactory, link_to

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2027-01-10 10:00Z", tick=False)]
LAST_YEAR = datetime(2026, 3, 1, tzinfo=UTC)


def marks(answers: dict[str, str]) -> dict[str, str]:
    return {key: report_questions.answer_mark(answers.get(key, "")) for key in QUESTIONS}


def save(report: Report, typed: dict[str, str], drawn: dict[str, str] | None = None) -> dict[str, str]:
    return reports.save_answers(report=report, typed=typed, drawn_with=marks(drawn or {}))


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("women_trained", " 1 500 ", 1500), ("women_trained", "1.500", 1500), ("women_trained", "١٢", 12),
        ("women_trained", "", None), ("reception", "both", "both"), ("worked", " Fine. ", "Fine."),
        ("guide_link", "https://town.example/guide", "https://town.example/guide"),
    ],
)  # fmt: skip
def test_an_answer_is_read(key, typed, value):
    assert QUESTIONS[key].read(typed) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("women_trained", "about 12"), ("women_trained", "-3"), ("women_trained", "1.5"), ("women_trained", "9" * 13),
        ("reception", "perhaps"), ("guide_link", "javascript:alert(1)"), ("guide_link", "//[x"),
        ("guide_link", "https://me:secret@town.example/"), ("guide_date", "31/03/2026"), ("guide_date", "2027-01-11"),
        ("guide_date", "1789-07-14"), ("worked", "x" * 2001),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(key, typed):
    with pytest.raises(ValidationError):
        QUESTIONS[key].read(typed)
    assert key in report_questions.answer_errors({key: typed, "seminar_link": "https://town.example/"})


def test_every_signature_in_force_is_invited_once_in_january():
    signature = SignatureFactory(state="signed", signed_at=LAST_YEAR, language="fr")
    for state in ("on_hold", "withdrawn"):
        SignatureFactory(state=state, signed_at=LAST_YEAR)
    SignatureFactory(state="signed")  # signed this year: there is nothing to report yet
    ReportFactory(government=signature.government, year=2025, state="accepted")
    tasks.invite_reports()
    tasks.invite_reports()

    report = Report.objects.get(year=2026)
    assert (report.government, report.state, report.language) == (signature.government, "draft", "fr")
    # What still holds comes from last year, and no figure does.
    assert report.answers == {key: ANSWERS[key] for key in ("diagnosis_link", "diagnosis_date", "reception")}
    sent = Message.objects.filter(context__what="report").order_by("to").values_list("to", flat=True)
    assert list(sent) == sorted([signature.official_email, signature.contact_email])
    assert DeskLink.objects.filter(signature=signature).count() == 2  # a mailbox, a link


@pytest.mark.parametrize(
    ("before", "day", "is_asked"),
    [(None, "2026-07-01", True), (None, "2026-07-02", False), (None, "2026-12-30", False),
     ("superseded", "2026-12-30", True), ("withdrawn", "2026-12-30", False)],
)  # fmt: skip
def test_no_report_is_asked_of_a_year_in_which_the_signature_stood_less_than_six_months(before, day, is_asked):
    at = datetime.fromisoformat(f"{day}T10:00Z")
    signature = SignatureFactory(state="signed", signed_at=at)
    if before:
        SignatureFactory(government=signature.government, state=before, signed_at=LAST_YEAR)

    assert (reports.invite_all(year=2026), Report.objects.count()) == (is_asked, is_asked)


def test_a_half_typed_answer_is_kept_and_named_before_the_report_is_sent():
    report = ReportFactory(answers={})
    assert save(report, {"women_trained": "about 12", "worked": "A\r\nB\x00", "unknown": "x"}) == {}
    report.refresh_from_db()
    assert report.answers == {"women_trained": "about 12", "worked": "A\nB"}
    with pytest.raises(reports.ReportUnfinished) as error:
        reports.submit_report(report=report)
    assert list(error.value.errors) == ["women_trained"]


def test_every_question_of_at_most_twenty_helps_some_other_pledge():
    used = {key for pledge in report_sheet.PLEDGES for line in pledge.requirements for key in line.questions.split()}
    assert (QUESTIONS.keys(), len(QUESTIONS)) == (used, 20)


def test_two_colleagues_keep_each_others_words():
    report = ReportFactory(answers={"worked": "Old", "needed": "Old"})
    drawn = dict(report.answers)
    steps = (
        ({"worked": "Hers", "needed": "Old"}, drawn, {}),
        # He typed nothing in `worked`: hers stays. What both changed is told, and not written over.
        ({"worked": "Old", "needed": "His"}, drawn, {}),
        ({"worked": "His", "needed": "His"}, drawn, {"worked": "Hers"}),
    )
    for typed, shown, conflicts in steps:
        assert save(report, typed, shown) == conflicts
    report.refresh_from_db()
    assert report.answers == {"worked": "Hers", "needed": "His"}
    assert save(report, {"worked": "His"}, report.answers) == {}


def test_a_report_that_is_sent_proposes_its_links_as_evidence_once():
    commitment = CommitmentFactory()
    report = reports.submit_report(report=ReportFactory(government=commitment.government))
    fields = ("commitment", "state", "source", "url", "dated")
    assert list(Evidence.objects.values_list(*fields)) == [
        (commitment.pk, "awaiting", "report", ANSWERS["diagnosis_link"], date(2026, 10, 1))
    ]
    reports.ask_report_again(report=report, by=reviewer(1), reason="Which day?")
    report.refresh_from_db()
    save(report, {"diagnosis_date": "2026-10-02"}, report.answers)
    report = reports.submit_report(report=report)
    evidence = Evidence.objects.get()
    assert evidence.dated == date(2026, 10, 2)  # it takes the place of what nobody read
    reports.accept_report(report=report, by=reviewer(1), evidence=[evidence.pk])
    evidence.refresh_from_db()
    assert evidence.state == "accepted"
    with pytest.raises(TransitionNotAllowed):
        reports.accept_report(report=report, by=reviewer(2))
    reports.submit_report(report=ReportFactory(government=commitment.government, year=2027))
    assert Evidence.objects.count() == 1


NEWS = {
    "a proof": {"diagnosis_link": "https://town.example/new"},
    "half the figure": {"women_trained": "5"},
    "no answer": {"budget": ""},
    "another choice": {"reception": "both"},
}


def test_only_reports_without_proof_and_surprise_are_accepted_by_one_press(client, django_assert_num_queries):
    def report(**changes):
        signature = SignatureFactory(state="signed")
        commitment = CommitmentFactory(signature=signature)
        EvidenceFactory(commitment=commitment, url=ANSWERS["diagnosis_link"], state="accepted")
        ReportFactory(government=signature.government, year=2025, state="accepted")
        return reports.submit_report(report=ReportFactory(government=signature.government, answers=ANSWERS | changes))

    client.force_login(staff("Committee editors"))
    plain, unticked, again = report(women_trained="20", worked="Other words"), report(), report()
    for changes in NEWS.values():
        report(**changes)
    ReportFactory(state="submitted")  # the first one of its government
    address = reverse("charter_reports:several")
    page = client.get(address)
    assert [row[0] for row in page.context["rows"]] == [plain, unticked, again]
    assert "Other words" in page.text
    with django_assert_num_queries(2):  # the reports, and those of the years before
        assert reports.plain_reports() == [plain, unticked, again]

    marks = [reports.report_mark(row) for row in (plain, again)]
    Report.objects.filter(pk=again.pk).update(submitted_at=LAST_YEAR)  # it was sent anew meanwhile
    told = client.post(address, {"report": marks}, follow=True)
    assert "1 report was accepted." in told.text
    assert list(Report.objects.filter(year=2026, state="accepted")) == [plain]


@pytest.mark.parametrize(
    "address",
    [
        "/en/members/{slug}/", "/en/charter/progress/",
        "/data/charter-commitments.csv", "/data/signatories.csv", "/data/members.csv",
    ],
)  # fmt: skip
def test_no_count_of_persons_leaves_a_report(client, address):
    members_page()
    government = SignatureFactory(state="signed", government__pilot=True).government
    answers = ANSWERS | {"women_trained": "409110", "men_trained": "409120", "women_received": "409130"}
    ReportFactory(government=government, year=2025, state="accepted", answers=answers)
    response = client.get(address.format(slug=government.slug))
    text = b"".join(response).decode().replace(",", "")
    assert (response.status_code, "4091" in text) == (200, False)


# The pages


def path(token: str, page: str = "") -> str:
    return f"/en/charter/desk/{token}/report/2026/{page}"


def test_the_pages_lead_from_the_link_to_the_sent_report(client):
    report = ReportFactory(answers={})
    token = link_to(report)
    for section in report_questions.SECTIONS:
        page = client.get(path(token, f"{section.slug}/"))
        assert page.status_code == 200
        data = {question.id: ANSWERS.get(question.id, "") for question in section.questions}
        data |= {f"{question.id}-mark": report_questions.answer_mark("") for question in section.questions}
        response = client.post(path(token, f"{section.slug}/"), data)
        assert response.status_code == 302
    assert response.url == path(token, "check/")
    assert ANSWERS["worked"] in client.get(path(token, "check/")).content.decode()
    assert client.post(path(token, "check/")).url == path(token)
    report.refresh_from_db()
    assert (report.state, report.answers) == ("submitted", ANSWERS)
    assert client.get(path(token, "documents/")).url == path(token)
    assert "We have received your report" in client.get(path(token)).content.decode()


def test_nobody_else_opens_it_and_no_cache_keeps_it(client):
    report = ReportFactory()
    token = link_to(report)
    assert client.get(path("x" * 43)).status_code == 404
    assert client.get(path(token, "nothing/")).status_code == 404
    for page in ("", "documents/", "check/", "sheet.xlsx"):
        response = client.get(path(token, page))
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store, private")
    report.refresh_from_db()
    assert (report.updated_at, report.state) == (None, "draft")


def test_autosave_keeps_what_is_typed_and_never_writes_over_a_colleague(client):
    report = ReportFactory(answers={"worked": "Hers <b>", "needed": "Hers"})
    token = link_to(report)
    empty = report_questions.answer_mark("")
    drawn = {"worked": "", "worked-mark": empty, "needed": "His", "needed-mark": empty}
    response = client.post(path(token, "means/"), {"autosave": "1", "budget": "x", **drawn}).json()
    assert "colleague" in response["message"]
    assert {name: response["marks"].get(name) for name in ("budget-mark", "worked-mark", "needed-mark")} == {
        "budget-mark": report_questions.answer_mark("x"),
        "worked-mark": empty,  # untouched on this page, which shows what was there before
        "needed-mark": empty,
    }
    report.refresh_from_db()
    assert report.answers == {"worked": "Hers <b>", "needed": "Hers", "budget": "x"}

    # Sent by the button, the page shows both answers, and saving again decides.
    his = {"worked": "His", "worked-mark": empty}
    shown = client.post(path(token, "means/"), his)
    assert "A colleague wrote meanwhile: “Hers &lt;b&gt;”" in shown.text
    client.post(path(token, "means/"), his | dict(shown.context["form"].marks()))
    report.refresh_from_db()
    assert report.answers["worked"] == "His"
    Report.objects.filter(pk=report.pk).update(state="submitted", submitted_at=LAST_YEAR)
    assert client.post(path(token, "means/"), {"autosave": "1", **drawn}).status_code == 409


@pytest.mark.parametrize(("state", "mailed"), [("signed", True), ("withdrawn", False)])
def test_an_editor_reads_a_report_beside_last_years_and_decides(client, state, mailed):
    client.force_login(staff("Committee editors"))
    past = ReportFactory(
        government=SignatureFactory(state=state).government, year=2025, state="accepted",
        answers={"women_trained": "7"},
    )  # fmt: skip
    report = ReportFactory(government=past.government, state="submitted")
    address = reverse("charter_reports:inspect", args=[report.pk])
    html = client.get(address).text
    assert ('<td dir="auto">7</td>' in html, "12 people" in html) == (True, True)
    assert client.post(address, {"decision": "ask", "reason": ""}).status_code == 200
    told = client.post(address, {"decision": "ask", "reason": "Which year?"}, follow=True).text
    assert ("The report is open again. No email was sent" in told) is not mailed
    assert Message.objects.filter(context__what="report_asked_again").exists() is mailed
    report.refresh_from_db()
    assert (report.state, report.reason) == ("asked_again", "Which year?")
    Report.objects.filter(pk=report.pk).update(state="submitted")
    evidence = EvidenceFactory(commitment=CommitmentFactory(signature=Signature.objects.get()))
    page = client.get(address)
    shown = f'name="evidence" value="{evidence.pk}" checked'
    assert (page.context["waiting"], shown in page.text, "Answered last year" in page.text) == ([evidence], True, False)
    seen = page.context["mark"]
    Report.objects.filter(pk=report.pk).update(submitted_at=LAST_YEAR)  # it was sent anew meanwhile
    client.post(address, {"decision": "accept", "evidence": evidence.pk, "mark": seen})
    report.refresh_from_db()
    assert report.state == "submitted"
    seen = client.get(address).context["mark"]
    client.post(address, {"decision": "accept", "evidence": evidence.pk, "mark": seen})
    report.refresh_from_db()
    evidence.refresh_from_db()
    assert (report.state, evidence.state) == ("accepted", "accepted")
    response = client.post(address, {"decision": "accept"}, follow=True)
    assert "Somebody decided on this report before you" in response.text


GIVEN = {
    "diagnosis_link": "https://town.example/diagnosis", "budget": "50000", "reception": "both",
    "worked": "=cmd|' /C calc'!A0", "needed": "about 12\n\u0646\u0639\u0645",
}  # fmt: skip


def rows(content: bytes, slug: str) -> list[tuple[str, ...]]:
    page = load_workbook(BytesIO(content))[slug]
    return [tuple(cell.value or "" for cell in row) for row in page.iter_rows(min_row=3, max_col=5)]


def test_the_town_hall_takes_its_answers_along_in_the_order_of_each_pledge(client):
    content = client.get(f"/en/charter/desk/{link_to(ReportFactory(answers=GIVEN))}/report/2026/sheet.xlsx").content
    assert [line[1] for line in rows(content, "report") if line[1]] == [
        "https://town.example/diagnosis", "Both", "50,000", GIVEN["worked"], GIVEN["needed"],
    ]  # fmt: skip
    assert [line[2:4] for line in rows(content, "cities-for-cedaw") if line[3]] == [
        ("Where can your shared diagnosis be read?", "https://town.example/diagnosis"),
        ("What did you spend on this policy this year?", "50,000 euros"),
    ]
    (line,) = [line for line in rows(content, "vlr") if line[0] == "SDG 5.2.1"]
    assert line[2:4] == ("", "")
    assert line[4].startswith("Not asked in our report")


def test_no_cell_is_a_formula():
    book = load_workbook(BytesIO(report_sheet.write_sheet(dict.fromkeys(QUESTIONS, "=1+1"), heading="=1+1")))
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row if cell.value} == {"s"}


def test_no_count_of_people_stands_on_the_sheet_of_a_pledge():
    content = report_sheet.write_sheet({"women_trained": "409110", "women_received": "409130"}, heading="Town 2026")
    assert "4091" not in str([rows(content, pledge.slug) for pledge in report_sheet.PLEDGES])
