"""What a profile says of the newest report."""

from typing import Any

from charter.reports.models import Report
from charter.reports.questions import PUBLIC


def report_section(government: Any) -> dict[str, Any] | None:
    """Return the public figures of the newest accepted report of `government`, for its profile; None without any."""
    report = Report.objects.accepted().filter(government=government).order_by("-year").first()
    if report is None:
        return None
    shown = [
        (question.label, question.shown(report.answers.get(question.id, "")), question.unit) for question in PUBLIC
    ]
    figures = [line for line in shown if line[1]]
    return {"report": report, "figures": figures} if figures else None
