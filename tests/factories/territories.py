"""Deliverables of territories."""

from typing import Any

from coalition.members.models import LocalGovernment
from home.programme.models import TerritoryDeliverable, TerritoryWork


def make_work(government: LocalGovernment, **deliverables: dict[str, Any]) -> TerritoryWork:
    """Return the work of `government`: the facts of each deliverable by its name, with "_" for "-"."""
    work = TerritoryWork.objects.create(government=government)
    for name, facts in deliverables.items():
        TerritoryDeliverable.objects.create(work=work, deliverable=name.replace("_", "-"), **facts)
    return work
