"""The decisions that 300 signatories ask of the committee in a year: `python -m benchmarks.decisions`, prints JSON.

A decision is one press. What town halls send as proofs are rows, decided week by week through the services behind the
screens. The others are counted: the numbers of a year are checked once a town, a change has its reviewer, a signature
two people, and one press is for all of an association who answered in a week. `before` decides each proof by itself.
"""

import json
import random
from collections import Counter
from datetime import date
from typing import Any

import django

TOWNS, TENTH, ASSOCIATIONS, MEMBERS = 300, 30, 3, 100
WEEKS, REPORTING, ANSWERING = 52, 13, 8  # of a year; in which proofs come together, and members answer
PROOF, ANSWER = 2 / 5, 2 / 3  # chances that a deliverable has a new proof in a year, and that a member answers
DONE = date(2025, 11, 20)
draw = random.Random(TOWNS)


def measure() -> dict[str, object]:
    from benchmarks.chain import published_version
    from benchmarks.generated import generate
    from charter.followup.models import Commitment, Evidence
    from charter.followup.services import accept_all, record_evidence
    from coalition.members.models import LocalGovernment
    from coalition.users.models import User

    published_version()
    generate(TOWNS, committed=True)
    editor, before, after = User.objects.get(username="generated-reviewer-1"), Counter[str](), Counter[str]()
    towns = list(LocalGovernment.objects.filter(code__startswith="XX-G").order_by("pk"))
    plans = [(town, draw.randrange(REPORTING), draw.randrange(WEEKS)) for town in towns]
    facts: dict[str, Any] = {"source": Evidence.Source.TOWN_HALL, "dated": DONE, "language": "en"}
    for week in range(WEEKS):
        for town, together, alone in plans:
            rows = list(Commitment.objects.filter(government=town))
            sent = [row for row in rows if draw.random() < PROOF] if week == together else []
            sent += [draw.choice(rows)] if week == alone else []
            for commitment in sent:
                record_evidence(commitment=commitment, description="Generated.", **facts)
                before["proofs"] += 1
        waiting = Evidence.objects.awaiting()
        for town in waiting.order_by().values_list("commitment__government", flat=True).distinct():
            shown = list(waiting.filter(commitment__government=town).values_list("pk", flat=True))
            accept_all(government=town, shown=shown, by=editor)
            after["proofs, of one town"] += 1
    weeks = {(one, draw.randrange(ANSWERING)) for one in range(ASSOCIATIONS) for _who in range(int(MEMBERS * ANSWER))}
    same = Counter({"numbers of a year": TOWNS, "changes": TENTH, "new signatures": 2 * TENTH, "members": len(weeks)})
    return {"before": before | same, "after": after | same}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure()))
