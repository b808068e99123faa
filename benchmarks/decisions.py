"""The decisions that 300 signatories ask of the committee in a year: `python -m benchmarks.decisions`, prints JSON.

A decision is one press. Reports, their proofs and what town halls send between reports are rows, decided week by week
through the services behind the screens. The others are counted: a change has its reviewer, a signature two people, and
one press is for all of an association who answered in a week. `before` decides each report and each proof by itself.
"""

import json
import random
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import django

TOWNS, TENTH, ASSOCIATIONS, MEMBERS = 300, 30, 3, 100
WEEKS, REPORTING, ANSWERING = 52, 13, 8  # of a year; in which reports come, and members answer
# Chances that a deliverable has a new proof in its report, that a figure jumps, and that a member answers.
PROOF, SURPRISE, ANSWER = 2 / 5, 1 / 4, 2 / 3
LAST_YEAR = {"women_trained": "20", "men_trained": "20", "reception": "own", "worked": "The round table."}
DONE, NOW = date(2025, 11, 20), datetime(2025, 12, 1, tzinfo=UTC)
draw = random.Random(TOWNS)


def measure() -> dict[str, object]:
    from benchmarks.chain import published_version
    from benchmarks.generated import generate
    from charter.followup.deliverables import Deliverable
    from charter.followup.models import Commitment, Evidence
    from charter.followup.services import accept_all, record_evidence
    from charter.signatories import services
    from charter.signatories.models import Report
    from coalition.members.models import LocalGovernment
    from coalition.users.models import User

    published_version()
    generate(TOWNS, committed=True)
    Report.objects.all().delete()
    create = Report.objects.create
    editor, before, after = User.objects.get(username="generated-reviewer-1"), Counter[str](), Counter[str]()
    past = {"state": "accepted", "answers": LAST_YEAR, "submitted_at": NOW, "decided_by": editor, "decided_at": NOW}
    towns = list(LocalGovernment.objects.filter(code__startswith="XX-G").order_by("pk"))
    plans = [(town, draw.randrange(REPORTING), draw.randrange(WEEKS)) for town in towns]
    for town in towns:
        create(government=town, year=2024, language="en", **past)
    for week in range(WEEKS):
        for town, reporting, sending in plans:
            if week == reporting:
                answers = dict(LAST_YEAR, worked=f"Week {week}.")
                answers["women_trained"] = "60" if draw.random() < SURPRISE else str(draw.randint(11, 40))
                for name in (str(name).replace("-", "_") for name in Deliverable if draw.random() < PROOF):
                    answers |= {f"{name}_link": f"https://{town.slug}.example/{name}", f"{name}_date": str(DONE)}
                    before["proofs in reports"] += 1
                services.submit_report(report=create(government=town, year=2025, language="en", answers=answers))
                before["reports"] += 1
            if week == sending:
                commitment = draw.choice(list(Commitment.objects.filter(government=town)))
                words: dict[str, Any] = {"dated": DONE, "language": "en", "description": "Generated."}
                record_evidence(commitment=commitment, source=Evidence.Source.TOWN_HALL, **words)
                before["evidence between reports"] += 1
        while plain := services.plain_reports():
            services.accept_plain_reports(marks=list(map(services.report_mark, plain)), by=editor)
            after["several reports at once"] += 1
        waiting = Evidence.objects.awaiting()
        for report in Report.objects.filter(state="submitted"):
            shown = list(waiting.filter(commitment__government=report.government).values_list("pk", flat=True))
            services.accept_report(report=report, by=editor, evidence=shown)
            after["reports with their proofs"] += 1
        for town in waiting.order_by().values_list("commitment__government", flat=True).distinct():
            shown = list(waiting.filter(commitment__government=town).values_list("pk", flat=True))
            accept_all(government=town, shown=shown, by=editor)
            after["evidence between reports, of one town"] += 1
    weeks = {(one, draw.randrange(ANSWERING)) for one in range(ASSOCIATIONS) for _who in range(int(MEMBERS * ANSWER))}
    same = Counter({"changes": TENTH, "new signatures": 2 * TENTH, "members": len(weeks)})
    return {"before": before | same, "after": after | same}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure()))
