"""The public list, made again when somebody doubts it; and the yearly report, from its invitation to its reading."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import Any

import pgtrigger
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_fsm import TransitionNotAllowed
from wagtail.log_actions import log

from charter.followup.models import Evidence
from charter.followup.services import accept_all, record_links
from charter.ledger.models import LoggedFact
from charter.ledger.services import log_fact
from charter.signing.models import Signature, SignatureQuerySet
from charter.states import State
from coalition.members.models import LocalGovernment
from coalition.users.models import User

from . import emails, report_questions
from .models import Report


@transaction.atomic
def rebuild() -> None:
    """Make the list again from the signatures and governments, while nobody changes either."""
    # Nobody but its triggers may write the list, and this.
    with pgtrigger.ignore("charter.Signatory:signatories_follow_signatures"), connection.cursor() as cursor:
        cursor.execute("LOCK members_localgovernment, charter_signature IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM charter_signatory")
        cursor.execute("SELECT charter_list_signatures((SELECT array_agg(id) FROM charter_signature))")


class ReportClosed(Exception):
    """The report was sent: its answers no longer change."""


class ReportUnfinished(Exception):
    """An answer cannot be read; `errors` says which and why, by question id."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


def to_invite(year: int) -> SignatureQuerySet:
    """Return the signatures in force that are asked to report on `year` and were not yet.

    A government is asked of a year in which its signature stood six months: this one, or one to an older version that
    it superseded.
    """
    published = Signature.objects.filter(government=OuterRef("government"), state__in=[State.SIGNED, State.SUPERSEDED])
    waiting = Signature.objects.signed().exclude(official_email="").exclude(government__reports__year=year)
    return waiting.filter(Exists(published.filter(signed_at__date__lte=date(year, 7, 1))))


def invite_all(*, year: int) -> int:
    """Invite each signature of `to_invite`, once; return how many were now.

    One transaction each: what failed is invited by the next run, and nobody twice.
    """
    return sum(_invite(pk, year) for pk in to_invite(year).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _invite(pk: int, year: int) -> bool:
    """Open the report of `year` for the signature `pk` and mail its link; say whether this call did."""
    signature = Signature.objects.signed().select_related("government").filter(pk=pk).first()
    if signature is None:
        return False
    report, made = Report.objects.get_or_create(
        government=signature.government, year=year, defaults={"language": signature.language}
    )
    if made:
        if past := report_before(report):
            report.answers = report_questions.carried_answers(past.answers)
            report.save(update_fields=["answers"])
        emails.send_invitation(report, signature)
    return made


def report_before(report: Report) -> Report | None:
    """Return the last report that the same government sent of a year before."""
    others = (row for row in report.government.reports.all() if row.is_sent and row.year < report.year)
    return max(others, key=lambda row: row.year, default=None)


@transaction.atomic
def save_answers(*, report: Report, typed: Mapping[str, str], drawn_with: Mapping[str, str]) -> dict[str, str]:
    """Keep what was typed, also what cannot be read; return what colleagues wrote meanwhile, by question id.

    `typed` has the answers of one page by question id, `drawn_with` the mark of the answer that each was drawn
    with. Who did not touch an answer keeps the colleague's. Who did, and finds another one there, is told: nothing
    of theirs is written over it until they save again, drawn with it.

    Raises ReportClosed.
    """
    report = _locked(report)
    if not report.is_open:
        raise ReportClosed
    conflicts = {}
    for key in (key for key in report_questions.QUESTIONS if key in typed):
        text, stored = report_questions.clean_answer(typed[key]), report.answers.get(key, "")
        drawn = drawn_with.get(key, report_questions.answer_mark(stored))
        if text == stored or report_questions.answer_mark(text) == drawn:
            continue
        if drawn == report_questions.answer_mark(stored):
            report.answers[key] = text
        else:
            conflicts[key] = stored
    report.answers = {key: text for key, text in report.answers.items() if text}
    report.updated_at = timezone.now()
    report.save(update_fields=["answers", "updated_at"])
    return conflicts


@transaction.atomic
def submit_report(*, report: Report) -> Report:
    """Send the answers to the staff; their links wait as evidence of the commitments, from this moment on.

    A link that is evidence already is not sent again. Raises ReportClosed, or ReportUnfinished with what cannot be
    read.
    """
    report = _locked(report)
    if not report.is_open:
        raise ReportClosed
    if errors := report_questions.answer_errors(report.answers):
        raise ReportUnfinished(errors)
    report.submit()
    report.save()
    links = report_questions.evidence_in(report.answers)
    record_links(government=report.government, language=report.language, links=links)
    return report


@transaction.atomic
def accept_report(*, report: Report, by: User, evidence: Iterable[int] = (), mark: str = "") -> Report:
    """Accept it, and `evidence` with it: what waits of its town and stood on the same page.

    Raises TransitionNotAllowed unless it is to be read, and as it was shown: with `mark`, else as `report` is.
    """
    mark, report = mark or report_mark(report), _locked(report)
    if report_mark(report) != mark:
        raise TransitionNotAllowed("The town hall sent other answers meanwhile.")
    report.accept(by=by)
    report.save()
    accept_all(government=report.government, shown=evidence, by=by)
    log(instance=report, action="report.accept", user=by)
    log_fact(LoggedFact.Kind.PUBLIC, report.government.code, dict([public_facts(report)]))
    return report


TOGETHER = 20  # reports on one page


def plain_reports() -> list[Report]:
    """Return the first reports to be read that bring no proof, and nothing to look at twice beside the year before."""
    waiting = Evidence.objects.awaiting().filter(commitment__government=OuterRef("government"))
    rows = Report.objects.filter(~Exists(waiting), state=Report.State.SUBMITTED).select_related("government")
    return list(islice(filter(_is_plain, rows.prefetch_related("government__reports").waiting_first()), TOGETHER))


def _is_plain(report: Report) -> bool:
    past = report_before(report)
    return past is not None and not report_questions.answer_warnings(report.answers, past.answers)


def report_mark(report: Report) -> str:
    """Return what stands for the answers of `report` as they were shown: they change only by being sent anew."""
    return f"{report.pk} {report.submitted_at}"


def accept_plain_reports(*, marks: Collection[str], by: User) -> int:
    """Accept the plain reports that were shown and ticked, one transaction each; return how many.

    What changed meanwhile, or somebody decided on, is left out.
    """
    accepted = 0
    for report in plain_reports():
        if report_mark(report) in marks:
            with suppress(TransitionNotAllowed):
                accept_report(report=report, by=by)
                accepted += 1
    return accepted


def public_facts(report: Report) -> tuple[str, dict[str, Any]]:
    """Return the name of an accepted report, and what it says, by its digest."""
    answers = hashlib.sha256(json.dumps(report.answers, sort_keys=True).encode()).hexdigest()
    return f"report {report.pk}", {"of": report.government.code, "year": report.year, "answers_sha256": answers}


@transaction.atomic
def ask_report_again(*, report: Report, by: User, reason: str) -> bool:
    """Let the town hall change its answers; it gets `reason` and a link by mail. Say whether it has a mailbox.

    It has none without a signature in force: the report is open again, and nobody was told.
    Raises TransitionNotAllowed unless it is to be read, ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("The town hall reads why.")
    report = _locked(report)
    report.ask_again(by=by, reason=reason.strip())
    report.save()
    log(instance=report, action="report.ask_again", user=by)
    rows = Signature.objects.signed().select_related("government").exclude(official_email="")
    signature = rows.filter(government=report.government_id).first()
    if signature is None:
        return False
    emails.send_asked_again(report, signature)
    return True


PROGRESS = (Report.State.DRAFT, Report.State.ASKED_AGAIN, Report.State.SUBMITTED, Report.State.ACCEPTED)


def unite_reports(source: LocalGovernment, into: LocalGovernment, **signal: Any) -> None:
    """Leave one report of a year, the one that went further.

    What the other alone says is said in it from now on, unless it was not yet read as far.

    Receiver of `governments_merged`.
    """
    others = {report.year: report for report in into.reports.all()}
    for report in source.reports.filter(year__in=others):
        pair = [report, others[report.year]]
        goes, stays = sorted(pair, key=lambda row: (PROGRESS.index(row.state), row.submitted_at or row.invited_at))
        facts: dict[str, Any] = {}
        if goes.state == Report.State.ACCEPTED:
            facts[public_facts(goes)[0]] = None
        goes.delete()
        if stays.is_open or goes.state == stays.state:  # nothing that nobody read enters what was read
            stays.answers = goes.answers | stays.answers
            stays.submitted_at = stays.submitted_at and timezone.now()  # who reads it now reads it again
            stays.save(update_fields=["answers", "submitted_at"])
        if stays.state == Report.State.ACCEPTED:
            log_fact(LoggedFact.Kind.PUBLIC, into.code, facts | dict([public_facts(stays)]))


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("government").get(pk=report.pk)
