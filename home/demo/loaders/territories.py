"""How far the deliverables of the demonstration's pilot territories are."""

from typing import Any

from coalition.members.models import LocalGovernment
from home.territories.models import TerritoryDeliverable, TerritoryWork


def load(content: dict[str, Any]) -> None:
    """Keep the deliverables of each territory of `content` that has none yet."""
    for item in content["territory"]:
        work, made = TerritoryWork.objects.get_or_create(government=LocalGovernment.objects.get(code=item["member"]))
        if made:
            TerritoryDeliverable.objects.bulk_create(
                TerritoryDeliverable(work=work, **row) for row in item["deliverable"]
            )
